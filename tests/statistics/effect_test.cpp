#include "statistics/effect.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "statistics/mean_interval.hpp"
#include "statistics/paired_tests.hpp"
#include "statistics/random_effects.hpp"
#include "statistics/summary.hpp"

using namespace actlab;

namespace {

constexpr double normal_975 = 1.959963984540054;

EffectSample pairs(std::vector<double> first, std::vector<double> second) {
  EffectSample sample;
  sample.first = std::move(first);
  sample.second = std::move(second);
  return sample;
}

DataSetEffect one(const EffectSample& sample, Scale scale, double level = 0.95) {
  return effect_over_data_sets({sample}, scale, 0, level).data_sets.front();
}

// `both` pairs of ones, then pairs of 1 and 0, of 0 and 1, of zeros.
EffectSample shares(std::size_t both, std::size_t first_only, std::size_t second_only, std::size_t neither) {
  EffectSample sample;
  const auto add = [&](std::size_t count, double first, double second) {
    sample.first.insert(sample.first.end(), count, first);
    sample.second.insert(sample.second.end(), count, second);
  };
  add(both, 1, 1);
  add(first_only, 1, 0);
  add(second_only, 0, 1);
  add(neither, 0, 0);
  return sample;
}

const EffectSample iris = pairs({0.95, 0.93, 0.97, 0.91}, {0.90, 0.93, 0.92, 0.90});
const EffectSample wine = pairs({0.88, 0.86, 0.90, 0.85, 0.89}, {0.87, 0.88, 0.86, 0.83, 0.88});
const EffectSample digits = pairs({0.70, 0.71, 0.69}, {0.75, 0.74, 0.75});

}  // namespace

TEST_CASE("On one data set a difference of means has its standard error, interval and share of higher pairs") {
  const Effect effect = effect_over_data_sets({iris}, Scale::difference, 0.01);
  const DataSetEffect& data_set = effect.data_sets.front();
  const std::vector<double> differences{0.95 - 0.90, 0, 0.97 - 0.92, 0.91 - 0.90};
  CHECK(data_set.n == 4);
  CHECK(data_set.first_mean == Approx(0.94));
  CHECK(data_set.second_mean == Approx(0.9125));
  CHECK(data_set.estimate == Approx(0.0275));
  CHECK(data_set.standard_error == Approx(standard_deviation(differences) / 2).epsilon(1e-12));
  CHECK(data_set.interval.low == Approx(mean_interval(differences, 0.95).low));
  CHECK(data_set.interval.high == Approx(mean_interval(differences, 0.95).high));
  CHECK(data_set.first_higher == 0.875);  // three higher, one tie
  CHECK(data_set.varies);
  // The whole is about this data set, and its test is of the pairs: 2 of 2^3 signs as extreme as all three up.
  CHECK(effect.pooled == 1);
  CHECK(effect.estimate == data_set.estimate);
  CHECK(effect.interval.low == data_set.interval.low);
  CHECK(effect.tau == 0);
  CHECK_FALSE(effect.prediction);
  CHECK(effect.p_value == 0.25);
}

TEST_CASE("Over data sets each is one unit, pooled by random effects, counted and tested") {
  const Effect effect = effect_over_data_sets({iris, wine, digits}, Scale::difference, 0.01);
  std::vector<double> estimates;
  std::vector<double> variances;
  for (const DataSetEffect& data_set : effect.data_sets) {
    estimates.push_back(data_set.estimate);
    variances.push_back(data_set.standard_error * data_set.standard_error);
  }
  const RandomEffects random = random_effects(estimates, variances, 0.95);
  CHECK(effect.pooled == 3);
  CHECK(effect.estimate == random.mean);
  CHECK(effect.interval.high == random.interval.high);
  CHECK(effect.tau == std::sqrt(random.tau_squared));
  REQUIRE(effect.prediction);
  CHECK(effect.prediction->low == random.prediction.low);
  CHECK(effect.higher == 2);
  CHECK(effect.within == 0);
  CHECK(effect.lower == 1);
  CHECK(effect.first_higher == Approx((0.875 + 0.8 + 0) / 3));
  CHECK(effect.p_value == wilcoxon_signed_rank(estimates));
  // 0.012 of the second data set is below 0.02.
  const Effect strict = effect_over_data_sets({iris, wine, digits}, Scale::difference, 0.02);
  CHECK(strict.higher == 1);
  CHECK(strict.within == 1);
  CHECK_FALSE(effect_over_data_sets({iris, wine}, Scale::difference, 0.01).prediction);
}

