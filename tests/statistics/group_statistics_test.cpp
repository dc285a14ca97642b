#include "statistics/group_statistics.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace actlab;

namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("A group is described by its runs that did not diverge, in whatever order they come") {
  const GroupStatistics group = describe_group({4, no_value, 1, 2, 3, no_value}, 3);
  CHECK(group.runs == 6);
  CHECK(group.diverged == 2);
  CHECK(group.mean == 2.5);
  CHECK(group.sd == Approx(std::sqrt(5.0 / 3)));
  CHECK(group.q1 == 1.75);
  CHECK(group.median == 2.5);
  CHECK(group.q3 == 3.25);
}

TEST_CASE("Successes are a share of all runs, those that diverged among them") {
  const GroupStatistics group = describe_group({1, no_value, no_value, 1}, 2);
  CHECK(group.successes == 2);
  CHECK(group.success_interval.low == wilson_interval(2, 4).low);
  CHECK(group.success_interval.high == wilson_interval(2, 4).high);
}

TEST_CASE("The interval of a group's mean is left to those who know how its runs belong together") {
  const GroupStatistics group = describe_group({1, 2, 3}, 0);
  CHECK(std::isnan(group.interval.low));
  CHECK(std::isnan(group.interval.high));
}

TEST_CASE("A group without a run, or whose runs all diverged, has no mean") {
  CHECK(describe_group({}, 0).runs == 0);
  CHECK(std::isnan(describe_group({}, 0).mean));
  const GroupStatistics lost = describe_group({no_value, no_value}, 0);
  CHECK(lost.diverged == 2);
  CHECK(std::isnan(lost.mean));
  CHECK(std::isnan(lost.median));
}

TEST_CASE("Ranks go from the best, whichever way better is") {
  const std::vector<std::vector<double>> means{{0.5, 0.75, 0.25}, {0.5, 0.875, 0.375}};
  const auto high = rank_groups(means, true);
  REQUIRE(high);
  CHECK(high->data_sets == 2);
  CHECK(high->order == std::vector<std::size_t>{1, 0, 2});
  CHECK(high->friedman.average_ranks == std::vector<double>{2, 1, 3});
  CHECK(high->critical_difference == nemenyi_critical_difference(3, 2));
  const auto low = rank_groups(means, false);
  REQUIRE(low);
  CHECK(low->order == std::vector<std::size_t>{2, 0, 1});
  CHECK(low->friedman.average_ranks == std::vector<double>{2, 3, 1});
}

TEST_CASE("Groups of the same mean share a rank, and of the same average rank stand in their own order") {
  const auto ranks = rank_groups({{0.5, 0.5, 1}, {1, 1, 0.5}}, true);
  REQUIRE(ranks);
  CHECK(ranks->friedman.average_ranks == std::vector<double>{2, 2, 2});
  CHECK(ranks->order == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("Bars join places in the order of the ranks, not groups") {
  // Over sixteen data sets the critical difference of three groups is 0.83: the second and the third are joined.
  std::vector<std::vector<double>> means;
  for (int i = 0; i < 16; ++i) means.push_back({i % 2 == 0 ? 1.0 : 2.0, 3, i % 2 == 0 ? 2.0 : 1.0});
  const auto ranks = rank_groups(means, true);
  REQUIRE(ranks);
  CHECK(ranks->order == std::vector<std::size_t>{1, 0, 2});
  CHECK(ranks->indistinct == std::vector<std::pair<std::size_t, std::size_t>>{{1, 2}});
}

TEST_CASE("A data set on which a group has no mean ranks nothing") {
  const std::vector<double> whole{0.5, 0.75};
  const auto ranks = rank_groups({whole, {no_value, 0.75}, whole}, true);
  REQUIRE(ranks);
  CHECK(ranks->data_sets == 2);
  CHECK(!rank_groups({whole, {0.5, no_value}}, true));
}

TEST_CASE("There are no ranks of one group or on one data set") {
  CHECK(!rank_groups({{0.5, 0.75}}, true));
  CHECK(!rank_groups({{0.5}, {0.75}}, true));
  CHECK(!rank_groups({}, true));
}
