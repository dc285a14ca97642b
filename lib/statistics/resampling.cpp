#include "statistics/resampling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "arithmetic/philox.hpp"

namespace actlab {

std::shared_ptr<const Resampling::Counts> Resampling::counts_for(std::size_t n) const {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const Counts>& known = counts_[n];
  if (known) return known;
  auto counts = std::make_shared<Counts>(n * resamples_, std::uint16_t{0});
  arithmetic::RandomStream stream(n, 0, arithmetic::Purpose::bootstrap);
  for (std::size_t resample = 0; resample < resamples_; ++resample) {
    for (std::size_t draw = 0; draw < n; ++draw) {
      ++(*counts)[stream.below(static_cast<std::uint32_t>(n)) * resamples_ + resample];
    }
  }
  known = counts;
  return known;
}

std::vector<double> Resampling::means(const std::vector<double>& values) const {
  const std::shared_ptr<const Counts> counts = counts_for(values.size());
  std::vector<double> means(resamples_, 0.0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint16_t* row = counts->data() + i * resamples_;
    for (std::size_t b = 0; b < resamples_; ++b) means[b] += row[b] * values[i];
  }
  for (double& sum : means) sum /= static_cast<double>(values.size());
  return means;
}

double unsorted_quantile(std::vector<double>& values, double p) {
  const bool known = std::ranges::none_of(values, [](double value) { return std::isnan(value); });
  if (values.empty() || !known || !(p >= 0 && p <= 1)) return std::numeric_limits<double>::quiet_NaN();
  const double position = static_cast<double>(values.size() - 1) * p;
  const auto below = static_cast<std::ptrdiff_t>(position);
  std::nth_element(values.begin(), values.begin() + below, values.end());
  const double lower = values[static_cast<std::size_t>(below)];
  if (values.begin() + below + 1 == values.end()) return lower;
  const double upper = *std::min_element(values.begin() + below + 1, values.end());
  return lower + (position - static_cast<double>(below)) * (upper - lower);
}

}  // namespace actlab
