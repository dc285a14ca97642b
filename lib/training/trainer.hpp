#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "actlab/results.hpp"
#include "actlab/settings.hpp"
#include "arithmetic/target.hpp"
#include "network/lane_network.hpp"
#include "training/evaluation.hpp"
#include "training/optimizer.hpp"
#include "training/training_data.hpp"

namespace actlab {

/// Trains one group of replicates of a cell, a replicate a lane, by mini-batches.
///
/// A replicate whose weights become NaN or infinite has diverged: it is checked after every epoch, its weights are then
/// all set to NaN, it has no more rows of metrics, and the other lanes do not notice.
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
  [[nodiscard]] bool diverged(std::size_t lane) const { return diverged_at_[lane] != 0; }

 private:
  bool train_epoch(std::uint32_t epoch, const Watch& watch);
  void add_batch(std::size_t begin, std::size_t rows, bool fresh);
  void update(std::size_t samples);
  void mark_diverged(std::uint32_t epoch);
  bool all_diverged() const;
  std::vector<Metrics> measure();
  void report(std::uint32_t epoch, const Watch& watch);

  Settings settings_;
  const TrainingData<T>& data_;
  const Kernels<T>& kernels_;
  UpdateKernel<T> update_kernel_;
  LaneNetwork<T> network_;
  std::uint32_t first_replicate_;
  std::size_t count_;
  std::size_t batch_;
  std::size_t carried_ = 0;  // samples in the gradient left from a partial batch
  LaneRows order_;           // training rows in the order of the epoch
  LaneRows parts_[3];        // rows of each part in the order of the split
  std::vector<std::uint32_t> lane_replicates_;
  std::vector<std::uint32_t> diverged_at_;  // epoch, or 0
  arithmetic::AlignedVector<T> optimizer_state_;
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
