#include "training/early_stopping.hpp"

#include <limits>

namespace actlab {

template <class T>
EarlyStopping<T>::EarlyStopping(const StoppingRule& rule, std::size_t lanes)
    : rule_(rule),
      lowest_loss_(lanes, std::numeric_limits<double>::infinity()),
      gain_epoch_(lanes, 0),
      kept_epoch_(lanes, 0) {}

template <class T>
void EarlyStopping<T>::observe(const Network<T>& network, const std::vector<double>& loss, std::uint32_t epoch,
                               LaneStates& lanes) {
  for (std::size_t lane = 0; lane < network.lanes(); ++lane) {
    if (!lanes.running(lane)) continue;
    if (loss[lane] < lowest_loss_[lane] - rule_.tolerance) gain_epoch_[lane] = epoch;
    if (loss[lane] < lowest_loss_[lane]) {
      lowest_loss_[lane] = loss[lane];
      if (watches(StoppingLoss::validation)) keep(network, lane, epoch);
    }
    if (epoch - gain_epoch_[lane] < rule_.patience) continue;
    lanes.end(lane, LaneStates::State::stopped, epoch);
    if (watches(StoppingLoss::training)) keep(network, lane, epoch);
  }
}

template <class T>
void EarlyStopping<T>::keep(const Network<T>& network, std::size_t lane, std::uint32_t epoch) {
  const std::size_t stride = network.lanes();
  kept_parameters_.resize(network.parameter_count() * stride);
  for (std::size_t i = lane; i < kept_parameters_.size(); i += stride) kept_parameters_[i] = network.parameters()[i];
  kept_epoch_[lane] = epoch;
}

template <class T>
void EarlyStopping<T>::restore(Network<T>& network, const LaneStates& lanes) const {
  const std::size_t stride = network.lanes();
  for (std::size_t lane = 0; lane < stride; ++lane) {
    if (lanes.diverged(lane) || kept_epoch_[lane] == 0) continue;
    for (std::size_t i = lane; i < kept_parameters_.size(); i += stride) network.parameters()[i] = kept_parameters_[i];
  }
}

template class EarlyStopping<float>;
template class EarlyStopping<double>;

}  // namespace actlab
