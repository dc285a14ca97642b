#include "training/updater.hpp"

#include <algorithm>

#include "arithmetic/parallel.hpp"

namespace actlab {
namespace {

// Parameters of a network alone whose step takes so much longer than a meeting of threads that it does not matter.
constexpr std::size_t least_shared_parameters = 100'000;

std::uint64_t updates_per_epoch(const TrainingPlan& plan, std::size_t rows) {
  const std::size_t partial = plan.partial_batch == PartialBatch::keep ? plan.batch_size - 1 : 0;
  return std::max<std::uint64_t>(1, (rows + partial) / plan.batch_size);
}

}  // namespace

template <class T>
Updater<T>::Updater(const TrainingPlan& plan, const Network<T>& network, Layout layout, std::size_t training_rows)
    : plan_(plan),
      kernels_(kernels<T>(layout)),
      threads_(layout.threads),
      kernel_(update_kernels<T>(layout.target)[plan.optimizer.index]),
      clipping_(plan.clip_norm, kernels_.lanes),
      gradient_scale_(kernels<T>(layout.target).lanes),
      clipped_l1_(plan.l1_mode == L1Mode::clip ? plan.l1 : 0, network),
      settings_{.momentum = plan.momentum, .parameters = plan.optimizer.parameters},
      state_(network.parameter_count() * kernels_.lanes * plan.optimizer.info().state),
      updates_per_epoch_(updates_per_epoch(plan, training_rows)) {}

template <class T>
void Updater<T>::step(Network<T>& network, std::uint32_t epoch, std::size_t samples) {
  const T* scale = clipping_.scale(network, kernels_, samples);
  if (kernels_.lanes == 1) {
    std::ranges::fill(gradient_scale_, scale[0]);
  } else {
    std::copy_n(scale, gradient_scale_.size(), gradient_scale_.data());
  }
  UpdateStep<T> step{.gradient_scale = gradient_scale_.data(),
                     .state_stride = network.parameter_count() * network.lanes()};
  ++updates_;
  settings_.learning_rate =
      plan_.learning_rate *
      plan_.schedule.factor(
          {.epoch = epoch, .epochs = plan_.epochs, .update = updates_, .updates_per_epoch = updates_per_epoch_});
  std::ranges::transform(plan_.optimizer.info().coefficients(settings_), step.coefficients.begin(),
                         [](double coefficient) { return static_cast<T>(coefficient); });
  clipped_l1_.before_step(network);
  apply(network, step);
  clipped_l1_.after_step(network, settings_.learning_rate);
}

template <class T>
void Updater<T>::apply(Network<T>& network, UpdateStep<T> step) {
  const std::size_t lanes = network.lanes();
  const auto update = [&](std::size_t begin, std::size_t end) {
    const std::size_t pieces = end - begin < least_shared_parameters ? 1 : threads_;
    arithmetic::in_parallel_alone(pieces, [&](std::size_t piece) {
      const std::size_t first = (begin + (end - begin) * piece / pieces) * lanes;
      const std::size_t last = (begin + (end - begin) * (piece + 1) / pieces) * lanes;
      T* const state = state_.empty() ? nullptr : state_.data() + first;
      kernel_(network.parameters() + first, network.gradient() + first, state, last - first, step);
    });
  };
  const double l1 = clipped_l1_.active() ? 0 : plan_.l1;
  if (l1 == 0 && plan_.l2 == 0) return update(0, network.parameter_count());
  for (std::size_t layer = 0; layer < network.shape().layers.size(); ++layer) {
    step.l1 = static_cast<T>(l1);
    step.l2 = static_cast<T>(plan_.l2);
    update(network.weights_begin(layer), network.biases_begin(layer));
    step.l1 = step.l2 = 0;
    update(network.biases_begin(layer), network.layer_end(layer));
  }
}

template class Updater<float>;
template class Updater<double>;

}  // namespace actlab
