#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "activation/expression.hpp"

namespace actlab {

/// What stands in a formula's text.
struct ParsedFormula {
  ExpressionGraph graph;
  ExpressionGraph::Id value = 0;
  std::string name;        ///< empty if none is given
  std::string expression;  ///< without name, declared numbers and spaces
  std::string text;        ///< the whole without spaces
  std::vector<std::string> learned_names;
  std::vector<double> learned_values;
};

/// Reads the grammar of Formula. Throws Error (usage) at `where`, with the text and the place in it.
ParsedFormula parse_formula(std::string_view text, std::string_view where);

}  // namespace actlab
