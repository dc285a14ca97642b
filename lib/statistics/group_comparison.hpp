#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "statistics/intervals.hpp"
#include "statistics/ranks.hpp"

namespace actlab {

/// The value of one run. Runs of the same block and replicate are paired: they differ in their group alone, and have
/// the same random numbers.
struct Observation {
  std::size_t group = 0;
  std::size_t block = 0;
  std::size_t data_set = 0;
  std::uint32_t replicate = 0;
  double value = 0;      ///< NaN for a run that diverged
  bool success = false;  ///< reached the target
};

struct GroupStatistics {
  std::size_t runs = 0;
  std::size_t diverged = 0;  ///< left out of everything but the successes, where they count as none
  double mean = 0;
  double sd = 0;
  Interval interval;  ///< of the mean
  double q1 = 0;
  double median = 0;
  double q3 = 0;
  std::size_t successes = 0;
  Interval success_interval;  ///< of the rate
};

/// How group `first` differs from group `second` over their pairs of runs.
struct PairStatistics {
  std::size_t first = 0;
  std::size_t second = 0;
  std::size_t pairs = 0;
  double difference = 0;  ///< mean of first - second
  Interval interval;      ///< of it
  double effect = 0;      ///< difference in standard deviations of the differences (Cohen's d for pairs)
  double wins = 0;        ///< share of the pairs in which first is better; ties count half
  double wilcoxon = 1;    ///< p-values with Holm's correction over all pairs of groups
  double permutation = 1;
};

/// Groups ranked on every data set by their mean there, 1 the best.
struct RankStatistics {
  std::size_t data_sets = 0;
  Friedman friedman;
  double critical_difference = 0;
  std::vector<std::size_t> order;                               ///< groups by average rank
  std::vector<std::pair<std::size_t, std::size_t>> indistinct;  ///< runs of `order` that are not told apart
};

struct GroupComparison {
  std::vector<GroupStatistics> groups;
  std::vector<PairStatistics> pairs;
  std::optional<RankStatistics> ranks;  ///< with two data sets at least on which every group has runs
};

/// Compares `groups` groups: all pairs of them, or each with `baseline`.
GroupComparison compare_groups(std::size_t groups, const std::vector<Observation>& observations, bool higher_is_better,
                               std::optional<std::size_t> baseline);

}  // namespace actlab
