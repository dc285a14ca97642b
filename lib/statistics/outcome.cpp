#include "statistics/outcome.hpp"

#include <cmath>

namespace actlab {

Outcome outcome_of(const Interval& interval, double delta) {
  const auto [low, high] = interval;
  if (std::isnan(low) || std::isnan(high)) return Outcome::no_information;
  if (low > delta) return Outcome::holds;
  if (high < -delta) return Outcome::reversed;
  if (low >= -delta && high <= delta) return Outcome::no_difference;
  if (high <= delta) return Outcome::not_better;
  if (low >= -delta) return Outcome::not_worse;
  return Outcome::cannot_tell;
}

Interval negated(const Interval& interval) { return {-interval.high, -interval.low}; }

}  // namespace actlab
