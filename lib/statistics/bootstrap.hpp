#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "statistics/intervals.hpp"

namespace actlab {

/// Intervals by Efron's percentile bootstrap (Efron, Tibshirani 1993): the 2.5 % and 97.5 % quantiles of the statistic
/// over resamples drawn with replacement. The draws hang on the number of values alone, so the same values have the
/// same interval wherever they stand. Safe to use from several threads.
class Bootstrap {
 public:
  static constexpr std::size_t resamples = 2000;
  /// Above so many values the interval is the normal one.
  static constexpr std::size_t most_values = 1000;

  /// Of the mean. NaN for fewer than two values or one that is not finite.
  [[nodiscard]] Interval mean_interval(const std::vector<double>& values) const;

 private:
  // How often each value stands in each resample: [value][resample].
  using Counts = std::vector<double>;
  std::shared_ptr<const Counts> counts_for(std::size_t n) const;

  mutable std::mutex mutex_;
  mutable std::map<std::size_t, std::shared_ptr<const Counts>> counts_;
};

}  // namespace actlab
