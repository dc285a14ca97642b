#pragma once

#include <cstddef>
#include <vector>

#include "statistics/intervals.hpp"

namespace actlab {

/// Confidence intervals of a mean at `level` (0.95: 95 %). NaN for fewer than two values, or one that is not finite.
/// All values equal: width zero, which is no certainty; see `EffectSample`.

/// Student's (1908): mean +- t sd / sqrt(n).
Interval student_interval(const std::vector<double>& values, double level);

/// Bias-corrected and accelerated bootstrap (Efron 1987). Above `most_bootstrapped` values, Student's.
Interval bca_interval(const std::vector<double>& values, double level);

/// Bootstrap of the studentised mean (Efron, Tibshirani 1993, section 12.5). A resample's standard error counts as at
/// least half of the sample's: where most values are equal, some resamples would hardly vary and have an end at
/// infinity. Above `most_bootstrapped` values, Student's.
Interval bootstrap_t_interval(const std::vector<double>& values, double level);

/// Bootstraps draw 2,000 resamples up to 95 %, 20,000 above; ends beyond which fewer than 5 of them lie (above 99.95 %)
/// go on as Student's or the normal distribution's quantiles do.
inline constexpr std::size_t most_bootstrapped = 1000;

/// The one of these that tests/statistics/coverage_test chose; lib/statistics/README.md has the table of the study.
Interval mean_interval(const std::vector<double>& values, double level);

/// The log of the ratio of two means over pairs.
struct LogRatio {
  double estimate = 0;        ///< log(mean of first / mean of second); NaN unless both are positive and finite
  double standard_error = 0;  ///< by the delta method: sd(first / mean of first - second / mean of second) / sqrt(n)
};

/// As many values in `first` as in `second`. The standard error is NaN for fewer than two pairs, and 0 where the pairs
/// have all the same ratio.
LogRatio log_ratio_of_means(const std::vector<double>& first, const std::vector<double>& second);

/// Its confidence interval by the method of `mean_interval`: resampled are pairs, and a resample's statistic is the log
/// of its own ratio of means, studentised by its own standard error.
Interval log_ratio_interval(const std::vector<double>& first, const std::vector<double>& second, double level);

}  // namespace actlab
