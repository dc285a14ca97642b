#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "activation/formula.hpp"

namespace actlab {

/// A function that formulas may call. sin and atan are rows of the activation table under other names, but come first.
struct FormulaFunction {
  std::string_view name;
  FormulaOp op;
  std::size_t arguments;
};
inline constexpr std::array<FormulaFunction, 15> formula_functions{{{"sin", FormulaOp::sin, 1},
                                                                    {"atan", FormulaOp::atan, 1},
                                                                    {"sqrt", FormulaOp::square_root, 1},
                                                                    {"abs", FormulaOp::absolute, 1},
                                                                    {"sign", FormulaOp::sign, 1},
                                                                    {"min", FormulaOp::minimum, 2},
                                                                    {"max", FormulaOp::maximum, 2},
                                                                    {"where", FormulaOp::select, 3},
                                                                    {"exp", FormulaOp::exp, 1},
                                                                    {"expm1", FormulaOp::expm1, 1},
                                                                    {"log", FormulaOp::log, 1},
                                                                    {"log1p", FormulaOp::log1p, 1},
                                                                    {"erf", FormulaOp::erf, 1},
                                                                    {"normal_cdf", FormulaOp::normal_cdf, 1},
                                                                    {"cos", FormulaOp::cos, 1}}};

/// Formulas as a graph in which equal parts are one node, so that a function and its derivative share what they can.
class ExpressionGraph {
 public:
  using Id = std::uint32_t;

  enum class Leaf : std::uint8_t { none, input, constant, learned };

  struct Node {
    Leaf leaf = Leaf::none;
    FormulaOp op = FormulaOp::copy;  ///< of what is no leaf
    std::uint16_t index = 0;         ///< row of the activation table, or number of the learned parameter
    double value = 0;                ///< of a constant
    std::vector<Id> operands;
  };

  Id input();
  Id constant(double value);
  Id learned(std::uint16_t index);
  /// The node of an operation, simplified: constants are folded, and x + 0, 1 x, 0 x and the like are gone.
  Id apply(FormulaOp op, std::vector<Id> operands, std::uint16_t row = 0);
  /// base^exponent: products for a whole exponent up to 64, else exp(exponent log(base)).
  Id power(Id base, Id exponent);

  /// The exact derivative of a node with respect to a leaf (input or learned).
  Id derivative(Id of, Id leaf);

  [[nodiscard]] const Node& operator[](Id id) const { return nodes_[id]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] bool depends_on(Id id, Id leaf) const;
  /// As text, with the names of the learned parameters.
  [[nodiscard]] std::string text(Id id, const std::vector<std::string>& learned_names) const;

 private:
  using Key = std::tuple<Leaf, FormulaOp, std::uint16_t, std::uint64_t, std::vector<Id>>;

  Id intern(Node node);
  [[nodiscard]] bool is_constant(Id id, double value) const;
  [[nodiscard]] bool simplify(FormulaOp op, const std::vector<Id>& operands, Id& result);
  Id chain_rule(const Node& node, const std::vector<Id>& slopes);
  Id slope_of_part(const Node& node, std::size_t operand);
  [[nodiscard]] std::string text(Id id, const std::vector<std::string>& learned_names, int precedence) const;

  std::vector<Node> nodes_;
  std::map<Key, Id> known_;
};

/// The code that computes the nodes of `outputs`, in order.
FormulaProgram compile(const ExpressionGraph& graph, const std::vector<ExpressionGraph::Id>& outputs);

}  // namespace actlab
