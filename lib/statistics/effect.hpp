#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "statistics/intervals.hpp"

namespace actlab {

/// How the values of two groups are set against each other.
enum class Scale {
  difference,  ///< first - second: accuracies, R^2, anything that may be 0 or negative
  ratio,       ///< log(first / second) of the means: losses, times, epochs
  share,       ///< difference of two shares; every value is 0 or 1
};

/// The paired values of two groups on one data set; `second` is empty where the mean of `first` alone is asked for.
struct EffectSample {
  std::vector<double> first;   ///< finite
  std::vector<double> second;  ///< as many as first, or none
  double variance_factor = 1;  ///< at least 1; see overlapping_splits_factor
  /// The largest size that a value may have differed by from another, if there is one (1 for an accuracy): differences
  /// that are all alike then leave an interval by the rule of three (Hanley, Lippman-Hand 1983), 1 - alpha^(1/n) times
  /// that, to both sides. Of no use to ratios, and shares need none: their score intervals never have width 0.
  std::optional<double> range;
};

/// The effect on one data set.
struct DataSetEffect {
  std::size_t n = 0;  ///< pairs, or values of `first`
  double first_mean = 0;
  double second_mean = 0;     ///< NaN without a second
  double estimate = 0;        ///< on the scale: a difference, a log ratio, a mean
  double standard_error = 0;  ///< with the variance factor; positive, or NaN where nothing is known of it
  Interval interval;          ///< at the level asked for, with the variance factor; NaN likewise
  double first_higher = 0;    ///< share of the pairs in which first is higher, ties half (Bouthillier et al. 2021)
  bool varies = false;        ///< the differences are not all equal
};

/// The effect over data sets, each one unit.
struct Effect {
  std::vector<DataSetEffect> data_sets;  ///< in the order of the samples
  std::size_t pooled = 0;                ///< data sets with a standard error: those that the rest is about
  double estimate = 0;                   ///< random-effects mean (see random_effects); of one data set its own
  Interval interval;                     ///< at the level asked for
  std::optional<Interval> prediction;    ///< 80 %, of the effect on a further data set; from three data sets on
  double tau = 0;                        ///< standard deviation of the true effects between data sets
  double first_higher = 0;               ///< mean over data sets
  std::size_t higher = 0;                ///< data sets whose estimate is above delta,
  std::size_t within = 0;                ///< within [-delta, delta],
  std::size_t lower = 0;                 ///< below -delta
  /// Two-sided, not corrected. Several data sets: Wilcoxon's over their estimates; one: permutations of the signs of
  /// its pairs' differences. NaN without pairs.
  double p_value = 1;
};

/// `delta` on the scale (log(1 + share) for ratios). A ratio of means that are not both positive, and a sample of fewer
/// than two values, has no standard error and is left out of the pool. An empty pool: every number is NaN.
///
/// On one data set: differences and means alone by `mean_interval`, ratios by `log_ratio_interval`, shares by the score
/// intervals of Newcombe (pairs) and Wilson; a bound on a ratio's scale is set against the mean itself. Where shares do
/// not vary, their standard error is the half width of the interval over the normal quantile of `level`.
Effect effect_over_data_sets(const std::vector<EffectSample>& samples, Scale scale, double delta, double level = 0.95);

}  // namespace actlab
