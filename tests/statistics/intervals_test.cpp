#include "statistics/intervals.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "statistics/bootstrap.hpp"
#include "statistics/summary.hpp"

using namespace actlab;

TEST_CASE("Wilson's interval of a proportion") {
  // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  const auto check = [](std::size_t successes, std::size_t n, double low, double high) {
    const Interval interval = wilson_interval(successes, n);
    CHECK(interval.low == Approx(low).margin(5e-5));
    CHECK(interval.high == Approx(high).margin(5e-5));
  };
  check(81, 263, 0.2553, 0.3662);
  check(15, 148, 0.0624, 0.1605);
  check(0, 20, 0.0000, 0.1611);
  check(1, 29, 0.0061, 0.1718);
  CHECK(wilson_interval(0, 20).low == 0);
  CHECK(wilson_interval(20, 20).high == 1);
  CHECK(std::isnan(wilson_interval(0, 0).low));
}

TEST_CASE("Wilson's interval at other levels narrows and widens with the normal quantile") {
  const Interval usual = wilson_interval(81, 263);
  const Interval same = wilson_interval(81, 263, 0.95);
  CHECK(same.low == Approx(usual.low).epsilon(1e-14));
  CHECK(same.high == Approx(usual.high).epsilon(1e-14));
  // SciPy: binomtest(81, 263).proportion_ci(0.995, method="wilson").
  CHECK(wilson_interval(81, 263, 0.995).low == Approx(0.23463475928370377).epsilon(1e-12));
  CHECK(wilson_interval(81, 263, 0.995).high == Approx(0.3925056374524974).epsilon(1e-12));
}

TEST_CASE("Newcombe's interval of paired shares is that of his example and of others'") {
  const auto check = [](const PairedCounts& counts, double level, double low, double high, double margin) {
    const Interval interval = newcombe_interval(counts, level);
    CHECK(interval.low == Approx(low).margin(margin));
    CHECK(interval.high == Approx(high).margin(margin));
  };
  // Newcombe (1998), method 10, as printed; then mpmath with 30 digits.
  check({36, 12, 2, 0}, 0.95, 0.0569, 0.3404, 5e-5);
  check({36, 12, 2, 0}, 0.95, 0.0569295840032388, 0.340427602974941, 1e-12);
  check({36, 12, 2, 0}, 0.995, -0.0133853440501298, 0.403353469932493, 1e-12);
  // Fagerland, Lydersen, Laake (2017), chapter 8: Cavo et al.'s responses and Bentur et al.'s airways.
  check({59, 6, 16, 80}, 0.95, -0.1186, -0.0046, 5e-5);
  check({1, 1, 7, 12}, 0.95, -0.506920226686141, -0.0255591241648598, 1e-12);
  // A margin is empty: no correlation.
  check({30, 0, 0, 0}, 0.95, -0.113513393173969, 0.113513393173969, 1e-12);
  CHECK(std::isnan(newcombe_interval({}, 0.95).low));
}

TEST_CASE("The bootstrap's interval of a mean covers it about as often as it says") {
  std::mt19937 generator(7);
  std::normal_distribution<double> normal(3, 2);
  const Bootstrap bootstrap;
  int covered = 0;
  constexpr int trials = 400;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> values(40);
    for (double& value : values) value = normal(generator);
    const Interval interval = bootstrap.mean_interval(values);
    CHECK(interval.low < mean(values));
    CHECK(interval.high > mean(values));
    covered += interval.low <= 3 && 3 <= interval.high ? 1 : 0;
  }
  // The percentile interval of 40 values covers about 93.5 %; four standard errors are 5 %.
  CHECK(covered > trials * 0.885);
  CHECK(covered < trials * 0.985);
}

TEST_CASE("The bootstrap meets the normal interval for many values, and hands over to it") {
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) values.push_back(std::sin(i * 0.37) + (i % 7));
  const Bootstrap bootstrap;
  const Interval drawn = bootstrap.mean_interval(values);
  const Interval normal = normal_interval(mean(values), standard_deviation(values), values.size());
  CHECK(drawn.low == Approx(normal.low).margin(0.02));
  CHECK(drawn.high == Approx(normal.high).margin(0.02));
  values.push_back(3);
  CHECK(bootstrap.mean_interval(values).low ==
        normal_interval(mean(values), standard_deviation(values), values.size()).low);
}

TEST_CASE("The same values have the same interval; too few, equal and infinite ones are special") {
  const Bootstrap one;
  const Bootstrap other;
  const std::vector<double> values{1, 4, 2, 8, 5};
  CHECK(one.mean_interval(values).low == other.mean_interval(values).low);
  CHECK(std::isnan(one.mean_interval({1}).low));
  CHECK(std::isnan(one.mean_interval({1, INFINITY}).low));
  CHECK(one.mean_interval({0.1, 0.1, 0.1}).low == 0.1);
  CHECK(one.mean_interval({0.1, 0.1, 0.1}).high == 0.1);
}
