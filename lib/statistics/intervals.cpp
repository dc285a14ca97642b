#include "statistics/intervals.hpp"

#include <cmath>
#include <limits>

namespace actlab {

Interval wilson_interval(std::size_t successes, std::size_t n) {
  if (n == 0) return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  const double count = static_cast<double>(n);
  const double share = static_cast<double>(successes) / count;
  const double z2 = normal_quantile_975 * normal_quantile_975;
  const double centre = share + z2 / (2 * count);
  const double half = normal_quantile_975 * std::sqrt(share * (1 - share) / count + z2 / (4 * count * count));
  const double scale = 1 + z2 / count;
  // At the ends the bound is 0 or 1 exactly, which rounding would miss.
  return {successes == 0 ? 0.0 : (centre - half) / scale, successes == n ? 1.0 : (centre + half) / scale};
}

Interval normal_interval(double mean, double standard_deviation, std::size_t n) {
  const double half = normal_quantile_975 * standard_deviation / std::sqrt(static_cast<double>(n));
  return {mean - half, mean + half};
}

}  // namespace actlab
