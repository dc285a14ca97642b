#include "statistics/group_comparison.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "statistics/paired_tests.hpp"

using namespace actlab;

namespace {

// Three groups on two data sets, four replicates each: group 1 is better than group 0 by 0.1 everywhere, group 2 worse.
std::vector<Observation> shifted() {
  std::vector<Observation> runs;
  for (std::size_t data_set = 0; data_set < 2; ++data_set) {
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
      const double base = 0.5 + 0.1 * static_cast<double>(data_set) + 0.01 * replicate;
      runs.push_back({0, data_set, data_set, replicate, base, base >= 0.6});
      runs.push_back({2, data_set, data_set, replicate, base - 0.05 * (1 + replicate), false});
      runs.push_back({1, data_set, data_set, replicate, base + 0.1, base + 0.1 >= 0.6});
    }
  }
  return runs;
}

}  // namespace

TEST_CASE("Groups are described by their own runs, pairs by what differs within them") {
  const GroupComparison out = compare_groups(3, shifted(), true, std::nullopt);
  REQUIRE(out.groups.size() == 3);
  CHECK(out.groups[0].runs == 8);
  CHECK(out.groups[0].mean == Approx(0.565));
  CHECK(out.groups[0].median == Approx(0.565));
  CHECK(out.groups[0].successes == 4);
  CHECK(out.groups[1].successes == 8);
  CHECK(out.groups[0].success_interval.low == wilson_interval(4, 8).low);
  REQUIRE(out.pairs.size() == 3);
  CHECK(out.pairs[0].first == 0);
  CHECK(out.pairs[0].second == 1);
  CHECK(out.pairs[0].pairs == 8);
  CHECK(out.pairs[0].difference == Approx(-0.1));
  CHECK(out.pairs[0].interval.low == Approx(-0.1));
  CHECK(out.pairs[0].wins == 0);
  CHECK(out.pairs[1].difference == Approx(0.125));
  CHECK(out.pairs[1].interval.low < 0.125);
  CHECK(out.pairs[1].interval.high > 0.125);
  CHECK(out.pairs[1].effect == Approx(0.125 / std::sqrt(8.0 * 0.003125 / 7)));
  CHECK(out.pairs[1].wins == 1);
  // Eight differences of one sign: 2 / 2^8, three times by Holm.
  CHECK(out.pairs[1].wilcoxon == Approx(3 * 2.0 / 256));
}

TEST_CASE("With a baseline every other group is compared with it and with nothing else") {
  const GroupComparison out = compare_groups(3, shifted(), true, 1);
  REQUIRE(out.pairs.size() == 2);
  CHECK(out.pairs[0].first == 0);
  CHECK(out.pairs[1].first == 2);
  CHECK(out.pairs[1].second == 1);
  CHECK(out.pairs[1].difference < 0);
  CHECK(out.pairs[0].wilcoxon == Approx(2 * 2.0 / 256));
}

TEST_CASE("Ranks go from the best, whichever way better is") {
  const GroupComparison high = compare_groups(3, shifted(), true, std::nullopt);
  REQUIRE(high.ranks.has_value());
  CHECK(high.ranks->data_sets == 2);
  CHECK(high.ranks->order == std::vector<std::size_t>{1, 0, 2});
  CHECK(high.ranks->friedman.average_ranks == std::vector<double>{2, 1, 3});
  const GroupComparison low = compare_groups(3, shifted(), false, std::nullopt);
  CHECK(low.ranks->order == std::vector<std::size_t>{2, 0, 1});
  CHECK(low.pairs[0].wins == 1);
}

TEST_CASE("Diverged runs are counted, and no pair is made with them") {
  std::vector<Observation> runs = shifted();
  for (Observation& run : runs) {
    if (run.group == 1 && run.replicate == 2) {
      run.value = std::nan("");
      run.success = false;
    }
  }
  const GroupComparison out = compare_groups(3, runs, true, std::nullopt);
  CHECK(out.groups[1].runs == 8);
  CHECK(out.groups[1].diverged == 2);
  CHECK(out.groups[1].successes == 6);
  CHECK(out.pairs[0].pairs == 6);
  CHECK(out.pairs[1].pairs == 8);
}

TEST_CASE("Runs without a partner make no pair, and a data set that a group lacks no rank") {
  std::vector<Observation> runs = shifted();
  std::erase_if(runs, [](const Observation& run) { return run.group == 2 && run.data_set == 1; });
  const GroupComparison out = compare_groups(3, runs, true, std::nullopt);
  CHECK(out.pairs[0].pairs == 8);
  CHECK(out.pairs[1].pairs == 4);
  CHECK(!out.ranks.has_value());
}
