#include "statistics/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/summary.hpp"

namespace actlab {

Interval Bootstrap::quantile_interval(const std::vector<double>& values, double low, double high) const {
  const std::size_t n = values.size();
  const bool finite = std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
  if (n < 2 || !finite) {
    return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  }
  const auto [least, greatest] = std::ranges::minmax(values);
  if (least == greatest) return {least, least};
  std::vector<double> means = resampling_.means(values);
  const double lower = unsorted_quantile(means, low);
  return {lower, unsorted_quantile(means, high)};
}

Interval Bootstrap::mean_interval(const std::vector<double>& values) const {
  const bool finite = std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
  if (values.size() > most_values && finite) {
    return normal_interval(mean(values), standard_deviation(values), values.size());
  }
  return quantile_interval(values, 0.025, 0.975);
}

Interval Bootstrap::mean_interval(const std::vector<double>& values, double level) const {
  return quantile_interval(values, (1 - level) / 2, (1 + level) / 2);
}

}  // namespace actlab
