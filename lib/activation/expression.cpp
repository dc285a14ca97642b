#include "activation/expression.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <optional>

#include "arithmetic/elementary.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

using Id = ExpressionGraph::Id;

constexpr int largest_whole_power = 64;

// Nothing for operations that the table of activations computes.
std::optional<double> folded(FormulaOp op, const std::array<double, 4>& v) {
  using enum FormulaOp;
  switch (op) {
    case add:
      return v[0] + v[1];
    case subtract:
      return v[0] - v[1];
    case multiply:
      return v[0] * v[1];
    case divide:
      return v[0] / v[1];
    case negate:
      return -v[0];
    case square_root:
      return std::sqrt(v[0]);
    case absolute:
      return std::abs(v[0]);
    case minimum:
      return v[0] < v[1] ? v[0] : v[1];
    case maximum:
      return v[0] > v[1] ? v[0] : v[1];
    case less:
      return v[0] < v[1];
    case less_equal:
      return v[0] <= v[1];
    case equal:
      return v[0] == v[1];
    case exp:
      return arithmetic::exp(v[0]);
    case log:
      return arithmetic::log(v[0]);
    case sin:
      return arithmetic::sin(v[0]);
    case cos:
      return arithmetic::cos(v[0]);
    default:
      return std::nullopt;
  }
}

bool commutes(FormulaOp op) { return op == FormulaOp::add || op == FormulaOp::multiply || op == FormulaOp::equal; }

const char* infix(FormulaOp op) {
  using enum FormulaOp;
  switch (op) {
    case add:
      return " + ";
    case subtract:
      return " - ";
    case multiply:
      return " ";
    case divide:
      return " / ";
    case less:
      return " < ";
    case less_equal:
      return " <= ";
    case equal:
      return " == ";
    default:
      return nullptr;
  }
}

int precedence_of(FormulaOp op) {
  using enum FormulaOp;
  if (op == add || op == subtract) return 2;
  if (op == multiply || op == divide) return 3;
  return op == negate ? 4 : 1;
}

std::string function_name(FormulaOp op) {
  const auto function = std::ranges::find(formula_functions, op, &FormulaFunction::op);
  return function == formula_functions.end() ? "share_max" : std::string(function->name);
}

}  // namespace

Id ExpressionGraph::intern(Node node) {
  if (commutes(node.op)) std::ranges::sort(node.operands);
  Key key{node.leaf, node.op, node.index, std::bit_cast<std::uint64_t>(node.value), node.operands};
  const auto [found, is_new] = known_.emplace(std::move(key), static_cast<Id>(nodes_.size()));
  if (is_new) nodes_.push_back(std::move(node));
  return found->second;
}

Id ExpressionGraph::input() {
  return intern({.leaf = Leaf::input, .op = FormulaOp::copy, .index = 0, .value = 0, .operands = {}});
}

Id ExpressionGraph::constant(double value) {
  return intern({.leaf = Leaf::constant, .op = FormulaOp::copy, .index = 0, .value = value, .operands = {}});
}

Id ExpressionGraph::learned(std::uint16_t index) {
  return intern({.leaf = Leaf::learned, .op = FormulaOp::copy, .index = index, .value = 0, .operands = {}});
}

bool ExpressionGraph::is_constant(Id id, double value) const {
  return nodes_[id].leaf == Leaf::constant && nodes_[id].value == value;
}

