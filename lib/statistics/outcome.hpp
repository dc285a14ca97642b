#pragma once

#include <array>
#include <string_view>

#include "statistics/intervals.hpp"

namespace actlab {

/// What an interval says of a sentence "better": see outcome_of.
enum class Outcome {
  holds,
  reversed,
  no_difference,  ///< none that matters
  not_better,     ///< by delta; it may be worse
  not_worse,      ///< by delta; it may be better
  cannot_tell,
  no_information,  ///< nothing could have shown a difference
};

inline constexpr std::array<std::string_view, 7> outcome_names{
    "holds", "reversed", "no difference that matters", "not better", "not worse", "cannot tell", "no information"};
inline std::string_view outcome_name(Outcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }

/// The outcome of an effect d that is positive where the sentence is right, with its interval [low, high] and the
/// smallest difference that matters, delta >= 0:
///   low > delta: holds. high < -delta: reversed. Within [-delta, delta]: no difference that matters.
///   else high <= delta: not better by delta. low >= -delta: not worse by delta. Else cannot tell.
/// An interval that is NaN: no information.
Outcome outcome_of(const Interval& interval, double delta);

/// The interval of -d.
Interval negated(const Interval& interval);

}  // namespace actlab
