#pragma once

#include "network/initializer.hpp"
#include "network/layout.hpp"
#include "network/loss.hpp"
#include "network/replicate_network.hpp"

namespace actlab::test {

/// Two inputs, two hidden units and an output, whose parameter i of lane l is i + l / 100.
inline ReplicateNetwork<double> small_network() {
  ReplicateNetwork<double> network(
      make_shape(2, {2}, {parse_activation("tanh", "test")}, 1, parse_activation("identity", "test")),
      loss_index("squared"), arithmetic::best_target());
  for (std::size_t i = 0; i < network.parameter_count(); ++i) {
    for (std::size_t lane = 0; lane < network.lanes(); ++lane) {
      network.parameters()[i * network.lanes() + lane] = static_cast<double>(i) + static_cast<double>(lane) / 100;
    }
  }
  return network;
}

inline Layout layout() { return {Lanes::replicates, arithmetic::best_target()}; }

inline const Kernels<double>& vector_code() { return kernels<double>(arithmetic::best_target()); }

}  // namespace actlab::test
