#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "statistics/intervals.hpp"
#include "statistics/ranks.hpp"

namespace actlab {

/// The runs of one group on one data set.
struct GroupStatistics {
  std::size_t runs = 0;
  std::size_t diverged = 0;  ///< left out of everything but the successes, where they count as none
  double mean = 0;
  Interval interval;  ///< of the mean
  double sd = 0;
  double q1 = 0;
  double median = 0;
  double q3 = 0;
  std::size_t successes = 0;
  Interval success_interval;  ///< of the rate
};

/// Describes values, of which those that are NaN diverged. The mean's interval is left NaN: it depends on how the runs
/// belong together.
GroupStatistics describe_group(const std::vector<double>& values, std::size_t successes);

/// Groups ranked on every data set by their mean there, 1 the best.
struct RankStatistics {
  std::size_t data_sets = 0;
  Friedman friedman;
  double critical_difference = 0;
  std::vector<std::size_t> order;                               ///< groups by average rank
  std::vector<std::pair<std::size_t, std::size_t>> indistinct;  ///< runs of `order` that are not told apart
};

/// `means` is [data set][group]; data sets on which a group has none (NaN) are left out. Nothing with fewer than two
/// groups or two data sets.
std::optional<RankStatistics> rank_groups(const std::vector<std::vector<double>>& means, bool higher_is_better);

}  // namespace actlab
