#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <numeric>
#include <set>

#include "actlab/dataset.hpp"
#include "actlab/error.hpp"

using namespace actlab;

namespace {

SplitRule rule_of_split(std::int64_t seed, SplitOrder order = SplitOrder::shuffled) {
  return {.order = order, .train_fraction = 0.7, .validation_fraction = 0.1, .seed = seed};
}

std::vector<std::size_t> sizes_of(std::size_t rows, double train, double validation) {
  const SplitSizes sizes = split_sizes(rows, {.train_fraction = train, .validation_fraction = validation});
  return {sizes.train, sizes.validation, sizes.test};
}

}  // namespace

TEST_CASE("A split is a permutation of the rows, cut as asked, by the data seed and replicate") {
  const Split split = split_rows(150, rule_of_split(3), 0);
  CHECK(split.train.size() == 105);
  CHECK(split.validation.size() == 15);
  CHECK(split.test.size() == 30);
  std::set<std::uint32_t> all(split.train.begin(), split.train.end());
  all.insert(split.validation.begin(), split.validation.end());
  all.insert(split.test.begin(), split.test.end());
  CHECK(all.size() == 150);
  CHECK(split_rows(150, rule_of_split(3), 0).train == split.train);
  CHECK(split_rows(150, rule_of_split(4), 0).train != split.train);
  CHECK(split_rows(150, rule_of_split(3), 1).train != split.train);
}

TEST_CASE("A split without rows to train on is refused") {
  CHECK_THROWS_WITH(split_sizes(10, {.train_fraction = 0.05}),
                    Catch::StartsWith("`train_fraction`: no row of 10 would be left"));
  CHECK_THROWS_WITH(split_sizes(10, {.train_fraction = 0.8, .validation_fraction = 0.3}),
                    Catch::StartsWith("`validation_fraction`: training and validation"));
}

TEST_CASE("An ordered split leaves the rows as they stand") {
  const Split split = split_rows(150, rule_of_split(3, SplitOrder::ordered), 0);
  CHECK(split.train.size() == 105);
  CHECK(split.train.front() == 0);
  CHECK(split.train.back() == 104);
  CHECK(split.validation.front() == 105);
  CHECK(split.test.back() == 149);
}

TEST_CASE("A split rounds its parts down and gives the rest to the test, as decimal fractions mean it") {
  using Sizes = std::vector<std::size_t>;
  CHECK(sizes_of(10, 0.7, 0) == Sizes{7, 0, 3});
  CHECK(sizes_of(10, 0.3, 0.6) == Sizes{3, 6, 1});
  CHECK(sizes_of(10, 0.29, 0.1) == Sizes{2, 1, 7});
  CHECK(sizes_of(10, 0.7, 0.3) == Sizes{7, 3, 0});
  CHECK(sizes_of(10, 1, 0) == Sizes{10, 0, 0});
  CHECK(sizes_of(3, 0.5, 0.4) == Sizes{1, 1, 1});
  for (std::size_t hundredths = 1; hundredths <= 100; ++hundredths) {
    CAPTURE(hundredths);
    CHECK(sizes_of(100, static_cast<double>(hundredths) / 100, 0) == Sizes{hundredths, 0, 100 - hundredths});
  }
}

TEST_CASE("Validation is refused where it has no row, and needs none where it is not asked for") {
  try {
    split_sizes(10, {.train_fraction = 0.5, .validation_fraction = 0.05});
    FAIL("the split was made");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(std::string(error.what()) ==
          "`validation_fraction`: no row of 10 would be left to validate on; raise it or give more samples");
  }
  CHECK(split_sizes(10, {.train_fraction = 0.5, .validation_fraction = 0}).validation == 0);
}

TEST_CASE("A split's rule is what the settings say, with the data's seed and not the experiment's") {
  Settings settings;
  settings.split = SplitOrder::ordered;
  settings.train_fraction = 0.25;
  settings.validation_fraction = 0.125;
  settings.data_seed = 5;
  settings.seed = 6;
  Dataset data;
  data.test_rows = 7;
  const SplitRule rule = split_rule(settings, data);
  CHECK(rule.order == SplitOrder::ordered);
  CHECK(rule.train_fraction == 0.25);
  CHECK(rule.validation_fraction == 0.125);
  CHECK(rule.seed == 5);
  CHECK(rule.test_rows == 7);
}

TEST_CASE("A test set of its own tests whole and in order, and the shares are of the other rows") {
  const SplitRule rule{.train_fraction = 0.5, .validation_fraction = 0.25, .seed = 9, .test_rows = 3};
  const Split split = split_rows(43, rule, 2);
  const Split without = split_rows(40, {.train_fraction = 0.5, .validation_fraction = 0.25, .seed = 9}, 2);
  CHECK(split.train == without.train);
  CHECK(split.validation == without.validation);
  CHECK(split.test == std::vector<std::uint32_t>{40, 41, 42});
  CHECK(split_sizes(43, rule).test == 3);
  CHECK(split_sizes(43, {.train_fraction = 1, .test_rows = 3}).train == 40);
}

TEST_CASE("Parts of the same permutation: another share of training rows moves the cut and no row") {
  const Split small = split_rows(40, {.train_fraction = 0.25, .validation_fraction = 0.25, .seed = 9}, 2);
  const Split large = split_rows(40, {.train_fraction = 0.5, .seed = 9}, 2);
  std::vector<std::uint32_t> together = small.train;
  together.insert(together.end(), small.validation.begin(), small.validation.end());
  CHECK(together == large.train);
  CHECK(small.test == large.test);
}

TEST_CASE("Every row may come to any part") {
  std::vector<int> trained(10, 0);
  for (std::uint32_t replicate = 0; replicate < 1000; ++replicate) {
    for (const std::uint32_t row : split_rows(10, {.train_fraction = 0.5}, replicate).train) ++trained[row];
  }
  // 500 each, with a standard deviation of 16.
  for (const int count : trained) CHECK(std::abs(count - 500) < 100);
}

TEST_CASE("All orders of three rows are as likely as each other, the one in which none moves among them") {
  std::map<std::vector<std::uint32_t>, int> orders;
  constexpr int draws = 6000;
  for (std::uint32_t replicate = 0; replicate < draws; ++replicate) {
    const Split split =
        split_rows(3, {.train_fraction = 1.0 / 3, .validation_fraction = 1.0 / 3, .seed = 1}, replicate);
    ++orders[{split.train.front(), split.validation.front(), split.test.front()}];
  }
  CHECK(orders.size() == 6);
  // Each count has a standard deviation of 29.
  for (const auto& [order, count] : orders) CHECK(count == Approx(draws / 6).margin(4 * 29));
}
