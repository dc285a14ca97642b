#include "statistics/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/summary.hpp"

namespace actlab {

Interval Bootstrap::mean_interval(const std::vector<double>& values) const {
  const bool finite = std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
  if (values.size() < 2 || !finite) {
    return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  }
  if (values.size() > most_values) return normal_interval(mean(values), standard_deviation(values), values.size());
  const auto [least, greatest] = std::ranges::minmax(values);
  if (least == greatest) return {least, least};
  std::vector<double> means = resampling_.means(values);
  const double lower = unsorted_quantile(means, 0.025);
  return {lower, unsorted_quantile(means, 0.975)};
}

}  // namespace actlab
