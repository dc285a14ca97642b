#include "statistics/random_effects.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "arithmetic/philox.hpp"

using namespace actlab;

namespace {

struct Trials {
  std::vector<double> estimates;
  std::vector<double> variances;
};

// Colditz et al. (1994): thirteen trials of the BCG vaccine against tuberculosis; cases and others among the
// vaccinated, then among the controls. Log risk ratios and their variances.
Trials vaccine() {
  constexpr std::array<std::array<double, 4>, 13> counts{{{4, 119, 11, 128},
                                                          {6, 300, 29, 274},
                                                          {3, 228, 11, 209},
                                                          {62, 13536, 248, 12619},
                                                          {33, 5036, 47, 5761},
                                                          {180, 1361, 372, 1079},
                                                          {8, 2537, 10, 619},
                                                          {505, 87886, 499, 87892},
                                                          {29, 7470, 45, 7232},
                                                          {17, 1699, 65, 1600},
                                                          {186, 50448, 141, 27197},
                                                          {5, 2493, 3, 2338},
                                                          {27, 16886, 29, 17825}}};
  Trials out;
  for (const auto& [a, b, c, d] : counts) {
    out.estimates.push_back(std::log(a / (a + b)) - std::log(c / (c + d)));
    out.variances.push_back(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d));
  }
  return out;
}

}  // namespace

TEST_CASE(
    "Restricted maximum likelihood, Hartung and Knapp's interval and the prediction are those of the BCG trials") {
  const Trials trials = vaccine();
  const RandomEffects effects = random_effects(trials.estimates, trials.variances);
  // Viechtbauer (2010), section 4.1: tau^2 0.3132, estimate -0.7145.
  CHECK(effects.tau_squared == Approx(0.3132).margin(5e-5));
  CHECK(effects.mean == Approx(-0.7145).margin(5e-5));
  // mpmath with 40 digits: the root of the restricted score by findroot, q = 1.01127, quantiles of t with 12 and 11
  // degrees of freedom.
  CHECK(effects.studies == 13);
  CHECK(effects.tau_squared == Approx(0.31324325813648094522).epsilon(1e-11));
  CHECK(effects.mean == Approx(-0.71453234215813923207).epsilon(1e-11));
  CHECK(effects.standard_error == Approx(0.18079174409284794528).epsilon(1e-11));
  CHECK(effects.interval.low == Approx(-1.1084437136855507075).epsilon(1e-10));
  CHECK(effects.interval.high == Approx(-0.32062097063072775667).epsilon(1e-10));
  CHECK(effects.prediction.low == Approx(-1.5164437246905711386).epsilon(1e-10));
  CHECK(effects.prediction.high == Approx(0.087379040374292672704).epsilon(1e-10));
  const RandomEffects wide = random_effects(trials.estimates, trials.variances, 0.95, 0.95);
  CHECK(wide.prediction.low == Approx(-2.009057650371112763).epsilon(1e-10));
  CHECK(wide.prediction.high == Approx(0.579992966054834299).epsilon(1e-10));
}

TEST_CASE("With equal variances tau^2 is the variance of the estimates less theirs, and the mean is plain") {
  // Estimates 1, 2, 6: mean 3, variance 7.
  const RandomEffects effects = random_effects({1, 2, 6}, {0.5, 0.5, 0.5});
  CHECK(effects.tau_squared == Approx(6.5).epsilon(1e-13));
  CHECK(effects.mean == Approx(3).epsilon(1e-14));
  CHECK(effects.standard_error == Approx(std::sqrt(7.0 / 3)).epsilon(1e-13));
  // Student's interval of three values: 4.3026527297 standard errors.
  CHECK(effects.interval.high == Approx(3 + 4.3026527297494639 * std::sqrt(7.0 / 3)).epsilon(1e-11));
  // 3.0776835372: the 90 % quantile with one degree of freedom.
  CHECK(effects.prediction.low == Approx(3 - 3.0776835371752534 * std::sqrt(6.5 + 7.0 / 3)).epsilon(1e-11));
}

TEST_CASE("Estimates that agree better than by chance have no tau, and their interval is not made narrower for it") {
  const RandomEffects effects = random_effects({1.0, 1.1, 0.9}, {1, 1, 1});
  CHECK(effects.tau_squared == 0);
  CHECK(effects.standard_error == Approx(std::sqrt(1.0 / 3)).epsilon(1e-14));
  CHECK(random_effects({2, 2}, {0.1, 0.2}).tau_squared == 0);
}

