#include "training/early_stopping.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "training/small_network.hpp"

using namespace actlab;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

void set_all(Network<double>& network, double value) {
  for (std::size_t i = 0; i < network.parameter_count() * network.lanes(); ++i) network.parameters()[i] = value;
}

}  // namespace

TEST_CASE("A lane ends when its patience does, and goes back to the weights of its lowest loss") {
  ReplicateNetwork<double> network = test::small_network();
  const std::size_t lanes = network.lanes();
  LaneStates states(lanes);
  EarlyStopping<double> stopping({.patience = 2}, lanes);
  const double losses[4] = {3, 1, 2, 2};
  for (std::uint32_t epoch = 1; epoch <= 4; ++epoch) {
    std::vector<double> loss(lanes, 10.0 - epoch);  // the others fall without end
    loss[0] = losses[epoch - 1];
    set_all(network, epoch);
    stopping.observe(network, loss, epoch, states);
  }
  CHECK(!states.running(0));
  CHECK(states.ended_at(0) == 4);
  CHECK(stopping.kept_epoch(0) == 2);
  CHECK(states.running(1));
  set_all(network, 99);
  stopping.restore(network, states);
  CHECK(network.parameters()[0] == 2);
  CHECK(network.parameters()[1] == 4);
}

TEST_CASE("A lane whose loss was never a number, or that diverged, keeps what it has") {
  ReplicateNetwork<double> network = test::small_network();
  LaneStates states(network.lanes());
  EarlyStopping<double> stopping({.patience = 1}, network.lanes());
  std::vector<double> loss(network.lanes(), 1.0);
  loss[0] = not_a_number;
  set_all(network, 5);
  stopping.observe(network, loss, 1, states);
  CHECK(!states.running(0));
  states.end(1, LaneStates::State::diverged, 1);
  set_all(network, 6);
  stopping.restore(network, states);
  CHECK(stopping.kept_epoch(0) == 0);
  CHECK(network.parameters()[0] == 6);
  CHECK(network.parameters()[1] == 6);
  CHECK(network.parameters()[2] == 5);
}

TEST_CASE(
    "Watching the training loss, a lane keeps the weights of its end, and falls by no more than the tolerance do not "
    "count") {
  ReplicateNetwork<double> network = test::small_network();
  const std::size_t lanes = network.lanes();
  LaneStates states(lanes);
  EarlyStopping<double> stopping({.patience = 3, .loss = StoppingLoss::training, .tolerance = 0.1}, lanes);
  const double losses[6] = {3, 1, 0.95, 0.9, 0.85, 0.5};  // each fall counts against the lowest before
  for (std::uint32_t epoch = 1; epoch <= 6; ++epoch) {
    std::vector<double> loss(lanes, 10.0 - epoch);
    loss[0] = losses[epoch - 1];
    set_all(network, epoch);
    stopping.observe(network, loss, epoch, states);
  }
  CHECK(states.ended_at(0) == 5);
  CHECK(states.running(1));
  CHECK(stopping.kept_epoch(0) == 5);
  CHECK(stopping.kept_epoch(1) == 0);
  stopping.restore(network, states);
  CHECK(network.parameters()[0] == 5);
  CHECK(network.parameters()[1] == 6);
}

TEST_CASE("Without patience no loss is watched") {
  const EarlyStopping<float> stopping({.patience = 0}, 8);
  CHECK(!stopping.watches(StoppingLoss::validation));
  CHECK(!stopping.watches(StoppingLoss::training));
}
