#include "training/early_stopping.hpp"

#include <limits>

namespace actlab {

template <class T>
EarlyStopping<T>::EarlyStopping(std::uint32_t patience, std::size_t lanes)
    : patience_(patience), best_loss_(lanes, std::numeric_limits<double>::infinity()), best_epoch_(lanes, 0) {}

template <class T>
void EarlyStopping<T>::observe(const Network<T>& network, const std::vector<double>& validation_loss,
                               std::uint32_t epoch, LaneStates& lanes) {
  const std::size_t stride = network.lanes();
  best_parameters_.resize(network.parameter_count() * stride);
  for (std::size_t lane = 0; lane < stride; ++lane) {
    if (!lanes.running(lane)) continue;
    if (validation_loss[lane] < best_loss_[lane]) {
      best_loss_[lane] = validation_loss[lane];
      best_epoch_[lane] = epoch;
      for (std::size_t i = lane; i < best_parameters_.size(); i += stride)
        best_parameters_[i] = network.parameters()[i];
    } else if (epoch - best_epoch_[lane] >= patience_) {
      lanes.end(lane, LaneStates::State::stopped, epoch);
    }
  }
}

template <class T>
void EarlyStopping<T>::restore(Network<T>& network, const LaneStates& lanes) const {
  const std::size_t stride = network.lanes();
  for (std::size_t lane = 0; lane < stride; ++lane) {
    if (lanes.diverged(lane) || best_epoch_[lane] == 0) continue;
    for (std::size_t i = lane; i < best_parameters_.size(); i += stride) network.parameters()[i] = best_parameters_[i];
  }
}

template class EarlyStopping<float>;
template class EarlyStopping<double>;

}  // namespace actlab
