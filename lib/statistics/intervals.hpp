#pragma once

#include <cstddef>

namespace actlab {

/// A confidence interval, at 95 % where nothing else is said; NaN where there are too few values.
struct Interval {
  double low = 0;
  double high = 0;
};

/// The 97.5 % quantile of the standard normal distribution.
inline constexpr double normal_quantile_975 = 1.959963984540054;

/// Of a proportion: Wilson's score interval (Wilson 1927). 0 <= successes <= n; NaN for n = 0.
Interval wilson_interval(std::size_t successes, std::size_t n);

/// The same at another level, above 0 and below 1.
Interval wilson_interval(std::size_t successes, std::size_t n, double level);

/// The pairs of two binary outcomes.
struct PairedCounts {
  std::size_t both = 0;
  std::size_t first_only = 0;
  std::size_t second_only = 0;
  std::size_t neither = 0;
};

/// Of the difference of two shares over the same n pairs, share of first - share of second: Wilson's intervals of both,
/// combined with their correlation (Newcombe 1998, method 10). NaN for no pairs.
Interval newcombe_interval(const PairedCounts& counts, double level);

/// Of a mean by the central limit theorem, for many values: mean +- 1.96 sd / sqrt(n).
Interval normal_interval(double mean, double standard_deviation, std::size_t n);

}  // namespace actlab
