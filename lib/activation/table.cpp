#include "activation/table.hpp"

#include <algorithm>
#include <cmath>

#include "activation/activations-inl.hpp"
#include "actlab/error.hpp"
#include "text/number.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

template <class... Rows>
std::span<const ActivationInfo> rows(HWY_NAMESPACE::ActivationList<Rows...>) {
  static constexpr std::array<ActivationInfo, sizeof...(Rows)> table{Rows::info...};
  return table;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

bool answers_to(const ActivationInfo& row, std::string_view name) {
  return row.name == name || std::ranges::count(words(row.aliases), name) > 0;
}

std::size_t find_row(std::string_view name, std::string_view where) {
  const auto table = activations();
  const auto found = std::ranges::find_if(table, [&](const ActivationInfo& row) { return answers_to(row, name); });
  if (found != table.end()) return static_cast<std::size_t>(found - table.begin());
  std::vector<std::string> known;
  for (const ActivationInfo& row : table) {
    known.emplace_back(row.name);
    std::ranges::copy(words(row.aliases), std::back_inserter(known));
  }
  std::string remedy = text::suggestion(name, known);
  remedy += (remedy.empty() ? "" : " ") + std::string("'actlab list activations' shows all");
  throw Error(ErrorKind::usage, std::string(where), "unknown activation " + text::quoted(name), remedy);
}

double read_parameter(const ActivationInfo& row, const ActivationParameter& parameter, std::string_view value,
                      std::string_view where) {
  const auto number = text::parse_number(value);
  const bool allowed = number && *number >= parameter.low && *number <= parameter.high &&
                       (!parameter.whole || *number == std::floor(*number));
  if (allowed) return *number;
  throw Error(ErrorKind::usage, std::string(where),
              std::string(row.name) + ": " + std::string(parameter.name) + " is " + text::quoted(value),
              std::string("it must be a ") + (parameter.whole ? "whole number" : "number") + " from " +
                  text::number_text(parameter.low) + " to " + text::number_text(parameter.high));
}

// "0.1" or "slope=0.1" or "a=1:b=2", after the name.
std::vector<double> read_parameters(const ActivationInfo& row, std::string_view text, std::string_view where) {
  std::vector<double> values;
  for (const ActivationParameter& parameter : row.parameters) values.push_back(parameter.default_value);
  std::size_t position = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(':'), text.size());
    std::string_view item = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = item.find('=');
    std::size_t index = position++;
    if (equals != std::string_view::npos) {
      const std::string_view name = item.substr(0, equals);
      const auto named = std::ranges::find(row.parameters, name, &ActivationParameter::name);
      index = static_cast<std::size_t>(named - row.parameters.begin());
      item.remove_prefix(equals + 1);
    }
    if (index >= values.size()) {
      std::vector<std::string> names;
      for (const ActivationParameter& parameter : row.parameters) names.emplace_back(parameter.name);
      throw Error(ErrorKind::usage, std::string(where), std::string(row.name) + " has no such parameter",
                  names.empty() ? "it takes none" : "it takes " + text::enumeration(names));
    }
    values[index] = read_parameter(row, row.parameters[index], item, where);
  }
  return values;
}

}  // namespace

std::span<const ActivationInfo> activations() { return rows(HWY_NAMESPACE::Activations{}); }

const ActivationInfo& ActivationSpec::info() const { return activations()[index]; }

std::size_t ActivationSpec::pieces() const {
  return info().kind == ActivationKind::pooled ? static_cast<std::size_t>(parameters.front()) : 1;
}

std::string ActivationSpec::text() const {
  std::string out(info().name);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const ActivationParameter& parameter = info().parameters[i];
    if (parameters[i] == parameter.default_value) continue;
    out += ":" + std::string(parameter.name) + "=" + text::number_text(parameters[i]);
  }
  return out;
}

ActivationSpec parse_activation(std::string_view text, std::string_view where) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  ActivationSpec spec;
  spec.index = find_row(text.substr(0, colon), where);
  spec.parameters = read_parameters(spec.info(), text.substr(std::min(colon + 1, text.size())), where);
  return spec;
}

double decision_threshold(std::string_view output_activation) {
  return parse_activation(output_activation, "--output-activation").info().low < 0 ? 0.0 : 0.5;
}

}  // namespace actlab
