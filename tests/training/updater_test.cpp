#include "training/updater.hpp"

#include <catch2/catch.hpp>

#include "training/small_network.hpp"

using namespace actlab;

namespace {

TrainingPlan plan_with(const char* schedule) {
  TrainingPlan plan;
  plan.optimizer = parse_optimizer("sgd", "test");
  plan.schedule = parse_schedule(schedule, "test");
  plan.learning_rate = 0.1;
  plan.epochs = 10;
  plan.batch_size = 4;
  return plan;
}

// A network with a gradient of one sample.
ReplicateNetwork<double> with_gradient() {
  ReplicateNetwork<double> network = test::small_network();
  for (std::size_t i = 0; i < 2 * network.lanes(); ++i) network.inputs()[i] = 1;
  network.forward_for_gradient(1, nullptr);
  network.add_gradient(1, true);
  return network;
}

}  // namespace

TEST_CASE("A step goes along the mean gradient by the scheduled rate; L2 pulls at weights alone") {
  ReplicateNetwork<double> network = with_gradient();
  const TrainingPlan plan = plan_with("constant");
  Updater<double> updater(plan, network, test::layout(), 8);
  const ReplicateNetwork<double> before = network;
  updater.step(network, 1, 2);
  for (std::size_t i = 0; i < network.parameter_count() * network.lanes(); ++i) {
    CHECK(network.parameters()[i] == Approx(before.parameters()[i] - 0.1 * before.gradient()[i] / 2));
  }
  TrainingPlan penalised = plan;
  penalised.l2 = 0.5;
  ReplicateNetwork<double> other = before;
  Updater<double> with_l2(penalised, other, test::layout(), 8);
  with_l2.step(other, 1, 2);
  const std::size_t bias = network.biases_begin(0) * network.lanes();
  CHECK(other.parameters()[bias] == network.parameters()[bias]);
  const std::size_t weight = 1 * network.lanes();
  CHECK(other.parameters()[weight] == Approx(network.parameters()[weight] - 0.1 * 0.5 * before.parameters()[weight]));
}

TEST_CASE("The schedule counts updates of whole epochs") {
  ReplicateNetwork<double> network = with_gradient();
  // 9 rows in batches of 4 are 3 updates per epoch, so a warm-up of 2 epochs takes 6.
  const TrainingPlan plan = plan_with("warmup:epochs=2");
  Updater<double> updater(plan, network, test::layout(), 9);
  const ReplicateNetwork<double> before = network;
  updater.step(network, 1, 1);
  CHECK(network.parameters()[0] == Approx(before.parameters()[0] - 0.1 / 6 * before.gradient()[0]));
}
