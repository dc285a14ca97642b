#include "data/features.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <variant>

#include "actlab/error.hpp"
#include "arithmetic/elementary.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

// x and y come first.
constexpr std::array<FeatureFormula, 7> formulas{{
    {"x", [](double x, double) { return x; }},
    {"y", [](double, double y) { return y; }},
    {"x^2", [](double x, double) { return x * x; }},
    {"y^2", [](double, double y) { return y * y; }},
    {"xy", [](double x, double y) { return x * y; }},
    {"sin(x)", [](double x, double) { return arithmetic::sin(x); }},
    {"sin(y)", [](double, double y) { return arithmetic::sin(y); }},
}};

// A raw column's number, or a formula of the plane.
struct Term {
  std::string name;
  std::variant<std::size_t, const FeatureFormula*> source;
};

[[noreturn]] void unknown_feature(std::string_view name, const std::vector<std::string>& columns, bool plane) {
  std::vector<std::string> known = columns;
  if (plane) {
    for (const FeatureFormula& formula : formulas) known.emplace_back(formula.name);
  }
  throw Error(ErrorKind::usage, "`features`", "no column or formula is called " + text::quoted(name),
              text::suggestion(name, known));
}

// Finds columns by name in time that hardly grows with their number.
class ColumnIndex {
 public:
  explicit ColumnIndex(const std::vector<std::string>& names) : names_(names), sorted_(names.size()) {
    std::iota(sorted_.begin(), sorted_.end(), std::size_t{0});
    std::ranges::sort(sorted_, [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
  }

  // The column of a name and, of a categorical one, its one-hot columns "name=category", in their order.
  [[nodiscard]] std::vector<std::size_t> find(std::string_view name) const {
    std::vector<std::size_t> found;
    add(
        name, [&](std::string_view column) { return column == name; }, found);
    const std::string one_hot_prefix = std::string(name) + "=";
    add(
        one_hot_prefix, [&](std::string_view column) { return column.starts_with(one_hot_prefix); }, found);
    std::ranges::sort(found);
    return found;
  }

 private:
  template <class Matches>
  void add(std::string_view from, const Matches& matches, std::vector<std::size_t>& found) const {
    auto at = std::ranges::lower_bound(sorted_, from, {}, [&](std::size_t c) { return std::string_view(names_[c]); });
    for (; at != sorted_.end() && matches(names_[*at]); ++at) found.push_back(*at);
  }

  const std::vector<std::string>& names_;
  std::vector<std::size_t> sorted_;  // columns by name
};

void add_terms(std::string_view name, const std::vector<std::string>& columns, const ColumnIndex& index, bool plane,
               std::vector<Term>& terms) {
  const std::vector<std::size_t> found = index.find(name);
  for (const std::size_t column : found) terms.push_back({columns[column], column});
  if (!found.empty()) return;
  const auto number = name.starts_with('#') ? text::parse_integer(name.substr(1)) : std::nullopt;
  if (number && *number >= 1 && *number <= static_cast<std::int64_t>(columns.size())) {
    const auto column = static_cast<std::size_t>(*number - 1);
    terms.push_back({columns[column], column});
    return;
  }
  const auto formula = std::ranges::find(formulas, name, &FeatureFormula::name);
  if (!plane || formula == formulas.end()) unknown_feature(name, columns, plane);
  terms.push_back({std::string(name), &*formula});
}

void refuse_twice(const std::vector<Term>& terms) {
  std::set<std::string_view> names;
  for (const Term& term : terms) {
    if (names.insert(term.name).second) continue;
    throw Error(ErrorKind::usage, "`features`", text::quoted(term.name) + " is named twice", "name it once");
  }
}

std::vector<Term> read_terms(std::string_view features, const std::vector<std::string>& columns, bool plane) {
  std::vector<Term> terms;
  if (features == "all") {
    for (std::size_t column = 0; column < columns.size(); ++column) terms.push_back({columns[column], column});
    return terms;
  }
  if (features == "none" && plane) return terms;
  const ColumnIndex index(columns);
  while (true) {
    const std::size_t plus = std::min(features.find('+'), features.size());
    add_terms(features.substr(0, plus), columns, index, plane, terms);
    if (plus == features.size()) break;
    features.remove_prefix(plus + 1);
  }
  refuse_twice(terms);
  return terms;
}

InputTable evaluate_terms(const std::vector<Term>& terms, const InputTable& raw) {
  InputTable inputs(terms.size());
  std::vector<double> row(raw.columns());
  for (std::size_t r = 0; r < raw.rows(); ++r) {
    raw.read_row(r, row.data());
    for (const Term& term : terms) {
      if (const auto* column = std::get_if<std::size_t>(&term.source)) {
        inputs.append(row[*column]);
      } else {
        inputs.append(std::get<const FeatureFormula*>(term.source)->value(row[0], row[1]));
      }
    }
  }
  return inputs;
}

// A term of data of a plane, whose columns are its x and y.
double (*function_of(const Term& term))(double, double) {
  if (const auto* column = std::get_if<std::size_t>(&term.source)) return formulas[*column].value;
  return std::get<const FeatureFormula*>(term.source)->value;
}

}  // namespace

std::span<const FeatureFormula> feature_formulas() { return formulas; }

void select_features(std::string_view features, Dataset& dataset) {
  const std::vector<Term> terms = read_terms(features, dataset.feature_names, !dataset.plane.empty());
  if (features != "all") dataset.inputs = evaluate_terms(terms, dataset.inputs);
  dataset.feature_names.clear();
  for (const Term& term : terms) {
    dataset.feature_names.push_back(term.name);
    if (!dataset.plane.empty()) dataset.plane_functions.push_back(function_of(term));
  }
}

}  // namespace actlab
