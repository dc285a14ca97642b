#include "activation/formula.hpp"
#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"

namespace actlab::fuzz {

// The canonical text of a formula is the formula: it reads to the same text, derivative and values.
void read_any_formula(std::string_view bytes) {
  accepted([&] {
    const Formula formula(bytes, "formula");
    const Formula again(formula.text(), "again");
    require(again.text() == formula.text(), "the canonical text is its own");
    require(again.info().derivative == formula.info().derivative, "the derivative is the same");
    require(again.learned_names() == formula.learned_names(), "the declared names are the same");
    require(again.learned_values() == formula.learned_values(), "the declared numbers are the same");
    require(evaluate(formula, {-1.5, 0, 2}).size() == 3, "there is a value at each point");
  });
}

}  // namespace actlab::fuzz
