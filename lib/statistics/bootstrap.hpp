#pragma once

#include <cstddef>
#include <vector>

#include "statistics/intervals.hpp"
#include "statistics/resampling.hpp"

namespace actlab {

/// Intervals by Efron's percentile bootstrap (Efron, Tibshirani 1993): quantiles of the statistic over resamples drawn
/// with replacement, for 95 % the 2.5 % and 97.5 % ones. The draws depend on the number of values alone, so the same
/// values have the same interval wherever they stand. Safe to use from several threads.
class Bootstrap {
 public:
  /// Above so many values the 95 % interval is the normal one.
  static constexpr std::size_t most_values = 1000;

  /// Levels far above 95 % need more resamples, for their quantiles lie where few of them are.
  explicit Bootstrap(std::size_t resamples = 2000) : resampling_(resamples) {}

  /// Of the mean, at 95 %. NaN for fewer than two values or one that is not finite.
  [[nodiscard]] Interval mean_interval(const std::vector<double>& values) const;

  /// The same at another level, above 0 and below 1; for at most `most_values` values.
  [[nodiscard]] Interval mean_interval(const std::vector<double>& values, double level) const;

 private:
  Interval quantile_interval(const std::vector<double>& values, double low, double high) const;

  Resampling resampling_;
};

}  // namespace actlab
