#include "statistics/summary.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace actlab;

TEST_CASE("Mean, standard deviation and quantiles of a few numbers") {
  const std::vector<double> values{2, 4, 4, 4, 5, 5, 7, 9};
  CHECK(mean(values) == 5);
  CHECK(standard_deviation(values) == Approx(std::sqrt(32.0 / 7)));
  CHECK(quantile(values, 0.5) == 4.5);
  CHECK(quantile(values, 0.25) == 4);
  CHECK(quantile(values, 0.75) == 5.5);
  CHECK(quantile(values, 0) == 2);
  CHECK(quantile(values, 1) == 9);
  CHECK(quantile({3}, 0.3) == 3);
}

TEST_CASE("Too few values have no statistic") {
  CHECK(std::isnan(mean({})));
  CHECK(std::isnan(standard_deviation({1})));
  CHECK(std::isnan(quantile({}, 0.5)));
}
