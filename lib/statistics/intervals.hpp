#pragma once

#include <cstddef>

namespace actlab {

/// A 95 % confidence interval; NaN where there are too few values.
struct Interval {
  double low = 0;
  double high = 0;
};

/// The 97.5 % quantile of the standard normal distribution.
inline constexpr double normal_quantile_975 = 1.959963984540054;

/// Of a proportion: Wilson's score interval (Wilson 1927). 0 <= successes <= n; NaN for n = 0.
Interval wilson_interval(std::size_t successes, std::size_t n);

/// Of a mean by the central limit theorem, for many values: mean +- 1.96 sd / sqrt(n).
Interval normal_interval(double mean, double standard_deviation, std::size_t n);

}  // namespace actlab
