#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "actlab/results.hpp"
#include "actlab/settings.hpp"
#include "arithmetic/target.hpp"
#include "network/lane_network.hpp"
#include "training/diagnostics.hpp"
#include "training/evaluation.hpp"
#include "training/optimizer.hpp"
#include "training/schedule.hpp"
#include "training/training_data.hpp"

namespace actlab {

/// Trains one group of replicates of a cell, a replicate a lane, by mini-batches.
///
/// A replicate whose weights become NaN or infinite has diverged: it is checked after every epoch, its weights are then
/// all set to NaN, it has no more rows of metrics, and the other lanes do not notice. Under early stopping a replicate
/// ends after so many epochs without a lower validation loss, has no more rows either, and in the end goes back to the
/// weights of its best epoch (Prechelt 1998).
template <class T>
class Trainer {
 public:
  /// `settings` is resolved; `count` replicates from `first_replicate`, at most a vector's lanes of the target. `data`
  /// must outlive the trainer.
  Trainer(const Settings& settings, const TrainingData<T>& data, arithmetic::Target target,
          std::uint32_t first_replicate, std::size_t count);

  struct Watch {
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

  /// Trains all epochs. False if it was stopped.
  bool run(const Watch& watch);

  /// How each replicate ended; evaluates the final networks.
  std::vector<RunRow> runs();

  LaneNetwork<T>& network() { return network_; }
  [[nodiscard]] std::size_t replicates() const { return count_; }
  [[nodiscard]] std::uint32_t first_replicate() const { return first_replicate_; }
  [[nodiscard]] bool diverged(std::size_t lane) const { return ends_[lane] == End::diverged; }
  /// Adds the activations of the networks as they are now.
  void add_histograms(std::vector<ActivationHistogram>& layers);

 private:
  /// How the training of a lane ended; running while it has not.
  enum class End : std::uint8_t { running, diverged, stopped };

  bool train_epoch(std::uint32_t epoch, const Watch& watch);
  void add_batch(std::uint32_t epoch, std::size_t begin, std::size_t rows, bool fresh);
  void update(std::uint32_t epoch, std::size_t samples);
  void scale_gradient(std::size_t samples);
  void clip_l1();
  void mark_diverged(std::uint32_t epoch);
  void stop_early(std::uint32_t epoch);
  void restore_best();
  bool all_ended() const;
  std::size_t updates_per_epoch() const;
  std::vector<Metrics> measure();
  void report(std::uint32_t epoch, const Watch& watch);
  static void take_snapshot(std::uint32_t epoch, const Watch& watch);

  Settings settings_;
  const TrainingData<T>& data_;
  const Kernels<T>& kernels_;
  OptimizerSpec optimizer_;
  UpdateKernel<T> update_kernel_;
  ScheduleSpec schedule_;
  LaneNetwork<T> network_;
  std::uint32_t first_replicate_;
  std::size_t count_;
  std::size_t batch_;
  std::size_t carried_ = 0;  // samples in the gradient left from a partial batch
  LaneRows order_;           // training rows in the order of the epoch
  LaneRows parts_[3];        // rows of each part in the order of the split
  std::vector<std::uint32_t> lane_replicates_;
  std::vector<End> ends_;
  std::vector<std::uint32_t> ended_at_;  // epoch
  arithmetic::AlignedVector<T> optimizer_state_;
  StepSettings step_;
  std::uint64_t updates_ = 0;
  arithmetic::AlignedVector<T> weights_before_;   // under l1_mode clip: like the network's parameters, before the step
  std::vector<std::uint8_t> clipped_;             // which of them stay 0
  arithmetic::AlignedVector<T> gradient_scale_;   // [lanes]
  arithmetic::AlignedVector<T> best_parameters_;  // under early stopping, like the network's
  std::vector<double> best_loss_;
  std::vector<std::uint32_t> best_epoch_;
  Diagnostics<T> diagnostics_;
};

/// The network of one lane, weights [unit][input] in double.
template <class T>
std::vector<LayerParameters> extract_parameters(const LaneNetwork<T>& network, std::size_t lane);

/// Sets one lane's weights and biases from what extract_parameters gave.
template <class T>
void insert_parameters(LaneNetwork<T>& network, std::size_t lane, const std::vector<LayerParameters>& layers);

extern template class Trainer<float>;
extern template class Trainer<double>;

}  // namespace actlab
