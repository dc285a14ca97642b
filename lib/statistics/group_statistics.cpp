#include "statistics/group_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "statistics/summary.hpp"

namespace actlab {

GroupStatistics describe_group(const std::vector<double>& values, std::size_t successes) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  GroupStatistics out;
  out.runs = values.size();
  std::vector<double> known;
  for (const double value : values) {
    if (!std::isnan(value)) known.push_back(value);
  }
  out.diverged = values.size() - known.size();
  out.mean = mean(known);
  out.interval = {unknown, unknown};
  out.sd = standard_deviation(known);
  std::ranges::sort(known);
  out.q1 = quantile(known, 0.25);
  out.median = quantile(known, 0.5);
  out.q3 = quantile(known, 0.75);
  out.successes = successes;
  out.success_interval = wilson_interval(successes, out.runs);
  return out;
}

std::optional<RankStatistics> rank_groups(const std::vector<std::vector<double>>& means, bool higher_is_better) {
  std::vector<std::vector<double>> ranks;
  for (std::vector<double> row : means) {
    if (std::ranges::any_of(row, [](double value) { return std::isnan(value); })) continue;
    if (higher_is_better) {
      for (double& value : row) value = -value;
    }
    ranks.push_back(mean_ranks(row));
  }
  if (ranks.size() < 2 || ranks.front().size() < 2) return std::nullopt;
  const std::size_t groups = ranks.front().size();
  RankStatistics out;
  out.data_sets = ranks.size();
  out.friedman = friedman_test(ranks);
  out.critical_difference = nemenyi_critical_difference(groups, ranks.size());
  out.order.resize(groups);
  std::iota(out.order.begin(), out.order.end(), std::size_t{0});
  const std::vector<double>& average = out.friedman.average_ranks;
  std::ranges::stable_sort(out.order, [&](std::size_t a, std::size_t b) { return average[a] < average[b]; });
  std::vector<double> sorted;
  for (const std::size_t group : out.order) sorted.push_back(average[group]);
  out.indistinct = indistinct_runs(sorted, out.critical_difference);
  return out;
}

}  // namespace actlab
