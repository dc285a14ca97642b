#include "statistics/group_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "statistics/bootstrap.hpp"
#include "statistics/paired_tests.hpp"
#include "statistics/summary.hpp"

namespace actlab {
namespace {

using ByGroup = std::vector<std::vector<Observation>>;

// The runs of each group in the order of block and replicate.
ByGroup by_group(std::size_t groups, const std::vector<Observation>& observations) {
  ByGroup out(groups);
  for (const Observation& observation : observations) out[observation.group].push_back(observation);
  for (std::vector<Observation>& runs : out) {
    std::ranges::sort(runs, [](const Observation& a, const Observation& b) {
      return std::tie(a.block, a.replicate) < std::tie(b.block, b.replicate);
    });
  }
  return out;
}

GroupStatistics describe(const std::vector<Observation>& runs, const Bootstrap& bootstrap) {
  GroupStatistics out;
  out.runs = runs.size();
  std::vector<double> values;
  for (const Observation& run : runs) {
    out.successes += run.success ? 1 : 0;
    if (!std::isnan(run.value)) values.push_back(run.value);
  }
  out.diverged = runs.size() - values.size();
  out.mean = mean(values);
  out.sd = standard_deviation(values);
  out.interval = bootstrap.mean_interval(values);
  std::ranges::sort(values);
  out.q1 = quantile(values, 0.25);
  out.median = quantile(values, 0.5);
  out.q3 = quantile(values, 0.75);
  out.success_interval = wilson_interval(out.successes, out.runs);
  return out;
}

std::vector<double> paired_differences(const std::vector<Observation>& first, const std::vector<Observation>& second) {
  std::vector<double> differences;
  const auto key = [](const Observation& run) { return std::pair(run.block, run.replicate); };
  for (auto a = first.begin(), b = second.begin(); a != first.end() && b != second.end();) {
    if (key(*a) < key(*b)) {
      ++a;
    } else if (key(*b) < key(*a)) {
      ++b;
    } else {
      const double difference = a->value - b->value;
      if (!std::isnan(difference)) differences.push_back(difference);
      ++a;
      ++b;
    }
  }
  return differences;
}

PairStatistics compare_pair(const ByGroup& runs, std::size_t first, std::size_t second, bool higher_is_better,
                            const Bootstrap& bootstrap) {
  const std::vector<double> differences = paired_differences(runs[first], runs[second]);
  PairStatistics out;
  out.first = first;
  out.second = second;
  out.pairs = differences.size();
  out.difference = mean(differences);
  out.interval = bootstrap.mean_interval(differences);
  const double spread = standard_deviation(differences);
  out.effect = spread > 0 ? out.difference / spread : std::nan("");
  for (const double difference : differences) {
    const bool better = higher_is_better ? difference > 0 : difference < 0;
    out.wins += difference == 0 ? 0.5 : better ? 1 : 0;
  }
  out.wins /= static_cast<double>(differences.size());
  out.wilcoxon = wilcoxon_signed_rank(differences);
  out.permutation = sign_permutation_test(differences);
  return out;
}

void correct(std::vector<PairStatistics>& pairs, double PairStatistics::*p_value) {
  std::vector<double> values;
  for (const PairStatistics& pair : pairs) values.push_back(pair.*p_value);
  values = holm(values);
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].*p_value = values[i];
}

// Means by data set and group over the blocks that every group has; data sets without such a block are left out.
std::vector<std::vector<double>> means_by_data_set(const ByGroup& runs) {
  std::map<std::size_t, std::size_t> groups_with_block;
  for (const std::vector<Observation>& group : runs) {
    std::set<std::size_t> blocks;
    for (const Observation& run : group) {
      if (!std::isnan(run.value)) blocks.insert(run.block);
    }
    for (const std::size_t block : blocks) ++groups_with_block[block];
  }
  std::map<std::size_t, std::vector<std::vector<double>>> values;  // by data set and group
  for (std::size_t g = 0; g < runs.size(); ++g) {
    for (const Observation& run : runs[g]) {
      if (std::isnan(run.value) || groups_with_block[run.block] < runs.size()) continue;
      values.try_emplace(run.data_set, runs.size()).first->second[g].push_back(run.value);
    }
  }
  std::vector<std::vector<double>> means;
  for (const auto& [data_set, of_groups] : values) {
    means.emplace_back();
    for (const std::vector<double>& of_group : of_groups) means.back().push_back(mean(of_group));
  }
  return means;
}

std::optional<RankStatistics> rank_groups(const ByGroup& runs, bool higher_is_better) {
  std::vector<std::vector<double>> ranks = means_by_data_set(runs);
  if (ranks.size() < 2 || runs.size() < 2) return std::nullopt;
  for (std::vector<double>& row : ranks) {
    if (higher_is_better) {
      for (double& value : row) value = -value;
    }
    row = mean_ranks(row);
  }
  RankStatistics out;
  out.data_sets = ranks.size();
  out.friedman = friedman_test(ranks);
  out.critical_difference = nemenyi_critical_difference(runs.size(), ranks.size());
  out.order.resize(runs.size());
  std::iota(out.order.begin(), out.order.end(), std::size_t{0});
  const std::vector<double>& average = out.friedman.average_ranks;
  std::ranges::stable_sort(out.order, [&](std::size_t a, std::size_t b) { return average[a] < average[b]; });
  std::vector<double> sorted;
  for (const std::size_t group : out.order) sorted.push_back(average[group]);
  out.indistinct = indistinct_runs(sorted, out.critical_difference);
  return out;
}

}  // namespace

GroupComparison compare_groups(std::size_t groups, const std::vector<Observation>& observations, bool higher_is_better,
                               std::optional<std::size_t> baseline) {
  const ByGroup runs = by_group(groups, observations);
  const Bootstrap bootstrap;
  GroupComparison out;
  for (const std::vector<Observation>& group : runs) out.groups.push_back(describe(group, bootstrap));
  for (std::size_t first = 0; first < groups; ++first) {
    for (std::size_t second = baseline ? 0 : first + 1; second < groups; ++second) {
      if (baseline && (second != *baseline || first == *baseline)) continue;
      out.pairs.push_back(compare_pair(runs, first, second, higher_is_better, bootstrap));
    }
  }
  correct(out.pairs, &PairStatistics::wilcoxon);
  correct(out.pairs, &PairStatistics::permutation);
  out.ranks = rank_groups(runs, higher_is_better);
  return out;
}

}  // namespace actlab
