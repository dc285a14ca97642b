#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "actlab/results.hpp"
#include "arithmetic/aligned.hpp"
#include "arithmetic/target.hpp"
#include "network/layout.hpp"
#include "training/divergence.hpp"
#include "training/early_stopping.hpp"
#include "training/evaluation.hpp"
#include "training/plan.hpp"
#include "training/reporter.hpp"
#include "training/training_data.hpp"
#include "training/updater.hpp"

namespace actlab {

/// Trains one group of replicates of a cell, a replicate per lane, by mini-batches.
///
/// A replicate whose weights become NaN or infinite has diverged: it is checked after every epoch, its weights are then
/// all set to NaN, it has no more rows of metrics, and the other lanes do not notice. Under early stopping a replicate
/// ends after so many epochs without a lower loss, and has no more rows either; if it is the validation loss, the
/// replicate goes back to the weights of its best epoch in the end.
template <class T>
class Trainer {
 public:
  /// `count` replicates from `first_replicate`, as many as the layout has lanes at most. `plan` and `data` must outlive
  /// the trainer.
  Trainer(const TrainingPlan& plan, const TrainingData<T>& data, Layout layout, std::uint32_t first_replicate,
          std::size_t count);

  /// Trains all epochs. False if it was stopped.
  bool run(const TrainingWatch& watch);

  /// How each replicate ended; evaluates the final networks.
  std::vector<RunRow> runs();

  Network<T>& network() { return *network_; }
  [[nodiscard]] std::size_t replicates() const { return count_; }
  [[nodiscard]] std::uint32_t first_replicate() const { return first_replicate_; }
  /// Adds the activations of the networks as they are now.
  void add_histograms(std::vector<ActivationHistogram>& layers) { reporter_.add_histograms(*network_, lanes_, layers); }

 private:
  bool train_epoch(std::uint32_t epoch, const TrainingWatch& watch);
  void end_epoch(std::uint32_t epoch, const TrainingWatch& watch);
  void stop_early(std::uint32_t epoch);
  void add_batch(std::uint32_t epoch, std::size_t begin, std::size_t rows, bool fresh);

  const TrainingPlan& plan_;
  const TrainingData<T>& data_;
  const Kernels<T>& kernels_;
  std::uint32_t first_replicate_;
  std::size_t count_;
  std::unique_ptr<Network<T>> network_;
  LaneRows order_;           // training rows in the order of the epoch
  std::size_t carried_ = 0;  // samples in the gradient left from a partial batch
  std::vector<std::uint32_t> lane_replicates_;
  LaneStates lanes_;
  Updater<T> updater_;
  EarlyStopping<T> early_stopping_;
  std::size_t epoch_rows_ = 0;  // trained on in the epoch
  // Summed over the epoch's training rows, where early stopping looks at it.
  arithmetic::AlignedVector<double> epoch_loss_;  // [lanes]
  Reporter<T> reporter_;
};

extern template class Trainer<float>;
extern template class Trainer<double>;

}  // namespace actlab
