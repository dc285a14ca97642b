#include "statistics/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "arithmetic/philox.hpp"
#include "statistics/summary.hpp"

namespace actlab {
namespace {

// The p-quantile as statistics/summary.hpp defines it, without sorting everything.
double quantile_of(std::vector<double>& values, double p) {
  const double position = static_cast<double>(values.size() - 1) * p;
  const auto below = static_cast<std::ptrdiff_t>(position);
  std::nth_element(values.begin(), values.begin() + below, values.end());
  const double lower = values[static_cast<std::size_t>(below)];
  const double upper = *std::min_element(values.begin() + below + 1, values.end());
  return lower + (position - static_cast<double>(below)) * (upper - lower);
}

}  // namespace

std::shared_ptr<const Bootstrap::Counts> Bootstrap::counts_for(std::size_t n) const {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const Counts>& known = counts_[n];
  if (known) return known;
  auto counts = std::make_shared<Counts>(n * resamples_, 0.0);
  arithmetic::RandomStream stream(n, 0, arithmetic::Purpose::bootstrap);
  for (std::size_t resample = 0; resample < resamples_; ++resample) {
    for (std::size_t draw = 0; draw < n; ++draw) {
      (*counts)[stream.below(static_cast<std::uint32_t>(n)) * resamples_ + resample] += 1;
    }
  }
  known = counts;
  return known;
}

Interval Bootstrap::quantile_interval(const std::vector<double>& values, double low, double high) const {
  const std::size_t n = values.size();
  const bool finite = std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
  if (n < 2 || !finite) {
    return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  }
  const auto [least, greatest] = std::ranges::minmax(values);
  if (least == greatest) return {least, least};
  const std::shared_ptr<const Counts> counts = counts_for(n);
  std::vector<double> means(resamples_, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const double* row = counts->data() + i * resamples_;
    for (std::size_t b = 0; b < resamples_; ++b) means[b] += row[b] * values[i];
  }
  for (double& sum : means) sum /= static_cast<double>(n);
  const double lower = quantile_of(means, low);
  return {lower, quantile_of(means, high)};
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
