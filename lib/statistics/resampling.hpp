#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace actlab {

/// How often each of n values stands in each of `resamples` resamples drawn with replacement, for n up to 65,535: drawn
/// once, then shared. The draws depend on n alone, so the same values have the same interval wherever they stand. Safe
/// to use from several threads.
class Resampling {
 public:
  using Counts = std::vector<std::uint16_t>;  ///< [value][resample]

  explicit Resampling(std::size_t resamples) : resamples_(resamples) {}

  [[nodiscard]] std::size_t resamples() const { return resamples_; }
  [[nodiscard]] std::shared_ptr<const Counts> counts_for(std::size_t n) const;

  /// The mean of the values over each resample.
  [[nodiscard]] std::vector<double> means(const std::vector<double>& values) const;

 private:
  std::size_t resamples_;
  mutable std::mutex mutex_;
  mutable std::map<std::size_t, std::shared_ptr<const Counts>> counts_;
};

/// The p-quantile as statistics/summary.hpp defines it, without sorting everything; `values` change their order. NaN
/// also where one of them is NaN.
double unsorted_quantile(std::vector<double>& values, double p);

}  // namespace actlab
