#include "training/divergence.hpp"

#include <algorithm>
#include <limits>

namespace actlab {

bool LaneStates::all_ended(std::size_t count) const {
  return std::all_of(states_.begin(), states_.begin() + static_cast<std::ptrdiff_t>(count),
                     [](State state) { return state != State::running; });
}

template <class T>
void end_diverged(Network<T>& network, const Kernels<T>& kernels, std::uint32_t epoch, LaneStates& lanes) {
  std::vector<std::uint8_t> finite(lanes.lanes(), 1);
  kernels.check_finite(network.parameters(), network.parameter_count(), finite.data());
  for (std::size_t lane = 0; lane < lanes.lanes(); ++lane) {
    if (finite[lane] != 0 || !lanes.running(lane)) continue;
    lanes.end(lane, LaneStates::State::diverged, epoch);
    for (std::size_t i = 0; i < network.parameter_count(); ++i) {
      network.parameters()[i * lanes.lanes() + lane] = std::numeric_limits<T>::quiet_NaN();
    }
  }
}

template void end_diverged(Network<float>&, const Kernels<float>&, std::uint32_t, LaneStates&);
template void end_diverged(Network<double>&, const Kernels<double>&, std::uint32_t, LaneStates&);

}  // namespace actlab
