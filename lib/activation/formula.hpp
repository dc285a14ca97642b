#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "activation/table.hpp"

namespace actlab {

/// What an instruction of a compiled formula does. Comparisons give 1 or 0.
enum class FormulaOp : std::uint8_t {
  copy,
  add,
  subtract,
  multiply,
  divide,
  negate,
  square_root,
  absolute,
  sign,  ///< -1, 0 or 1
  minimum,
  maximum,
  share_max,  ///< d max(a, b) / da: 1, at a tie 1/2, or 0
  less,
  less_equal,
  equal,
  select,       ///< b where a is not 0, else c
  select_less,  ///< c where a < b, else d
  exp,
  expm1,
  log,
  log1p,
  erf,
  normal_cdf,
  sin,
  cos,
  atan,
  activation,  ///< an elementwise row of the activation table with its default parameters
  activation_slope,
  activation_with_slope,  ///< both, into two places
};

/// Where an instruction finds or leaves a vector.
struct FormulaOperand {
  enum class Place : std::uint8_t { none, input, constant, learned, scratch, output };
  Place place = Place::none;
  std::uint16_t index = 0;
};

struct FormulaInstruction {
  FormulaOp op = FormulaOp::add;
  std::uint16_t row = 0;  ///< of the activation table
  FormulaOperand result;
  FormulaOperand slope;  ///< second result of activation_with_slope
  FormulaOperand a, b, c, d;
};

/// A formula as straight-line code over vectors; every output is written exactly once.
struct FormulaProgram {
  std::vector<FormulaInstruction> instructions;
  std::vector<double> constants;
  std::size_t scratch = 0;  ///< vectors that live at the same time
  std::size_t outputs = 0;
};

/// A formula in x: "x*sigmoid(1.5*x)", with a name "mine=where(x>0, x, 0.1*sin(x))", with declared numbers
/// "a=x*sigmoid(b*x);b=1".
///
/// Grammar: [name "="] sum {";" name "=" number}. Operators, loosest first: comparisons < <= > >= == !=; + -; * /;
/// sign; ^ (to the right; a whole-number exponent multiplies, any other is exp(p log(a))). Constants pi and e.
/// Functions: sqrt, abs, sign, min, max, where(condition, a, b), exp, expm1, log, log1p, erf, normal_cdf, sin, cos,
/// atan, and every elementwise activation of the table by name. The derivative is exact, by the rules of calculus; at
/// kinks it is that of the function's parts: abs'(0) = 0, max and min share equally at a tie (PyTorch's conventions).
class Formula {
 public:
  /// Throws Error (usage) at `where`, with the formula and the place in it, for what the grammar does not have and for
  /// formulas without x.
  Formula(std::string_view text, std::string_view where);
  Formula(const Formula&) = delete;
  Formula& operator=(const Formula&) = delete;

  /// Name (or text), formula and derivative as text, and the range over [-50, 50].
  [[nodiscard]] const ActivationInfo& info() const { return info_; }
  /// The formula without spaces: its canonical form.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Names and first values of the declared numbers.
  [[nodiscard]] const std::vector<std::string>& learned_names() const { return learned_names_; }
  [[nodiscard]] const std::vector<double>& learned_values() const { return learned_values_; }

  /// Output 0: f(x).
  [[nodiscard]] const FormulaProgram& value() const { return value_; }
  /// Outputs 0 and 1: f(x) and df/dx.
  [[nodiscard]] const FormulaProgram& value_and_slope() const { return value_and_slope_; }
  /// Output i: df/d(declared number i).
  [[nodiscard]] const FormulaProgram& learned_slopes() const { return learned_slopes_; }

 private:
  std::string text_;
  std::string name_;
  std::string expression_;
  std::string derivative_;
  std::vector<std::string> learned_names_;
  std::vector<double> learned_values_;
  FormulaProgram value_;
  FormulaProgram value_and_slope_;
  FormulaProgram learned_slopes_;
  ActivationInfo info_;
};

/// f at each x, in double, with the declared numbers at their first values.
std::vector<double> evaluate(const Formula& formula, const std::vector<double>& x);

}  // namespace actlab