TEST_CASE("Groups turned over turn the effect over") {
  const auto turned = [](const EffectSample& sample) { return pairs(sample.second, sample.first); };
  for (const Scale scale : {Scale::difference, Scale::ratio}) {
    const Effect effect = effect_over_data_sets({iris, wine, digits}, scale, 0.01);
    const Effect other = effect_over_data_sets({turned(iris), turned(wine), turned(digits)}, scale, 0.01);
    CHECK(other.estimate == Approx(-effect.estimate).epsilon(1e-11));
    CHECK(other.interval.low == Approx(-effect.interval.high).epsilon(1e-11));
    CHECK(other.first_higher == Approx(1 - effect.first_higher));
    CHECK(other.lower == effect.higher);
    CHECK(other.p_value == effect.p_value);
  }
}

TEST_CASE("A ratio is that of the means on the log scale; where they are not positive nothing is known") {
  const EffectSample sample = pairs({0.31, 0.22, 0.85, 0.40}, {0.35, 0.30, 0.61, 0.52});
  const DataSetEffect effect = one(sample, Scale::ratio);
  CHECK(effect.estimate == Approx(std::log(1.78 / 1.78)).margin(1e-15));
  CHECK(effect.standard_error == log_ratio_of_means(sample.first, sample.second).standard_error);
  CHECK(effect.interval.low == Approx(log_ratio_interval(sample.first, sample.second, 0.95).low));
  CHECK(effect.first_higher == 0.25);
  const Effect mixed = effect_over_data_sets({sample, pairs({0, 0}, {1, 2})}, Scale::ratio, 0.05);
  CHECK(mixed.data_sets.size() == 2);
  CHECK(std::isnan(mixed.data_sets[1].estimate));
  CHECK(std::isnan(mixed.data_sets[1].interval.low));
  CHECK(mixed.pooled == 1);
  CHECK(mixed.within == 1);
}

TEST_CASE("Shares have Newcombe's interval, and an error even where nothing varies") {
  const DataSetEffect effect = one(shares(36, 12, 2, 0), Scale::share);
  CHECK(effect.estimate == Approx(0.2));
  CHECK(effect.interval.low == Approx(0.0569295840032388).epsilon(1e-12));
  CHECK(effect.interval.high == Approx(0.340427602974941).epsilon(1e-12));
  // Sum of squares 14, mean 0.2: sd^2 = (14 - 50 * 0.04) / 49.
  CHECK(effect.standard_error == Approx(std::sqrt(12.0 / 49 / 50)).epsilon(1e-12));
  const DataSetEffect equal = one(shares(30, 0, 0, 0), Scale::share);
  CHECK_FALSE(equal.varies);
  CHECK(equal.estimate == 0);
  CHECK(equal.interval.high == Approx(0.113513393173969).epsilon(1e-12));
  CHECK(equal.standard_error == Approx(0.113513393173969 / normal_975).epsilon(1e-12));
}

TEST_CASE("Without a second group the mean or the share of the first stands alone") {
  EffectSample sample;
  sample.first = {1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4};
  for (const Scale scale : {Scale::difference, Scale::ratio}) {
    const Effect effect = effect_over_data_sets({sample}, scale, 1);
    CHECK(effect.estimate == Approx(1.58));
    CHECK(effect.interval.low == Approx(mean_interval(sample.first, 0.95).low));
    CHECK(effect.higher == 1);
    CHECK(std::isnan(effect.p_value));
    CHECK(std::isnan(effect.first_higher));
    CHECK(std::isnan(effect.data_sets[0].second_mean));
  }
  EffectSample share;
  share.first = std::vector<double>(20, 0.0);
  const DataSetEffect none = one(share, Scale::share);
  CHECK(none.interval.low == 0);
  CHECK(none.interval.high == Approx(0.1611).margin(5e-5));  // Newcombe (1998), table I: 0 of 20
  CHECK(none.standard_error == Approx(none.interval.high / 2 / normal_975));
}

