#pragma once

#include "analysis/compare.hpp"

namespace actlab::test {

/// Two activations by test accuracy, over 4 pairs of runs: relu's mean is 0.75, tanh's 0.5, and relu is better for
/// sure.
inline Comparison relu_and_tanh() {
  Comparison comparison;
  comparison.by = "activation";
  comparison.metric = "test_accuracy";
  comparison.groups = {"relu", "tanh"};
  GroupStatistics relu;
  relu.runs = 4;
  relu.mean = 0.75;
  relu.sd = 0.125;
  relu.interval = {0.7, 0.8};
  relu.q1 = 0.6875;
  relu.median = 0.765625;
  relu.q3 = 0.8125;
  relu.successes = 3;
  relu.success_interval = {0.300642, 0.954413};
  GroupStatistics tanh = relu;
  tanh.diverged = 1;
  tanh.mean = 0.5;
  tanh.interval = {0.4, 0.6};
  tanh.successes = 0;
  tanh.success_interval = {0, 0.489890};
  PairStatistics pair;
  pair.first = 0;
  pair.second = 1;
  pair.pairs = 4;
  pair.difference = 0.25;
  pair.interval = {0.125, 0.375};
  pair.effect = 2.5;
  pair.wins = 1;
  pair.wilcoxon = 0.0123456;
  pair.permutation = 0.0001;
  comparison.statistics.groups = {relu, tanh};
  comparison.statistics.pairs = {pair};
  return comparison;
}

/// The same over three data sets, with a third activation, gelu, whose mean is 0.625 and whose rank is between the
/// others'.
inline Comparison three_activations() {
  Comparison comparison = relu_and_tanh();
  comparison.groups.emplace_back("gelu");
  comparison.statistics.groups.push_back(comparison.statistics.groups.front());
  comparison.statistics.groups.back().mean = 0.625;
  const auto add_pair = [&](std::size_t first, std::size_t second, double difference) {
    PairStatistics pair = comparison.statistics.pairs.front();
    pair.first = first;
    pair.second = second;
    pair.difference = difference;
    pair.interval = {difference - 0.25, difference + 0.25};
    pair.wilcoxon = 0.5;
    comparison.statistics.pairs.push_back(pair);
  };
  add_pair(0, 2, 0.125);
  add_pair(1, 2, -0.125);
  RankStatistics ranks;
  ranks.data_sets = 3;
  ranks.friedman.average_ranks = {1, 3, 2};
  ranks.friedman.chi_squared = 6;
  ranks.friedman.f = 12.345;
  ranks.friedman.p_value = 0.0495;
  ranks.critical_difference = 1.9138;
  ranks.order = {0, 2, 1};
  ranks.indistinct = {{0, 1}, {1, 2}};
  comparison.statistics.ranks = ranks;
  comparison.data_sets = 3;
  return comparison;
}

}  // namespace actlab::test
