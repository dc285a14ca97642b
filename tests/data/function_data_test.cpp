#include "data/function_data.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "actlab/error.hpp"
#include "statistics/summary.hpp"

using namespace actlab;

namespace {

Settings settings_of(const std::string& dataset) {
  Settings settings;
  settings.dataset = dataset;
  settings.samples = 400;
  return settings;
}

}  // namespace

TEST_CASE("Points of a function lie on it, all over its interval") {
  const Dataset data = load_dataset(settings_of("fn:x^2 - sin(3*x); from=-1; to=2"));
  CHECK(data.task == Task::regression);
  CHECK(data.rows == 400);
  CHECK(data.generated);
  CHECK(data.standardize_by_default);
  double low = 9;
  double high = -9;
  for (std::size_t i = 0; i < data.rows; ++i) {
    const double x = data.inputs[i];
    CHECK(data.targets[i] == Approx(x * x - std::sin(3 * x)).epsilon(1e-12).margin(1e-14));
    low = std::min(low, x);
    high = std::max(high, x);
  }
  CHECK(low >= -1);
  CHECK(low < -0.97);
  CHECK(high < 2);
  CHECK(high > 1.97);
}

TEST_CASE("Noise of a function's points has the given share of their spread") {
  Settings settings = settings_of("fn:10*tanh(x)");
  const Dataset clean = load_dataset(settings);
  settings.noise = 20;
  const Dataset noisy = load_dataset(settings);
  CHECK(noisy.inputs == clean.inputs);
  std::vector<double> noise;
  for (std::size_t i = 0; i < clean.rows; ++i) noise.push_back(noisy.targets[i] - clean.targets[i]);
  CHECK(standard_deviation(noise) == Approx(0.2 * standard_deviation(clean.targets)).epsilon(0.1));
}

TEST_CASE("Functions that cannot be read or are not finite are refused") {
  CHECK_THROWS_WITH(load_dataset(settings_of("fn:sinn(x)")),
                    "`dataset`: the formula has the unknown name 'sinn'; did you mean sin, sign or sine?");
  CHECK_THROWS_WITH(load_dataset(settings_of("fn:sin(x);from=2;to=1")),
                    "`dataset`: the interval of the function is empty; give from below to");
  CHECK_THROWS_WITH(load_dataset(settings_of("fn:sin(x);from=a")),
                    "`dataset`: 'from=a' is no number; give the interval like fn:sin(x);from=-1;to=1");
  CHECK_THROWS_WITH(load_dataset(settings_of("fn:log(x)")), Catch::StartsWith("`dataset`: 'log(x)' is nan at x = -"));
}
