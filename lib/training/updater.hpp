#pragma once

#include <cstddef>
#include <cstdint>

#include "network/layout.hpp"
#include "training/clipping.hpp"
#include "training/optimizer.hpp"
#include "training/plan.hpp"

namespace actlab {

/// Makes the optimizer's steps: learning rate by the schedule, clipped gradient, penalties. Only weights are
/// regularised: neither biases nor what activations learn.
template <class T>
class Updater {
 public:
  /// `plan` must outlive the updater; `training_rows` are those of an epoch.
  Updater(const TrainingPlan& plan, const Network<T>& network, Layout layout, std::size_t training_rows);

  /// One step along the network's gradient, which is summed over so many samples.
  void step(Network<T>& network, std::uint32_t epoch, std::size_t samples);

 private:
  void apply(Network<T>& network, UpdateStep<T> step);

  const TrainingPlan& plan_;
  const Kernels<T>& kernels_;
  std::size_t threads_;
  UpdateKernel<T> kernel_;
  GradientClipping<T> clipping_;
  arithmetic::AlignedVector<T> gradient_scale_;  // of the networks in a vector, or of the one in all its lanes
  ClippedL1<T> clipped_l1_;
  StepSettings settings_;
  arithmetic::AlignedVector<T> state_;
  std::uint64_t updates_ = 0;
  std::uint64_t updates_per_epoch_;
};

extern template class Updater<float>;
extern template class Updater<double>;

}  // namespace actlab