TEST_CASE("Splits that overlap widen error and interval by the root of the factor") {
  // Nadeau and Bengio (2003): differences over 10 splits, a tenth held out; t = mean / sqrt((1/10 + 1/9) s^2).
  EffectSample sample = pairs({0.82, 0.85, 0.80, 0.86, 0.84, 0.83, 0.81, 0.85, 0.87, 0.82},
                              {0.80, 0.84, 0.80, 0.83, 0.82, 0.82, 0.80, 0.85, 0.84, 0.79});
  const DataSetEffect plain = one(sample, Scale::difference);
  sample.variance_factor = overlapping_splits_factor(10, 10, 90);
  const DataSetEffect corrected = one(sample, Scale::difference);
  // Differences in points: 2 1 0 3 2 1 1 0 3 3, mean 1.6, s^2 = 12.4 / 9.
  CHECK(corrected.estimate == Approx(0.016));
  CHECK(corrected.estimate / corrected.standard_error ==
        Approx(1.6 / std::sqrt((1.0 / 10 + 1.0 / 9) * 12.4 / 9)).epsilon(1e-10));
  const double root = std::sqrt(sample.variance_factor);
  CHECK(corrected.estimate - corrected.interval.low == Approx(root * (plain.estimate - plain.interval.low)));
  CHECK(corrected.interval.high - corrected.estimate == Approx(root * (plain.interval.high - plain.estimate)));
}

TEST_CASE("Differences that are all equal are no certainty: the rule of three, where values have a range") {
  // 0.3 - 0.1 and 0.4 - 0.2 differ in their last bit.
  EffectSample sample = pairs(std::vector<double>(16, 0.3), std::vector<double>(16, 0.1));
  sample.first[4] = 0.4;
  sample.second[4] = 0.2;
  const DataSetEffect unknown = one(sample, Scale::difference);
  CHECK_FALSE(unknown.varies);
  CHECK(std::isnan(unknown.standard_error));
  CHECK(std::isnan(unknown.interval.low));
  sample.range = 1;
  const DataSetEffect bounded = one(sample, Scale::difference);
  const double half = 1 - std::pow(0.05, 1.0 / 16);
  CHECK(bounded.interval.low == Approx(0.2 - half).epsilon(1e-12));
  CHECK(bounded.interval.high == Approx(0.2 + half).epsilon(1e-12));
  CHECK(bounded.standard_error == Approx(half / normal_975).epsilon(1e-12));
  // About three in n.
  CHECK(half * 16 == Approx(3).epsilon(0.1));
  sample.range = 0.5;
  CHECK(one(sample, Scale::difference, 0.99).interval.high ==
        Approx(0.2 + 0.5 * (1 - std::pow(0.01, 1.0 / 16))).epsilon(1e-12));
}

TEST_CASE("Data sets of which nothing is known stay in the list and out of the pool") {
  const EffectSample equal = pairs({0.5, 0.5}, {0.25, 0.25});
  const EffectSample single = pairs({0.5}, {0.25});
  const Effect effect = effect_over_data_sets({equal, iris, single, pairs({}, {})}, Scale::difference, 0.01);
  CHECK(effect.data_sets.size() == 4);
  CHECK(effect.pooled == 1);
  CHECK(effect.estimate == effect.data_sets[1].estimate);
  CHECK(effect.higher + effect.within + effect.lower == 1);
  CHECK(effect.data_sets[2].estimate == 0.25);
  CHECK(std::isnan(effect.data_sets[2].standard_error));
  CHECK(std::isnan(effect.data_sets[3].estimate));
  const Effect nothing = effect_over_data_sets({equal, single}, Scale::difference, 0.01);
  CHECK(nothing.pooled == 0);
  CHECK(std::isnan(nothing.estimate));
  CHECK(std::isnan(nothing.interval.low));
  CHECK(std::isnan(nothing.p_value));
  CHECK_FALSE(nothing.prediction);
}
