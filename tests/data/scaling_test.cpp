#include <catch2/catch.hpp>
#include <cmath>

#include "actlab/dataset.hpp"

using namespace actlab;

TEST_CASE("Scaling gives mean 0 and sd 1 over its rows and leaves constant columns whole") {
  std::vector<double> values{1, 5, 2, 5, 6, 5, 100, 5};
  const Scaling scaling = fit_scaling(values, 2, {0, 1, 2});
  CHECK(scaling.mean == std::vector<double>{3, 5});
  CHECK(scaling.sd[0] == Approx(std::sqrt(14.0 / 3)));
  CHECK(scaling.sd[1] == 1);
  apply_scaling(scaling, values);
  CHECK(values[0] + values[2] + values[4] == Approx(0).margin(1e-12));
  CHECK(values[1] == 0);
}

TEST_CASE("Rows that are not given do not count, nor does the order of the given ones but for rounding") {
  const std::vector<double> values{1, 1e9, 3, -1e9, 5, 7};
  const Scaling scaling = fit_scaling(values, 1, {4, 0, 2});
  CHECK(scaling.mean == std::vector<double>{3});
  CHECK(scaling.sd[0] == Approx(std::sqrt(8.0 / 3)));
}

TEST_CASE("Without rows, and of one row, a scaling divides by 1") {
  const std::vector<double> values{4, 5, 6, 7};
  const Scaling none = fit_scaling(values, 2, {});
  CHECK(none.mean == std::vector<double>{0, 0});
  CHECK(none.sd == std::vector<double>{1, 1});
  const Scaling one = fit_scaling(values, 2, {1});
  CHECK(one.mean == std::vector<double>{6, 7});
  CHECK(one.sd == std::vector<double>{1, 1});
}

TEST_CASE("A scaling is applied column by column") {
  std::vector<double> values{3, 10, 5, 30};
  apply_scaling({.mean = {1, 10}, .sd = {2, 4}}, values);
  CHECK(values == std::vector<double>{1, 0, 2, 5});
}
