#include "training/readout.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace actlab;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

// The boundary of one point from the outputs of each network there.
Boundary at_a_point(Task task, const std::vector<std::vector<double>>& outputs) {
  return make_boundary({0}, {0}, outputs, outputs.front().size(), task, 0.5, {ModelScaling()});
}

}  // namespace

TEST_CASE("A boundary has mean and spread over the networks that did not diverge") {
  const Boundary two = at_a_point(Task::binary, {{0.2}, {nan_value}, {0.6}});
  CHECK(two.mean[0] == Approx(0.4));
  CHECK(two.sd[0] == Approx(std::sqrt(0.08)));
  CHECK(std::isnan(two.values[1][0]));
  const Boundary classes = at_a_point(Task::multiclass, {{nan_value, nan_value, nan_value}, {0.1, 0.2, 0.7}});
  CHECK(classes.mean[0] == 2);
  CHECK(classes.sd[0] == 0);
  CHECK(at_a_point(Task::multilabel, {{nan_value, nan_value}, {0.1, 0.9}}).mean[0] == 2);
}

TEST_CASE("A boundary of networks that all diverged says nothing, under any task") {
  for (const Task task : {Task::binary, Task::multiclass, Task::multilabel, Task::regression}) {
    const Boundary none = at_a_point(task, {{nan_value, nan_value}, {nan_value, nan_value}});
    CAPTURE(static_cast<int>(task));
    CHECK(std::isnan(none.mean[0]));
    CHECK(std::isnan(none.sd[0]));
    CHECK(std::isnan(none.values[0][0]));
  }
}

TEST_CASE("An infinite output has no part in the mean over networks") {
  const Boundary boundary = at_a_point(Task::regression, {{std::numeric_limits<double>::infinity()}, {3}});
  CHECK(boundary.mean[0] == 3);
  CHECK(boundary.sd[0] == 0);
}
