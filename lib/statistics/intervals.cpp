#include "statistics/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/student.hpp"

namespace actlab {
namespace {

// z: the normal quantile of the level.
Interval score_interval(std::size_t successes, std::size_t n, double z) {
  if (n == 0) return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  const double count = static_cast<double>(n);
  const double share = static_cast<double>(successes) / count;
  const double z2 = z * z;
  const double centre = share + z2 / (2 * count);
  const double half = z * std::sqrt(share * (1 - share) / count + z2 / (4 * count * count));
  const double scale = 1 + z2 / count;
  // At the ends the bound is 0 or 1 exactly, which rounding would miss.
  return {successes == 0 ? 0.0 : (centre - half) / scale, successes == n ? 1.0 : (centre + half) / scale};
}

// The correlation of the two outcomes, with the continuity correction of Newcombe's method 10; 0 where a margin is
// empty.
double paired_correlation(const PairedCounts& counts) {
  const auto a = static_cast<double>(counts.both);
  const auto b = static_cast<double>(counts.first_only);
  const auto c = static_cast<double>(counts.second_only);
  const auto d = static_cast<double>(counts.neither);
  const double margins = (a + b) * (c + d) * (a + c) * (b + d);
  if (margins == 0) return 0;
  const double determinant = a * d - b * c;
  const double corrected = determinant > 0 ? std::max(determinant - (a + b + c + d) / 2, 0.0) : determinant;
  return corrected / std::sqrt(margins);
}

}  // namespace

Interval wilson_interval(std::size_t successes, std::size_t n) {
  return score_interval(successes, n, normal_quantile_975);
}

Interval wilson_interval(std::size_t successes, std::size_t n, double level) {
  return score_interval(successes, n, normal_quantile((1 + level) / 2));
}

Interval newcombe_interval(const PairedCounts& counts, double level) {
  const std::size_t n = counts.both + counts.first_only + counts.second_only + counts.neither;
  const Interval first = wilson_interval(counts.both + counts.first_only, n, level);
  const Interval second = wilson_interval(counts.both + counts.second_only, n, level);
  const double count = static_cast<double>(n);
  const double first_share = static_cast<double>(counts.both + counts.first_only) / count;
  const double second_share = static_cast<double>(counts.both + counts.second_only) / count;
  const double correlation = paired_correlation(counts);
  // Rounding may leave less than 0; what is unknown stays unknown.
  const auto distance = [&](double of_first, double of_second) {
    const double squared = of_first * of_first - 2 * correlation * of_first * of_second + of_second * of_second;
    return squared < 0 ? 0 : std::sqrt(squared);
  };
  const double difference = (static_cast<double>(counts.first_only) - static_cast<double>(counts.second_only)) / count;
  return {difference - distance(first_share - first.low, second.high - second_share),
          difference + distance(first.high - first_share, second_share - second.low)};
}

Interval normal_interval(double mean, double standard_deviation, std::size_t n) {
  const double half = normal_quantile_975 * standard_deviation / std::sqrt(static_cast<double>(n));
  return {mean - half, mean + half};
}

}  // namespace actlab
