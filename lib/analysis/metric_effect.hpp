#pragma once

#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "analysis/run_metrics.hpp"
#include "statistics/effect.hpp"
#include "statistics/outcome.hpp"

namespace actlab {

/// The runs of two groups on one data set, paired: what a metric's effect is computed from.
struct PairedRuns {
  std::string data_set;
  std::vector<double> first;   ///< finite
  std::vector<double> second;  ///< as many, or none where the mean of `first` is set against a bound
  bool resampled = false;      ///< every pair has a draw or split of the data of its own
  double variance_factor = 1;  ///< see overlapping_splits_factor
  double test_rows = 0;        ///< of one draw; 0: unknown
  bool regression = false;     ///< accuracies are R^2, which has no lowest value
};

/// What a metric's effect over data sets says of the sentence "first is better than second" (or above the bound).
struct MetricEffect {
  Effect effect;                           ///< of the metric's scale, first against second, not turned
  double delta = 0;                        ///< the smallest difference that matters, on the scale
  std::vector<Outcome> data_set_outcomes;  ///< in the order of the runs
  Outcome outcome = Outcome::cannot_tell;
  /// The prediction interval enters another region than the outcome's: on a further data set it may be otherwise.
  /// Never where there is no prediction interval.
  bool varies = false;
  bool resampled = false;  ///< on every data set; else the interval is that "for this draw of the data"
};

/// How a metric's effect is judged.
struct EffectQuestion {
  bool higher = true;   ///< the sentence says that first is higher; else lower
  double smallest = 0;  ///< as the metric's table has it: points, or a share for ratios
  double bound = 0;     ///< against which `first` alone is set; only where second is empty
  double level = 0.95;  ///< of the intervals
};

/// No information is what a data set gives where both groups lie within the smallest difference of the metric's highest
/// or lowest value, where nothing varies, or where data were not resampled and the smallest difference is below one
/// test row (of a share of rows). Such data sets stay in the pool, but where all of them are so, so is the whole.
ACTLAB_API MetricEffect metric_effect(const RunMetric& metric, const std::vector<PairedRuns>& runs,
                                      const EffectQuestion& question);

/// "+0.012", "-5.3 %": a number of an effect's scale as readers read it; a ratio as the percentage by which it is
/// off 1.
ACTLAB_API std::string effect_text(Scale scale, double value);

}  // namespace actlab
