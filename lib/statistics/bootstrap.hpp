#pragma once

#include <cstddef>
#include <vector>

#include "statistics/intervals.hpp"
#include "statistics/resampling.hpp"

namespace actlab {

/// 95 % intervals of means in summary.csv, by Efron's percentile bootstrap (Efron, Tibshirani 1993): the 2.5 % and
/// 97.5 % quantiles of the mean over 2,000 resamples drawn with replacement. The draws depend on the number of values
/// alone, so the same values have the same interval wherever they stand. Safe to use from several threads.
class Bootstrap {
 public:
  /// Above so many values the interval is the normal one.
  static constexpr std::size_t most_values = 1000;

  /// NaN for fewer than two values or one that is not finite; of width 0 where all are equal.
  [[nodiscard]] Interval mean_interval(const std::vector<double>& values) const;

 private:
  Resampling resampling_{2000};
};

}  // namespace actlab
