#include "training/clipping.hpp"

#include <catch2/catch.hpp>

#include "training/small_network.hpp"

using namespace actlab;

namespace {

// Runs one sample through the network, so that it has a gradient.
void add_gradient(Network<double>& network) {
  for (std::size_t i = 0; i < 2 * network.lanes(); ++i) network.inputs()[i] = 0.5;
  for (std::size_t lane = 0; lane < network.lanes(); ++lane) network.targets()[lane] = static_cast<double>(lane);
  network.forward_for_gradient(1, nullptr);
  network.add_gradient(1, true);
}

double norm_of(const Network<double>& network, std::size_t lane) {
  double squares = 0;
  for (std::size_t i = 0; i < network.parameter_count(); ++i) {
    const double g = network.gradient()[i * network.lanes() + lane];
    squares += g * g;
  }
  return std::sqrt(squares);
}

}  // namespace

TEST_CASE("A gradient that is longer than the limit is scaled to it, lane by lane") {
  ReplicateNetwork<double> network = test::small_network();
  add_gradient(network);
  const double limit = norm_of(network, 1) / 4;
  GradientClipping<double> clipping(limit, network.lanes());
  const double* scale = clipping.scale(network, test::vector_code(), 2);
  for (std::size_t lane = 0; lane < network.lanes(); ++lane) {
    const double mean = norm_of(network, lane) / 2;
    CHECK(norm_of(network, lane) * scale[lane] == Approx(std::min(mean, limit)));
  }
  GradientClipping<double> none(0, network.lanes());
  CHECK(none.scale(network, test::vector_code(), 2)[1] == 0.5);
}

TEST_CASE("A weight that clipped L1 takes across zero stays zero, and biases are left alone") {
  ReplicateNetwork<double> network = test::small_network();
  const std::size_t lanes = network.lanes();
  ClippedL1<double> l1(0.1, network);
  REQUIRE(l1.active());
  const auto step = [&](std::size_t parameter, double from, double to) {
    network.parameters()[parameter * lanes] = from;
    l1.before_step(network);
    network.parameters()[parameter * lanes] = to;
    l1.after_step(network, 0.5);
    return network.parameters()[parameter * lanes];
  };
  CHECK(step(0, 1, 0.9) == Approx(0.85));
  CHECK(step(0, 0.85, 0.03) == 0);  // 0.03 - 0.05 has the other sign
  CHECK(step(0, 0, 0.7) == 0);      // for good
  const std::size_t bias = network.biases_begin(0);
  CHECK(step(bias, 0.5, 0.4) == 0.4);
  CHECK(!ClippedL1<double>(0, network).active());
}