bool ExpressionGraph::simplify(FormulaOp op, const std::vector<Id>& operands, Id& result) {
  using enum FormulaOp;
  const Id a = operands[0];
  const Id b = operands.size() > 1 ? operands[1] : a;
  const auto becomes = [&](Id id) {
    result = id;
    return true;
  };
  if ((op == add && is_constant(b, 0)) || (op == subtract && is_constant(b, 0))) return becomes(a);
  if (op == add && is_constant(a, 0)) return becomes(b);
  if (op == subtract && is_constant(a, 0)) return becomes(apply(negate, {b}));
  if (op == multiply && (is_constant(a, 0) || is_constant(b, 0))) return becomes(constant(0));
  if ((op == multiply || op == divide) && is_constant(b, 1)) return becomes(a);
  if (op == multiply && is_constant(a, 1)) return becomes(b);
  if (op == multiply && is_constant(a, -1)) return becomes(apply(negate, {b}));
  if (op == multiply && is_constant(b, -1)) return becomes(apply(negate, {a}));
  if (op == divide && is_constant(a, 0)) return becomes(constant(0));
  if (op == negate && nodes_[a].leaf == Leaf::none && nodes_[a].op == negate) return becomes(nodes_[a].operands[0]);
  if (op == select && operands[1] == operands[2]) return becomes(operands[1]);
  if (op == select_less && operands[2] == operands[3]) return becomes(operands[2]);
  if (op == select && nodes_[a].leaf == Leaf::constant) return becomes(operands[nodes_[a].value != 0 ? 1 : 2]);
  return false;
}

Id ExpressionGraph::apply(FormulaOp op, std::vector<Id> operands, std::uint16_t row) {
  if (std::ranges::all_of(operands, [&](Id id) { return nodes_[id].leaf == Leaf::constant; })) {
    std::array<double, 4> values{};
    for (std::size_t i = 0; i < operands.size(); ++i) values[i] = nodes_[operands[i]].value;
    if (const auto value = folded(op, values)) return constant(*value);
  }
  Id simpler = 0;
  if (simplify(op, operands, simpler)) return simpler;
  // A choice by a comparison is one operation.
  if (op == FormulaOp::select && nodes_[operands[0]].leaf == Leaf::none && nodes_[operands[0]].op == FormulaOp::less) {
    const std::vector<Id> sides = nodes_[operands[0]].operands;
    return apply(FormulaOp::select_less, {sides[0], sides[1], operands[1], operands[2]});
  }
  return intern({.leaf = Leaf::none, .op = op, .index = row, .value = 0, .operands = std::move(operands)});
}

Id ExpressionGraph::power(Id base, Id exponent) {
  using enum FormulaOp;
  const Node& node = nodes_[exponent];
  const double p = node.value;
  if (node.leaf == Leaf::constant && p == 0.5) return apply(square_root, {base});
  if (node.leaf != Leaf::constant || p != std::floor(p) || std::abs(p) > largest_whole_power) {
    return apply(exp, {apply(multiply, {exponent, apply(log, {base})})});
  }
  Id product = constant(1);
  Id square = base;
  for (auto bits = static_cast<unsigned>(std::abs(p)); bits != 0; bits >>= 1) {
    if ((bits & 1U) != 0) product = apply(multiply, {product, square});
    if (bits > 1) square = apply(multiply, {square, square});
  }
  return p < 0 ? apply(divide, {constant(1), product}) : product;
}

// d node / d operand, as a node.
Id ExpressionGraph::slope_of_part(const Node& node, std::size_t operand) {
  using enum FormulaOp;
  const Id a = node.operands[0];
  const Id b = node.operands.size() > 1 ? node.operands[1] : a;
  const auto density = [&](double factor, double scale) {
    return apply(multiply,
                 {constant(factor), apply(exp, {apply(multiply, {constant(scale), apply(multiply, {a, a})})})});
  };
  switch (node.op) {
    case add:
      return constant(1);
    case subtract:
      return constant(operand == 0 ? 1 : -1);
    case multiply:
      return operand == 0 ? b : a;
    case divide:
      if (operand == 0) return apply(divide, {constant(1), b});
      return apply(negate, {apply(divide, {a, apply(multiply, {b, b})})});
    case negate:
      return constant(-1);
    case square_root:
      return apply(divide, {constant(0.5), apply(square_root, {a})});
    case absolute:
      return apply(sign, {a});
    case maximum:
      return operand == 0 ? apply(share_max, {a, b}) : apply(share_max, {b, a});
    case minimum:
      return operand == 0 ? apply(share_max, {b, a}) : apply(share_max, {a, b});
    case select:
      if (operand == 0) return constant(0);
      return operand == 1 ? apply(select, {a, constant(1), constant(0)}) : apply(select, {a, constant(0), constant(1)});
    case exp:
    case expm1:
      return apply(exp, {a});
    case log:
      return apply(divide, {constant(1), a});
    case log1p:
      return apply(divide, {constant(1), apply(add, {constant(1), a})});
    case erf:
      return density(2 / std::sqrt(std::numbers::pi), -1);
    case normal_cdf:
      return density(1 / std::sqrt(2 * std::numbers::pi), -0.5);
    case sin:
      return apply(cos, {a});
    case cos:
      return apply(negate, {apply(sin, {a})});
    case atan:
      return apply(divide, {constant(1), apply(add, {constant(1), apply(multiply, {a, a})})});
    case activation:
      return apply(activation_slope, {a}, node.index);
    default:
      return constant(0);  // comparisons and sign are flat
  }
}

