#pragma once

#include <vector>

#include "statistics/intervals.hpp"

namespace actlab {

/// Confidence intervals of a mean at `level` (0.95: 95 %). NaN for fewer than two values, or one that is not finite.
/// All values equal: width zero, which is no certainty; see `EffectSample`.

/// Student's (1908): mean +- t sd / sqrt(n).
Interval student_interval(const std::vector<double>& values, double level);

/// Bias-corrected and accelerated bootstrap (Efron 1987).
Interval bca_interval(const std::vector<double>& values, double level);

/// Bootstrap of the studentised mean (Efron, Tibshirani 1993, section 12.5).
Interval bootstrap_t_interval(const std::vector<double>& values, double level);

/// The one of these that tests/statistics/coverage_test chose; lib/statistics/README.md has the table of the study.
Interval mean_interval(const std::vector<double>& values, double level);

}  // namespace actlab
