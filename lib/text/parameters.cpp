#include "text/parameters.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "actlab/error.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab::text {
namespace {

std::optional<double> value_of(const Parameter& parameter, std::string_view text) {
  if (parameter.on_off) {
    if (text == "on") return 1.0;
    if (text == "off") return 0.0;
    return std::nullopt;
  }
  const auto number = parse_number(text);
  const bool allowed = number && *number >= parameter.low && *number <= parameter.high &&
                       (!parameter.whole || *number == std::floor(*number));
  return allowed ? number : std::nullopt;
}

std::string allowed_values(const Parameter& parameter) {
  if (parameter.on_off) return "it must be on or off";
  return std::string("it must be a ") + (parameter.whole ? "whole number" : "number") + " from " +
         number_text(parameter.low) + " to " + number_text(parameter.high);
}

}  // namespace

std::string_view name_before_colon(std::string_view text) { return text.substr(0, text.find(':')); }

std::string_view text_after_colon(std::string_view text) {
  return text.substr(std::min(name_before_colon(text).size() + 1, text.size()));
}

std::size_t find_name(const std::vector<std::string>& names, std::string_view name, std::string_view kind,
                      std::string_view where) {
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw Error(ErrorKind::usage, std::string(where), "unknown " + std::string(kind) + " " + quoted(name),
              suggestion(name, names));
}

std::vector<double> parse_parameters(std::string_view owner, std::span<const Parameter> parameters,
                                     std::string_view text, std::string_view where) {
  std::vector<double> values;
  for (const Parameter& parameter : parameters) values.push_back(parameter.default_value);
  std::size_t position = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(':'), text.size());
    std::string_view item = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = item.find('=');
    std::size_t index = position++;
    if (equals != std::string_view::npos) {
      const auto named = std::ranges::find(parameters, item.substr(0, equals), &Parameter::name);
      index = static_cast<std::size_t>(named - parameters.begin());
      item.remove_prefix(equals + 1);
    }
    if (index >= values.size()) {
      std::vector<std::string> names;
      for (const Parameter& parameter : parameters) names.emplace_back(parameter.name);
      throw Error(ErrorKind::usage, std::string(where), std::string(owner) + " has no such parameter",
                  names.empty() ? "it takes none" : "it takes " + enumeration(names));
    }
    const auto value = value_of(parameters[index], item);
    if (!value) {
      throw Error(ErrorKind::usage, std::string(where),
                  std::string(owner) + ": " + std::string(parameters[index].name) + " is " + quoted(item),
                  allowed_values(parameters[index]));
    }
    values[index] = *value == 0 ? 0.0 : *value;  // no negative zero in canonical texts
  }
  return values;
}

std::string parameter_text(const Parameter& parameter, double value) {
  return parameter.on_off ? (value != 0 ? "on" : "off") : number_text(value);
}

std::string with_parameters(std::string_view owner, std::span<const Parameter> parameters,
                            std::span<const double> values) {
  std::string out(owner);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] == parameters[i].default_value) continue;
    out += ":" + std::string(parameters[i].name) + "=" + parameter_text(parameters[i], values[i]);
  }
  return out;
}

}  // namespace actlab::text