Id ExpressionGraph::chain_rule(const Node& node, const std::vector<Id>& slopes) {
  if (node.op == FormulaOp::select) return apply(FormulaOp::select, {node.operands[0], slopes[1], slopes[2]});
  if (node.op == FormulaOp::select_less) {
    return apply(FormulaOp::select_less, {node.operands[0], node.operands[1], slopes[2], slopes[3]});
  }
  Id sum = constant(0);
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    if (is_constant(slopes[i], 0)) continue;
    sum = apply(FormulaOp::add, {sum, apply(FormulaOp::multiply, {slope_of_part(node, i), slopes[i]})});
  }
  return sum;
}

Id ExpressionGraph::derivative(Id of, Id leaf) {
  // Operands come before what is made of them, so one pass over the nodes suffices.
  std::vector<Id> slopes;
  for (Id id = 0; id <= of; ++id) {
    if (id == leaf) {
      slopes.push_back(constant(1));
      continue;
    }
    const Node node = nodes_[id];
    std::vector<Id> parts;
    for (const Id operand : node.operands) parts.push_back(slopes[operand]);
    slopes.push_back(node.leaf == Leaf::none ? chain_rule(node, parts) : constant(0));
  }
  return slopes[of];
}

bool ExpressionGraph::depends_on(Id id, Id leaf) const {
  std::vector<bool> depends(id + 1, false);
  for (Id i = 0; i <= id; ++i) {
    depends[i] = i == leaf || std::ranges::any_of(nodes_[i].operands, [&](Id operand) { return depends[operand]; });
  }
  return depends[id];
}

std::string ExpressionGraph::text(Id id, const std::vector<std::string>& learned_names) const {
  return text(id, learned_names, 0);
}

std::string ExpressionGraph::text(Id id, const std::vector<std::string>& learned_names, int precedence) const {
  const Node& node = nodes_[id];
  if (node.leaf == Leaf::input) return "x";
  if (node.leaf == Leaf::learned) return learned_names[node.index];
  if (node.leaf == Leaf::constant) {
    const std::string number = text::number_text(node.value);
    return node.value < 0 && precedence > 1 ? "(" + number + ")" : number;
  }
  const int own = precedence_of(node.op);
  const auto part = [&](std::size_t i, int level) { return text(node.operands[i], learned_names, level); };
  std::string out;
  if (node.op == FormulaOp::negate) {
    out = "-" + part(0, own);
  } else if (const char* joint = infix(node.op)) {
    const bool tight = node.op == FormulaOp::subtract || node.op == FormulaOp::divide;
    out = part(0, own) + joint + part(1, tight ? own + 1 : own);
  } else {
    if (node.op == FormulaOp::select_less) {
      return "where(" + part(0, 2) + " < " + part(1, 2) + ", " + part(2, 0) + ", " + part(3, 0) + ")";
    }
    const bool of_table = node.op == FormulaOp::activation || node.op == FormulaOp::activation_slope;
    out = of_table ? std::string(activations()[node.index].name) : function_name(node.op);
    if (node.op == FormulaOp::activation_slope) out += "'";
    std::string list;
    for (std::size_t i = 0; i < node.operands.size(); ++i) list += (i > 0 ? ", " : "") + part(i, 0);
    return out + "(" + list + ")";
  }
  return own < precedence ? "(" + out + ")" : out;
}

}  // namespace actlab
