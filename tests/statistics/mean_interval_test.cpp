#include "statistics/mean_interval.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "arithmetic/philox.hpp"

using namespace actlab;

namespace {

// Student (1908): hours of sleep gained by one drug over the other, ten patients.
const std::vector<double> hours_gained{1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4};

const std::vector<double> losses{0.31, 0.22, 0.85, 0.40, 0.27, 0.33, 0.29, 0.45};
const std::vector<double> other_losses{0.35, 0.30, 0.61, 0.52, 0.34, 0.31, 0.41, 0.43};

void check_ends(const Interval& interval, double low, double high, double margin) {
  CHECK(interval.low == Approx(low).margin(margin));
  CHECK(interval.high == Approx(high).margin(margin));
}

std::vector<double> normal_values(std::size_t n) {
  arithmetic::RandomStream stream(n, 0, arithmetic::Purpose::data);
  std::vector<double> values(n);
  for (double& value : values) value = stream.normal();
  return values;
}

}  // namespace

TEST_CASE("Student's interval of his own example") {
  // SciPy: t.interval(0.95, 9, mean, sd / sqrt(10)).
  check_ends(student_interval(hours_gained, 0.95), 0.7001142367452712, 2.4598857632547286, 1e-10);
}

TEST_CASE("Bootstrap intervals are those of a million resamples, but for their own draws") {
  // BCa: scipy.stats.bootstrap with 1,000,000 resamples; bootstrap-t: NumPy with 2,000,000, the standard errors of
  // resamples at least half of the sample's.
  check_ends(bca_interval(hours_gained, 0.95), 1.05, 2.63, 0.06);
  check_ends(bca_interval(hours_gained, 0.995), 0.90, 3.257, 0.06);
  check_ends(bootstrap_t_interval(hours_gained, 0.95), 0.949, 2.740, 0.06);
  check_ends(bootstrap_t_interval(hours_gained, 0.995), 0.666, 3.160, 0.06);
}

TEST_CASE("Intervals of a skewed sample reach further to the side of its tail; Student's does not") {
  for (const auto method : {bca_interval, bootstrap_t_interval}) {
    const Interval interval = method(hours_gained, 0.95);
    CHECK(interval.high - 1.58 > 1.2 * (1.58 - interval.low));
  }
}

TEST_CASE("Levels far above 95 % widen the intervals steadily, to Student's for normal values") {
  const std::vector<double> values = normal_values(64);
  for (const auto method : {student_interval, bca_interval, bootstrap_t_interval}) {
    double width = 0;
    for (const double level : {0.9, 0.95, 0.99, 0.998, 0.999, 0.9999, 1 - 0.05 / 1000}) {
      const Interval interval = method(values, level);
      CHECK(interval.high - interval.low > width);
      width = interval.high - interval.low;
    }
    const Interval student = student_interval(values, 1 - 0.05 / 1000);
    CHECK(width == Approx(student.high - student.low).epsilon(0.15));
  }
}

TEST_CASE("Where nearly all values are equal, the ends are finite") {
  std::vector<double> values(16, 0.0);
  values[3] = 0.02;
  for (const double level : {0.95, 0.995, 0.99995}) {
    for (const auto method : {bca_interval, bootstrap_t_interval}) {
      const Interval interval = method(values, level);
      CHECK(std::isfinite(interval.low));
      CHECK(std::isfinite(interval.high));
      CHECK(interval.low < 0.02 / 16);
      CHECK(interval.high > 0.02 / 16);
    }
  }
}

TEST_CASE("An interval moves and stretches with its values") {
  std::vector<double> moved = hours_gained;
  for (double& value : moved) value = 1000 - 3 * value;
  const Interval plain = student_interval(hours_gained, 0.95);
  const Interval turned = student_interval(moved, 0.95);
  CHECK(turned.low == Approx(1000 - 3 * plain.high).epsilon(1e-12));
  std::vector<double> stretched = hours_gained;
  for (double& value : stretched) value = 7 + 3 * value;
  for (const auto method : {bca_interval, bootstrap_t_interval}) {
    check_ends(method(stretched, 0.95), 7 + 3 * method(hours_gained, 0.95).low, 7 + 3 * method(hours_gained, 0.95).high,
               1e-10);
  }
}

TEST_CASE("Too few, infinite, equal and very many values are special") {
  for (const auto method : {student_interval, bca_interval, bootstrap_t_interval, mean_interval}) {
    CHECK(std::isnan(method({}, 0.95).low));
    CHECK(std::isnan(method({1}, 0.95).high));
    CHECK(std::isnan(method({1, INFINITY}, 0.95).low));
    CHECK(std::isnan(method({1, NAN, 2}, 0.95).low));
    check_ends(method({0.25, 0.25, 0.25}, 0.95), 0.25, 0.25, 0);
    const std::vector<double> many = normal_values(most_bootstrapped + 1);
    CHECK(method(many, 0.95).low == student_interval(many, 0.95).low);
  }
}

TEST_CASE("The log of a ratio of means has the delta method's error and the bootstrap's interval") {
  const LogRatio ratio = log_ratio_of_means(losses, other_losses);
  // NumPy: u = a / mean(a) - b / mean(b), sd(u) / sqrt(8); the interval from 2,000,000 resamples of the pairs.
  CHECK(ratio.estimate == Approx(-0.04695698308777086).epsilon(1e-12));
  CHECK(ratio.standard_error == Approx(0.10941414525706838).epsilon(1e-12));
  check_ends(log_ratio_interval(losses, other_losses, 0.95), -0.2756, 0.3383, 0.02);
  check_ends(log_ratio_interval(losses, other_losses, 0.995), -0.4379, 0.4321, 0.02);
}

TEST_CASE("Ratios know no unit, and turned over they are negated") {
  std::vector<double> in_thousands = losses;
  for (double& loss : in_thousands) loss *= 1000;
  std::vector<double> others_in_thousands = other_losses;
  for (double& loss : others_in_thousands) loss *= 1000;
  const Interval plain = log_ratio_interval(losses, other_losses, 0.95);
  const Interval scaled = log_ratio_interval(in_thousands, others_in_thousands, 0.95);
  check_ends(scaled, plain.low, plain.high, 1e-12);
  const Interval turned = log_ratio_interval(other_losses, losses, 0.95);
  check_ends(turned, -plain.high, -plain.low, 1e-12);
}

TEST_CASE("Equal ratios, zeros and means that are not positive are special") {
  check_ends(log_ratio_interval({0.2, 0.4, 0.7}, {0.1, 0.2, 0.35}, 0.95), std::log(2), std::log(2), 1e-15);
  CHECK(std::isnan(log_ratio_of_means({0, 0}, {1, 2}).estimate));
  CHECK(std::isnan(log_ratio_of_means({1, 2}, {1, -2}).estimate));
  CHECK(std::isnan(log_ratio_of_means({}, {}).estimate));
  CHECK(log_ratio_of_means({3}, {1}).estimate == Approx(std::log(3)));
  CHECK(std::isnan(log_ratio_of_means({3}, {1}).standard_error));
  // Resamples of zeros alone have no logarithm.
  const Interval interval = log_ratio_interval({0, 0, 0, 5}, {1, 2, 1, 3}, 0.95);
  CHECK(std::isfinite(interval.low));
  CHECK(std::isfinite(interval.high));
}
