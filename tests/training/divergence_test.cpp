#include "training/divergence.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "training/small_network.hpp"

using namespace actlab;

TEST_CASE("A lane with an infinite parameter diverges, and its neighbours keep their numbers") {
  ReplicateNetwork<double> network = test::small_network();
  const std::size_t lanes = network.lanes();
  LaneStates states(lanes);
  network.parameters()[3 * lanes + 1] = std::numeric_limits<double>::infinity();
  end_diverged(network, test::vector_code(), 7, states);
  CHECK(states.diverged(1));
  CHECK(states.ended_at(1) == 7);
  CHECK(states.running(0));
  for (std::size_t i = 0; i < network.parameter_count(); ++i) {
    CHECK(std::isnan(network.parameters()[i * lanes + 1]));
    CHECK(network.parameters()[i * lanes] == static_cast<double>(i));
  }
  // It diverged then, not later.
  end_diverged(network, test::vector_code(), 8, states);
  CHECK(states.ended_at(1) == 7);
}

TEST_CASE("A lane reports while it trains and in the epoch in which it stops, but not once it has diverged") {
  LaneStates states(3);
  states.end(1, LaneStates::State::stopped, 5);
  states.end(2, LaneStates::State::diverged, 5);
  CHECK(states.reports(0, 5));
  CHECK(states.reports(1, 5));
  CHECK(!states.reports(1, 6));
  CHECK(!states.reports(2, 5));
  CHECK(!states.all_ended(3));
  states.end(0, LaneStates::State::stopped, 9);
  CHECK(states.all_ended(3));
}
