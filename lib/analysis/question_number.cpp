#include "analysis/question_number.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "actlab/error.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

enum class Least { included, excluded };

struct Range {
  const char* what;
  double least;
  Least at_least;
  double most;
  bool whole;
};

// In the order of QuestionNumber. The quantiles of intervals need an alpha that 1 - alpha / findings can hold; bounds
// and what diverged runs count as have squares that double holds.
constexpr std::array<Range, 8> ranges{{
    {"a number", 1e-6, Least::included, 0.5, false},
    {"a number", 0, Least::excluded, 1e6, false},
    {"a test accuracy (or R^2)", 0, Least::excluded, 1, false},
    {"a number", -1e30, Least::included, 1e30, false},
    {"a number", -1e30, Least::included, 1e30, false},
    {"a whole number", 1, Least::included, 1e6, true},
    {"a whole number", 2, Least::included, 1e6, true},
    {"a whole number", 2, Least::included, 1e6, true},
}};

bool holds(const Range& range, double value) {
  if (!(range.at_least == Least::included ? value >= range.least : value > range.least)) return false;
  return value <= range.most && (!range.whole || value == std::floor(value));
}

std::string words(const Range& range) {
  return range.at_least == Least::included
             ? fmt::format("{} from {} to {}", range.what, range.least, range.most)
             : fmt::format("{} above {} and at most {}", range.what, range.least, range.most);
}

}  // namespace

double read_question_number(QuestionNumber number, std::string_view text, const std::string& where) {
  const Range& range = ranges.at(static_cast<std::size_t>(number));
  const auto value = text::parse_number(text);
  if (value && holds(range, *value)) return *value;
  throw Error(ErrorKind::usage, where, text::quoted(text) + " is not allowed", "give " + words(range));
}

}  // namespace actlab
