#include "activation/table.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "activation/activations-inl.hpp"
#include "activation/formula.hpp"
#include "actlab/error.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

template <class... Rows>
std::span<const ActivationInfo> rows(HWY_NAMESPACE::ActivationList<Rows...>) {
  static constexpr std::array<ActivationInfo, sizeof...(Rows)> table{Rows::info...};
  return table;
}

// "leaky_relu" or "leaky_relu:0.1", and not a formula; the formula x alone is one.
bool is_name(std::string_view text) {
  const std::string_view name = text::name_before_colon(text);
  return text != "x" && !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
         std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

std::size_t find_row(std::string_view name, std::string_view where) {
  if (const auto row = find_activation(name)) return *row;
  std::vector<std::string> known;
  for (const ActivationInfo& row : activations()) {
    known.emplace_back(row.name);
    std::ranges::copy(text::words(row.aliases), std::back_inserter(known));
  }
  std::string remedy = text::suggestion(name, known);
  remedy += (remedy.empty() ? "" : " ") + std::string("'actlab list activations' shows all");
  throw Error(ErrorKind::usage, std::string(where), "unknown activation " + text::quoted(name), remedy);
}

// "relu" or "leaky_relu:0.1" of the table.
bool is_table_name(std::string_view text) {
  return is_name(text) && find_activation(text::name_before_colon(text)).has_value();
}

// "mine=x^2": a formula with a name, not a comparison.
bool is_named_formula(std::string_view text) {
  const std::size_t equals = text.find('=');
  return equals != std::string_view::npos && is_name(text.substr(0, equals)) &&
         text.substr(0, equals).find(':') == std::string_view::npos && text.substr(equals + 1, 1) != "=";
}

// The parts of a text between the slashes that stand outside of parentheses.
std::vector<std::string_view> split_at_slashes(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (text[i] != '/' || depth > 0) continue;
    parts.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

}  // namespace

std::span<const ActivationInfo> activations() { return rows(HWY_NAMESPACE::Activations{}); }

std::optional<std::size_t> find_activation(std::string_view name) {
  const auto table = activations();
  const auto found = std::ranges::find_if(table, [&](const ActivationInfo& row) {
    return row.name == name || std::ranges::count(text::words(row.aliases), name) > 0;
  });
  if (found == table.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.begin());
}

const ActivationInfo& ActivationSpec::info() const { return formula ? formula->info() : activations()[index]; }

std::size_t ActivationSpec::pre_activations(std::size_t width) const {
  if (info().kind == ActivationKind::pooled) return width * static_cast<std::size_t>(parameters.front());
  return info().kind == ActivationKind::gated ? 2 * width : width;
}

std::size_t ActivationSpec::units(std::size_t width) const {
  return info().kind == ActivationKind::paired ? 2 * width : width;
}

bool ActivationSpec::learned_by_unit() const { return info().slope == SlopeSource::learned && parameters[1] == 0; }

bool ActivationSpec::draws_slopes() const { return info().slope == SlopeSource::drawn; }

std::vector<double> ActivationSpec::learned(std::size_t width) const {
  if (formula) return formula->learned_values();
  if (info().slope == SlopeSource::learned) return std::vector<double>(learned_by_unit() ? width : 1, parameters[0]);
  return {};
}

std::string ActivationSpec::text() const {
  return formula ? formula->text() : text::with_parameters(info().name, info().parameters, parameters);
}

std::vector<std::string> split_layers(std::string_view text) {
  std::vector<std::string> layers;
  for (const std::string_view part : split_at_slashes(text)) {
    const bool begins_layer =
        layers.empty() || is_table_name(layers.back()) || is_table_name(part) || is_named_formula(part);
    if (begins_layer) {
      layers.emplace_back(part);
    } else {
      layers.back().append("/").append(part);
    }
  }
  return layers;
}

ActivationSpec parse_activation(std::string_view text, std::string_view where) {
  ActivationSpec spec;
  if (!is_name(text)) {
    spec.formula = std::make_shared<const Formula>(text, where);
    return spec;
  }
  const std::string_view name = text::name_before_colon(text);
  spec.index = find_row(name, where);
  spec.parameters =
      text::parse_parameters(spec.info().name, spec.info().parameters, text::text_after_colon(text), where);
  if (spec.draws_slopes() && spec.parameters[0] > spec.parameters[1]) {
    throw Error(ErrorKind::usage, std::string(where), "rrelu: lower is above upper", "exchange them");
  }
  return spec;
}

}  // namespace actlab
