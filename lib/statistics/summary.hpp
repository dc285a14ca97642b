#pragma once

#include <vector>

#include "actlab/api.hpp"

namespace actlab {

/// The mean: one chain of sums in double, in order. NaN for no values.
double mean(const std::vector<double>& values);

/// Standard deviation with n - 1 in the denominator. NaN for fewer than two values.
double standard_deviation(const std::vector<double>& values);

/// The p-quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7). NaN for no values
/// and unless 0 <= p <= 1. `sorted` is in ascending order.
ACTLAB_API double quantile(const std::vector<double>& sorted, double p);

}  // namespace actlab