TEST_CASE("One study is its own interval; two predict nothing; none is unknown") {
  const RandomEffects one = random_effects({2}, {0.25});
  CHECK(one.mean == 2);
  CHECK(one.interval.low == Approx(2 - 1.959963984540054 * 0.5).epsilon(1e-12));
  CHECK(std::isnan(one.prediction.low));
  const RandomEffects two = random_effects({2, 3}, {0.25, 0.25});
  CHECK(two.interval.low == Approx(2.5 - 12.706204736174705 * 0.5).epsilon(1e-10));
  CHECK(std::isnan(two.prediction.high));
  CHECK(std::isnan(random_effects({}, {}).mean));
}

TEST_CASE("Units and origin of the estimates change nothing but themselves") {
  const Trials trials = vaccine();
  const RandomEffects plain = random_effects(trials.estimates, trials.variances);
  for (const double unit : {1e-8, 1e6}) {
    Trials scaled = trials;
    for (double& estimate : scaled.estimates) estimate = unit * (estimate + 1);
    for (double& variance : scaled.variances) variance *= unit * unit;
    const RandomEffects effects = random_effects(scaled.estimates, scaled.variances);
    CHECK(effects.mean == Approx(unit * (plain.mean + 1)).epsilon(1e-12));
    CHECK(effects.tau_squared == Approx(unit * unit * plain.tau_squared).epsilon(1e-11));
  }
}

TEST_CASE("No positive variances, however unequal, leave numbers that are not finite") {
  arithmetic::RandomStream stream(5, 0, arithmetic::Purpose::data);
  for (int trial = 0; trial < 500; ++trial) {
    const std::size_t studies = 2 + stream.below(6);
    Trials trials;
    for (std::size_t i = 0; i < studies; ++i) {
      trials.estimates.push_back(stream.below(3) == 0 ? 0.5
                                                      : stream.normal() * std::pow(10, stream.uniform() * 12 - 9));
      trials.variances.push_back(std::pow(10, stream.uniform() * 300 - 290));
    }
    const RandomEffects effects = random_effects(trials.estimates, trials.variances);
    CHECK(std::isfinite(effects.mean));
    CHECK(std::isfinite(effects.tau_squared));
    CHECK(effects.tau_squared >= 0);
    CHECK(effects.interval.low <= effects.interval.high);
  }
}

TEST_CASE("Of two maxima of the restricted likelihood the higher one is taken") {
  // Precise studies that agree and two vague ones far apart: the likelihood has one maximum at 0 and another far from
  // it.
  const auto log_likelihood = [](const Trials& trials, double tau_squared) {
    double weights = 0;
    double products = 0;
    double logarithms = 0;
    for (std::size_t i = 0; i < trials.estimates.size(); ++i) {
      weights += 1 / (trials.variances[i] + tau_squared);
      products += trials.estimates[i] / (trials.variances[i] + tau_squared);
      logarithms += std::log(trials.variances[i] + tau_squared);
    }
    double q = 0;
    for (std::size_t i = 0; i < trials.estimates.size(); ++i) {
      q += std::pow(trials.estimates[i] - products / weights, 2) / (trials.variances[i] + tau_squared);
    }
    return -(logarithms + std::log(weights) + q) / 2;
  };
  const Trials far_wins{{0.003, 0, 4, -4}, {1e-4, 1e-4, 1, 1}};
  const Trials zero_wins{{0.003, 0, 0, 0, 3, -3}, {1e-4, 1e-4, 1e-4, 1e-4, 1, 1}};
  CHECK(random_effects(far_wins.estimates, far_wins.variances).tau_squared ==
        Approx(9.12152409246897898).epsilon(1e-11));  // mpmath
  CHECK(random_effects(zero_wins.estimates, zero_wins.variances).tau_squared == 0);
  for (const Trials& trials : {far_wins, zero_wins}) {
    const double found = log_likelihood(trials, random_effects(trials.estimates, trials.variances).tau_squared);
    CHECK(log_likelihood(trials, 0) <= found + 1e-12);
    for (int i = -2000; i <= 500; ++i) CHECK(log_likelihood(trials, std::pow(10, i / 200.0)) <= found + 1e-12);
  }
}

TEST_CASE("Overlapping splits widen by Nadeau and Bengio's factor") {
  // Their corrected t of 10 splits with a tenth of the rows held out: s^2 (1/10 + 1/9) instead of s^2 / 10.
  CHECK(overlapping_splits_factor(10, 10, 90) == Approx((0.1 + 1.0 / 9) / 0.1).epsilon(1e-15));
  CHECK(overlapping_splits_factor(16, 45, 105) == Approx(1 + 16 * 45.0 / 105).epsilon(1e-15));
}
