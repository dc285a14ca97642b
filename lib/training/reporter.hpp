#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "actlab/results.hpp"
#include "training/diagnostics.hpp"
#include "training/divergence.hpp"
#include "training/evaluation.hpp"

namespace actlab {

/// Who listens while a group of replicates trains.
struct TrainingWatch {
  /// Epochs between rows; epoch 0 and the last are always among them. 0: no rows.
  std::uint32_t every = 0;
  std::function<void(const MetricsRow&)> metrics;
  std::function<void(const LayerRow&)> layers;
  /// Is called at these epochs, in ascending order, with the networks as they are then (or as they ended).
  std::vector<std::uint32_t> snapshot_epochs;
  std::function<void()> snapshot;
  const std::atomic<bool>* stop = nullptr;             ///< training ends early, without result, once it is true
  std::atomic<std::uint64_t>* samples_done = nullptr;  ///< is raised by every epoch's model-samples
};

/// Measures the networks of a group and tells the watch.
template <class T>
class Reporter {
 public:
  /// `data` must outlive the reporter; `count` lanes hold replicates from `first_replicate`.
  Reporter(std::size_t loss, const TrainingData<T>& data, Layout layout, std::uint32_t first_replicate,
           std::size_t count);

  /// The rows of an epoch of all lanes that have any.
  void report(Network<T>& network, std::uint32_t epoch, const LaneStates& lanes, const TrainingWatch& watch);

  /// Losses and accuracies of every replicate; NaN for those that have diverged.
  std::vector<Metrics> measure(Network<T>& network, const LaneStates& lanes) const;

  /// The validation loss of every lane.
  std::vector<double> validation_loss(Network<T>& network) const;

  /// Adds the activations of the replicates that have not diverged.
  void add_histograms(const Network<T>& network, const LaneStates& lanes, std::vector<ActivationHistogram>& layers);

 private:
  [[nodiscard]] Score score(Network<T>& network, Part part) const;

  const TrainingData<T>& data_;
  const Kernels<T>& kernels_;
  std::uint32_t first_replicate_;
  std::size_t count_;
  Diagnostics<T> diagnostics_;
};

extern template class Reporter<float>;
extern template class Reporter<double>;

}  // namespace actlab
