#pragma once

#include <array>
#include <cmath>

#include "analysis/compare.hpp"

namespace actlab::test {

/// Four runs of relu by test accuracy; their mean is 0.75.
inline GroupStatistics group_by_hand() {
  GroupStatistics group;
  group.runs = 4;
  group.mean = 0.75;
  group.sd = 0.125;
  group.interval = {0.7, 0.8};
  group.q1 = 0.6875;
  group.median = 0.765625;
  group.q3 = 0.8125;
  group.successes = 3;
  group.success_interval = {0.300642, 0.954413};
  return group;
}

/// Two groups over as many data sets: on each of them, over 4 pairs, and over all the same effect.
inline ComparedPair pair_by_hand(std::size_t first, std::size_t second, std::size_t data_sets, double estimate,
                                 const Interval& interval, Outcome outcome) {
  ComparedPair pair;
  pair.first = first;
  pair.second = second;
  DataSetEffect one;
  one.n = 4;
  one.estimate = estimate;
  one.interval = interval;
  one.first_higher = estimate > 0 ? 1 : 0;
  one.varies = true;
  Effect& effect = pair.effect.effect;
  for (std::size_t d = 0; d < data_sets; ++d) {
    pair.data_sets.push_back(d);
    effect.data_sets.push_back(one);
    pair.effect.data_set_outcomes.push_back(outcome);
  }
  effect.pooled = data_sets;
  effect.estimate = estimate;
  effect.interval = interval;
  effect.first_higher = one.first_higher;
  (estimate > 0 ? effect.higher : effect.lower) = data_sets;
  if (data_sets > 2) effect.prediction = Interval{estimate - 0.5, estimate + 0.5};
  effect.tau = 0.0625;
  pair.effect.delta = 0.01;
  pair.effect.outcome = outcome;
  pair.effect.resampled = true;
  pair.p_value = 0.0123456;
  return pair;
}

/// relu and tanh by test accuracy over so many data sets, up to eight, drawn anew for every replicate: on each of them
/// relu's mean is 0.75, tanh's 0.5, and relu is better for sure.
inline Comparison relu_and_tanh_over(std::size_t data_sets) {
  constexpr std::array<const char*, 8> names{"circle", "xor", "spiral", "moons", "rings", "iris", "wine", "exams"};
  Comparison comparison;
  comparison.by = "activation";
  comparison.metric = "test_accuracy";
  comparison.counts_successes = true;
  comparison.smallest = 0.01;
  comparison.groups = {"relu", "tanh"};
  GroupStatistics tanh = group_by_hand();
  tanh.diverged = 1;
  tanh.mean = 0.5;
  tanh.interval = {0.4, 0.6};
  tanh.successes = 0;
  tanh.success_interval = {0, 0.489890};
  ComparisonPanel panel;
  panel.metric = "test_accuracy";
  for (std::size_t d = 0; d < data_sets; ++d) {
    panel.data_sets.push_back({names.at(d), true, {group_by_hand(), tanh}});
    comparison.runs.insert(comparison.runs.end(), {{0, d, 0, 0.75}, {0, d, 1, 0.5}});
  }
  panel.pairs = {pair_by_hand(0, 1, data_sets, 0.25, {0.125, 0.375}, Outcome::holds)};
  if (data_sets > 1) {
    RankStatistics ranks;
    ranks.data_sets = data_sets;
    ranks.friedman.average_ranks = {1, 2};
    ranks.order = {0, 1};
    panel.ranks = ranks;
  }
  comparison.panels = {panel};
  return comparison;
}

inline Comparison relu_and_tanh() { return relu_and_tanh_over(1); }

/// The same over three data sets, with a third activation, gelu, whose mean is 0.625 and whose rank is between the
/// others'.
inline Comparison three_activations() {
  Comparison comparison = relu_and_tanh_over(3);
  comparison.groups.emplace_back("gelu");
  ComparisonPanel& panel = comparison.panels.front();
  for (ComparedDataSet& data_set : panel.data_sets) {
    data_set.groups.push_back(group_by_hand());
    data_set.groups.back().mean = 0.625;
  }
  panel.pairs.push_back(pair_by_hand(0, 2, 3, 0.125, {-0.125, 0.375}, Outcome::cannot_tell));
  panel.pairs.push_back(pair_by_hand(1, 2, 3, -0.125, {-0.25, -0.0625}, Outcome::reversed));
  panel.ranks->friedman.average_ranks = {1, 3, 2};
  panel.ranks->friedman.chi_squared = 6;
  panel.ranks->friedman.f = 12.345;
  panel.ranks->friedman.p_value = 0.0495;
  panel.ranks->critical_difference = 1.9138;
  panel.ranks->order = {0, 2, 1};
  panel.ranks->indistinct = {{0, 1}, {1, 2}};
  return comparison;
}

}  // namespace actlab::test
