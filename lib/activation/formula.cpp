#include "activation/formula.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "activation/kernels.hpp"
#include "activation/parser.hpp"
#include "arithmetic/aligned.hpp"

namespace actlab {
namespace {

constexpr int range_points = 2001;
constexpr double range_end = 50;

}  // namespace

Formula::Formula(std::string_view text, std::string_view where) {
  ParsedFormula parsed = parse_formula(text, where);
  text_ = parsed.text;
  name_ = parsed.name.empty() ? text_ : parsed.name;
  expression_ = parsed.expression;
  learned_names_ = parsed.learned_names;
  learned_values_ = parsed.learned_values;
  const auto slope = parsed.graph.derivative(parsed.value, parsed.graph.input());
  derivative_ = parsed.graph.text(slope, learned_names_);
  std::vector<ExpressionGraph::Id> learned_slopes;
  for (std::size_t i = 0; i < learned_names_.size(); ++i) {
    const auto leaf = parsed.graph.learned(static_cast<std::uint16_t>(i));
    learned_slopes.push_back(parsed.graph.derivative(parsed.value, leaf));
  }
  value_ = compile(parsed.graph, {parsed.value});
  value_and_slope_ = compile(parsed.graph, {parsed.value, slope});
  learned_slopes_ = compile(parsed.graph, learned_slopes);
  info_ = {.name = name_,
           .formula = expression_,
           .derivative = derivative_,
           .low = std::numeric_limits<double>::infinity(),
           .high = -std::numeric_limits<double>::infinity(),
           .initializer = "glorot",
           .citation = "a formula"};
  std::vector<double> x;
  for (int i = 0; i < range_points; ++i) x.push_back(range_end * (2.0 * i / (range_points - 1) - 1));
  for (const double value : evaluate(*this, x)) {
    if (value < info_.low) info_.low = value;
    if (value > info_.high) info_.high = value;
  }
}

std::vector<double> evaluate(const Formula& formula, const std::vector<double>& x) {
  const arithmetic::Target target = arithmetic::best_target();
  const std::size_t lanes = activation_kernels<double>(target).lanes;
  const std::size_t rows = (x.size() + lanes - 1) / lanes;
  arithmetic::AlignedVector<double> z(rows * lanes, 0.0);
  arithmetic::AlignedVector<double> a(rows * lanes);
  std::ranges::copy(x, z.begin());
  arithmetic::AlignedVector<double> learned;
  for (const double value : formula.learned_values()) learned.insert(learned.end(), lanes, value);
  activation_kernels<double>(target).formula.forward(
      {.parameters = nullptr, .learned = learned.data(), .formula = &formula, .rows = rows, .width = 1}, z.data(),
      a.data());
  return {a.begin(), a.begin() + static_cast<std::ptrdiff_t>(x.size())};
}

}  // namespace actlab
