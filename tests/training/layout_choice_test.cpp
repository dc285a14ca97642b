#include "training/layout_choice.hpp"

#include <catch2/catch.hpp>

#include "plan/resolve.hpp"

using namespace actlab;

namespace {

TrainingPlan plan_of(const std::string& arch, std::size_t inputs, std::int64_t batch) {
  Settings settings;
  settings.arch = arch;
  settings.batch_size = batch;
  Dataset data;
  data.feature_names.resize(inputs, "x");
  data.target_names = {"t"};
  data.classes = {"no", "yes"};
  return resolve(settings, data).plan;
}

Lanes chosen(const TrainingPlan& plan, std::size_t networks, arithmetic::Target target) {
  return choose_layout(plan, networks, {target, {}}).lanes;
}

}  // namespace

TEST_CASE("Small networks lie side by side, wide ones and few ones alone, and what is forced is taken") {
  for (const arithmetic::Target target : arithmetic::available_targets()) {
    CAPTURE(arithmetic::target_name(target));
    CHECK(chosen(plan_of("8-8", 2, 10), 16, target) == Lanes::replicates);
    CHECK(chosen(plan_of("32-32", 2, 10), 16, target) == Lanes::replicates);
    CHECK(chosen(plan_of("8-8", 2, 10), 1, target) == Lanes::units);
    CHECK(chosen(plan_of("256-128", 784, 128), 1, target) == Lanes::units);
    CHECK(chosen(plan_of("256-128", 784, 128), 3, target) == Lanes::units);
    const TrainingPlan plan = plan_of("8-8", 2, 10);
    CHECK(choose_layout(plan, 16, {target, Lanes::units}).lanes == Lanes::units);
    CHECK(choose_layout(plan, 1, {target, Lanes::replicates}).lanes == Lanes::replicates);
  }
}
