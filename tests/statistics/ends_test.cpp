#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "statistics/effect.hpp"
#include "statistics/intervals.hpp"
#include "statistics/mean_interval.hpp"
#include "statistics/random_effects.hpp"
#include "statistics/resampling.hpp"
#include "statistics/student.hpp"
#include "statistics/summary.hpp"

using namespace actlab;

namespace {

// Every level that a double can hold between 0 and 1, at its ends; 1 is what 1 - 1e-20 comes to.
const std::vector<double> levels{
    0, 1e-300, 1e-20, 0.5, 0.95, 0.9999, 1 - 1e-9, 1 - 1e-15, std::nextafter(1.0, 0.0), 1 - 1e-20};

const std::vector<std::vector<double>> samples{{0, 1},
                                               {1, 1},
                                               {0, 0, 0},
                                               {1, 1, 1, 2},
                                               {0, 0, 0, 0, 0, 0, 1},
                                               {1e-300, 2e-300, 3e-300},
                                               {1e300, 2e300, 3e300},
                                               {1.7e308, 1.6e308, 1.5e308, -1.7e308},
                                               {-1e300, 0, 1e300},
                                               {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9},
                                               std::vector<double>(1001, 0.5)};

void check_ordered(const Interval& interval) {
  const bool unknown = std::isnan(interval.low) || std::isnan(interval.high);
  if (!unknown) CHECK(interval.low <= interval.high);
}

}  // namespace

TEST_CASE("Intervals are in order or unknown at every level and for every size of numbers") {
  for (const double level : levels) {
    for (const std::vector<double>& first : samples) {
      CAPTURE(level, first);
      for (const auto& of : {student_interval, bca_interval, bootstrap_t_interval, mean_interval}) {
        check_ordered(of(first, level));
      }
      std::vector<double> second = first;
      for (std::size_t i = 0; i < second.size(); ++i) second[i] *= i % 2 == 0 ? 0.5 : 1;
      check_ordered(log_ratio_interval(first, second, level));
      check_ordered(random_effects(first, second, level).interval);
      for (const Scale scale : {Scale::difference, Scale::ratio, Scale::share}) {
        EffectSample sample;
        sample.first = first;
        sample.second = second;
        sample.range = 1;
        check_ordered(effect_over_data_sets({sample, sample, sample}, scale, 0.01, level).interval);
        sample.second.clear();
        check_ordered(effect_over_data_sets({sample}, scale, 0.01, level).interval);
      }
    }
    check_ordered(wilson_interval(1, 3, level));
    check_ordered(newcombe_interval({1, 2, 3, 4}, level));
  }
}

TEST_CASE("A level that rounds to 1 has no interval of width 0") {
  for (const PairedCounts& counts : {PairedCounts{1, 2, 3, 4}, PairedCounts{5, 5, 0, 0}, PairedCounts{3, 0, 0, 3}}) {
    const Interval interval = newcombe_interval(counts, 1 - 1e-20);
    CHECK((std::isnan(interval.low) || std::isnan(interval.high)));
  }
}

TEST_CASE("A quantile of a sample is one of its numbers at both ends, and unknown beyond them") {
  std::vector<double> values{3, 1, 2};
  CHECK(unsorted_quantile(values, 0) == 1);
  CHECK(unsorted_quantile(values, 1) == 3);
  CHECK(quantile({1, 2, 3}, 1) == 3);
  for (const double p : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
    CHECK(std::isnan(unsorted_quantile(values, p)));
    CHECK(std::isnan(quantile({1, 2, 3}, p)));
  }
  std::vector<double> none;
  CHECK(std::isnan(unsorted_quantile(none, 0.5)));
}

TEST_CASE("A quantile of a distribution is unknown where there is none") {
  for (const double p : {0.0, 1.0, std::numeric_limits<double>::quiet_NaN()}) {
    CHECK(std::isnan(normal_quantile(p)));
    CHECK(std::isnan(student_quantile(p, 5)));
  }
  for (const double p : {1e-300, 1e-20, 1 - 1e-16}) {
    CHECK(std::isfinite(normal_quantile(p)));
    for (const double degrees : {1.0, 2.0, 1e6}) CHECK(!std::isnan(student_quantile(p, degrees)));
  }
}
