#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/network.hpp"
#include "training/divergence.hpp"

namespace actlab {

/// Ends a lane after so many epochs without a lower validation loss, and gives it back the weights of its best epoch
/// (Prechelt 1998).
template <class T>
class EarlyStopping {
 public:
  /// `patience` is a number of epochs; 0: no lane is ever ended.
  EarlyStopping(std::uint32_t patience, std::size_t lanes);

  [[nodiscard]] bool active() const { return patience_ > 0; }

  /// Looks at the validation loss of every lane [lanes] after an epoch.
  void observe(const Network<T>& network, const std::vector<double>& validation_loss, std::uint32_t epoch,
               LaneStates& lanes);

  /// Sets the lanes that have not diverged to the weights of their best epochs. A lane whose validation loss was never
  /// a number keeps the weights it has.
  void restore(Network<T>& network, const LaneStates& lanes) const;

  /// From 1; 0 if there was none.
  [[nodiscard]] std::uint32_t best_epoch(std::size_t lane) const { return best_epoch_[lane]; }

 private:
  std::uint32_t patience_;
  std::vector<double> best_loss_;
  std::vector<std::uint32_t> best_epoch_;
  arithmetic::AlignedVector<T> best_parameters_;  // like the network's
};

extern template class EarlyStopping<float>;
extern template class EarlyStopping<double>;

}  // namespace actlab
