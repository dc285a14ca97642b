#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/network.hpp"
#include "training/divergence.hpp"
#include "training/plan.hpp"

namespace actlab {

/// Ends a lane after so many epochs in a row of which none brought a lower loss, and keeps weights for it, while other
/// lanes train on: watching the validation loss those of its best epoch (Prechelt 1998), watching the training loss,
/// whose lowest is mostly the last, those of its end.
template <class T>
class EarlyStopping {
 public:
  EarlyStopping(const StoppingRule& rule, std::size_t lanes);

  /// That the rule looks at this loss.
  [[nodiscard]] bool watches(StoppingLoss loss) const { return rule_.on(loss); }

  /// Looks at the watched loss of every lane [lanes] after an epoch.
  void observe(const Network<T>& network, const std::vector<double>& loss, std::uint32_t epoch, LaneStates& lanes);

  /// Sets the lanes that have not diverged to the weights that were kept. A lane for which there are none, as its
  /// validation loss was never a number or its training has not ended early, stays as it is.
  void restore(Network<T>& network, const LaneStates& lanes) const;

  /// The epoch whose weights are kept, from 1; 0 if there is none.
  [[nodiscard]] std::uint32_t kept_epoch(std::size_t lane) const { return kept_epoch_[lane]; }

 private:
  void keep(const Network<T>& network, std::size_t lane, std::uint32_t epoch);

  StoppingRule rule_;
  std::vector<double> lowest_loss_;
  std::vector<std::uint32_t> gain_epoch_;  // the last one with a lower loss
  std::vector<std::uint32_t> kept_epoch_;
  arithmetic::AlignedVector<T> kept_parameters_;  // like the network's
};

extern template class EarlyStopping<float>;
extern template class EarlyStopping<double>;

}  // namespace actlab
