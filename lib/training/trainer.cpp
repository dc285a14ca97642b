#include "training/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "network/initializer.hpp"
#include "network/loss.hpp"

namespace actlab {

template <class T>
Trainer<T>::Trainer(const Settings& settings, const TrainingData<T>& data, arithmetic::Target target,
                    std::uint32_t first_replicate, std::size_t count)
    : settings_(settings),
      data_(data),
      kernels_(kernels<T>(target)),
      optimizer_(parse_optimizer(settings.optimizer, "--optimizer")),
      update_kernel_(update_kernels<T>(target)[optimizer_.index]),
      schedule_(parse_schedule(settings.schedule, "--schedule")),
      network_(make_shape(settings, data.features, data.outputs), loss_index(settings.loss), kernels_, cache_block_rows,
               settings.dropout),
      first_replicate_(first_replicate),
      count_(count),
      batch_(static_cast<std::size_t>(settings.batch_size)),
      order_(lane_rows(data, Part::train, kernels_.lanes)),
      lane_replicates_(kernels_.lanes),
      ends_(kernels_.lanes, End::running),
      ended_at_(kernels_.lanes, 0),
      gradient_scale_(kernels_.lanes),
      best_loss_(kernels_.lanes, std::numeric_limits<double>::infinity()),
      best_epoch_(kernels_.lanes, 0),
      diagnostics_(settings, data, kernels_, order_) {
  for (const Part part : all_parts) parts_[static_cast<std::size_t>(part)] = lane_rows(data, part, kernels_.lanes);
  for (std::size_t lane = 0; lane < lane_replicates_.size(); ++lane) {
    lane_replicates_[lane] = first_replicate + static_cast<std::uint32_t>(lane);
  }
  if (settings.l1_mode == "clip" && settings.l1 > 0) {
    weights_before_.resize(network_.parameter_count() * kernels_.lanes);
    clipped_.resize(weights_before_.size());
  }
  optimizer_state_.resize(network_.parameter_count() * kernels_.lanes * optimizer_.info().state);
  step_.momentum = *settings.momentum;
  step_.parameters = optimizer_.parameters;
  initialize(network_, parse_initializer(settings.init, "--init"), settings.bias_init, settings.seed, first_replicate,
             count);
}

template <class T>
bool Trainer<T>::run(const Watch& watch) {
  report(0, watch);
  take_snapshot(0, watch);
  const auto epochs = static_cast<std::uint32_t>(settings_.epochs);
  for (std::uint32_t epoch = 1; epoch <= epochs && !all_ended(); ++epoch) {
    if (!train_epoch(epoch, watch)) return false;
    mark_diverged(epoch);
    if (settings_.early_stopping > 0) stop_early(epoch);
    if (watch.samples_done != nullptr) *watch.samples_done += order_.steps * count_;
    const bool recorded = watch.every > 0 && (epoch % watch.every == 0 || epoch == epochs);
    if (recorded) report(epoch, watch);
    // What has ended early stays as it is.
    const bool last = epoch == epochs || all_ended();
    for (std::uint32_t e = epoch; e <= (last ? epochs : epoch); ++e) take_snapshot(e, watch);
  }
  if (settings_.early_stopping > 0) restore_best();
  return true;
}

template <class T>
bool Trainer<T>::train_epoch(std::uint32_t epoch, const Watch& watch) {
  if (settings_.shuffle) {
    kernels_.shuffle(order_.rows.data(), order_.steps, static_cast<std::uint64_t>(settings_.seed),
                     lane_replicates_.data(), epoch);
  }
  for (std::size_t begin = 0; begin < order_.steps; begin += batch_) {
    if (watch.stop != nullptr && watch.stop->load(std::memory_order_relaxed)) return false;
    const std::size_t rows = std::min(batch_, order_.steps - begin);
    const bool partial = rows < batch_;
    if (partial && settings_.partial_batch == "drop") break;
    add_batch(epoch, begin, rows, carried_ == 0);
    carried_ += rows;
    if (partial && settings_.partial_batch == "carry") break;
    update(epoch, carried_);
    carried_ = 0;
  }
  return true;
}

// Adds the gradient of a batch, in blocks of equal length.
template <class T>
void Trainer<T>::add_batch(std::uint32_t epoch, std::size_t begin, std::size_t rows, bool fresh) {
  const std::size_t blocks = (rows + network_.block_rows() - 1) / network_.block_rows();
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::size_t from = rows * block / blocks;
    const std::size_t count = rows * (block + 1) / blocks - from;
    const typename LaneNetwork<T>::Noise noise{.seed = static_cast<std::uint64_t>(settings_.seed),
                                               .replicates = lane_replicates_.data(),
                                               .first_sample = std::uint64_t{epoch - 1} * order_.steps + begin + from};
    load_rows(network_, data_, kernels_, order_, begin + from, count);
    network_.forward_for_gradient(count, &noise);
    network_.add_gradient(count, fresh && block == 0);
  }
}

// 1 / samples, and less where the norm of a lane's mean gradient exceeds the limit (Pascanu, Mikolov, Bengio 2013).
template <class T>
void Trainer<T>::scale_gradient(std::size_t samples) {
  const std::size_t lanes = network_.lanes();
  const T inverse_samples = T{1} / static_cast<T>(samples);
  std::ranges::fill(gradient_scale_, inverse_samples);
  if (settings_.clip_norm == 0) return;
  arithmetic::AlignedVector<double> squares(lanes, 0.0);
  kernels_.add_squares(network_.gradient(), network_.parameter_count(), squares.data());
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const double norm = std::sqrt(squares[lane]) / static_cast<double>(samples);
    if (norm > settings_.clip_norm) {
      gradient_scale_[lane] = static_cast<T>(settings_.clip_norm / norm / static_cast<double>(samples));
    }
  }
}

template <class T>
std::size_t Trainer<T>::updates_per_epoch() const {
  const bool whole_batches_only = settings_.partial_batch != "keep";
  return std::max<std::size_t>(1, (order_.steps + (whole_batches_only ? 0 : batch_ - 1)) / batch_);
}

// Only weights are regularised: neither biases nor what activations learn.
template <class T>
void Trainer<T>::update(std::uint32_t epoch, std::size_t samples) {
  scale_gradient(samples);
  ++updates_;
  const TrainingProgress progress{.epoch = epoch,
                                  .epochs = static_cast<std::uint64_t>(settings_.epochs),
                                  .update = updates_,
                                  .updates_per_epoch = updates_per_epoch()};
  step_.learning_rate = *settings_.learning_rate * schedule_.factor(progress);
  UpdateStep<T> step{.gradient_scale = gradient_scale_.data(),
                     .state_stride = network_.parameter_count() * network_.lanes()};
  std::ranges::transform(optimizer_.info().coefficients(step_), step.coefficients.begin(),
                         [](double coefficient) { return static_cast<T>(coefficient); });
  const std::size_t lanes = network_.lanes();
  const auto update_range = [&](std::size_t begin, std::size_t end) {
    update_kernel_(network_.parameters() + begin * lanes, network_.gradient() + begin * lanes,
                   optimizer_state_.data() + begin * lanes, (end - begin) * lanes, step);
  };
  const bool clips = !clipped_.empty();
  if (clips) std::copy_n(network_.parameters(), weights_before_.size(), weights_before_.begin());
  const bool regularised = (settings_.l1 != 0 && !clips) || settings_.l2 != 0;
  if (!regularised && !clips) return update_range(0, network_.parameter_count());
  for (std::size_t layer = 0; layer < network_.shape().layers.size(); ++layer) {
    step.l1 = clips ? T{0} : static_cast<T>(settings_.l1);
    step.l2 = static_cast<T>(settings_.l2);
    update_range(network_.weights_begin(layer), network_.biases_begin(layer));
    step.l1 = step.l2 = 0;
    update_range(network_.biases_begin(layer), network_.layer_end(layer));
  }
  if (clips) clip_l1();
}

// After the step w1 from w: w2 = w1 - r l1 sign(w), and where w1 and w2 differ in sign the weight is 0 from then on
// (TensorFlow Playground).
template <class T>
void Trainer<T>::clip_l1() {
  const std::size_t lanes = network_.lanes();
  const T shrink = static_cast<T>(step_.learning_rate * settings_.l1);
  for (std::size_t layer = 0; layer < network_.shape().layers.size(); ++layer) {
    for (std::size_t i = network_.weights_begin(layer) * lanes; i < network_.biases_begin(layer) * lanes; ++i) {
      T& weight = network_.parameters()[i];
      const T before = weights_before_[i];
      const T shrunk = weight - (before > 0 ? shrink : before < 0 ? -shrink : T{0});
      if (weight * shrunk < 0) clipped_[i] = 1;
      weight = clipped_[i] != 0 ? T{0} : shrunk;
    }
  }
}

template <class T>
void Trainer<T>::mark_diverged(std::uint32_t epoch) {
  const std::size_t lanes = network_.lanes();
  std::vector<std::uint8_t> finite(lanes, 1);
  kernels_.check_finite(network_.parameters(), network_.parameter_count(), finite.data());
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    if (finite[lane] != 0 || ends_[lane] != End::running) continue;
    ends_[lane] = End::diverged;
    ended_at_[lane] = epoch;
    for (std::size_t i = 0; i < network_.parameter_count(); ++i) {
      network_.parameters()[i * lanes + lane] = std::numeric_limits<T>::quiet_NaN();
    }
  }
}

template <class T>
void Trainer<T>::stop_early(std::uint32_t epoch) {
  const std::size_t lanes = network_.lanes();
  const std::size_t numbers = network_.parameter_count() * lanes;
  best_parameters_.resize(numbers);
  const auto part = static_cast<std::size_t>(Part::validation);
  const Score score = evaluate(network_, data_, kernels_, parts_[part], Part::validation);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    if (ends_[lane] != End::running) continue;
    if (score.loss[lane] < best_loss_[lane]) {
      best_loss_[lane] = score.loss[lane];
      best_epoch_[lane] = epoch;
      for (std::size_t i = lane; i < numbers; i += lanes) best_parameters_[i] = network_.parameters()[i];
    } else if (epoch - best_epoch_[lane] >= static_cast<std::uint64_t>(settings_.early_stopping)) {
      ends_[lane] = End::stopped;
      ended_at_[lane] = epoch;
    }
  }
}

// A replicate whose validation loss was never a number keeps the weights it has.
template <class T>
void Trainer<T>::restore_best() {
  const std::size_t lanes = network_.lanes();
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    if (diverged(lane) || best_epoch_[lane] == 0) continue;
    for (std::size_t i = lane; i < best_parameters_.size(); i += lanes) network_.parameters()[i] = best_parameters_[i];
  }
}

template <class T>
bool Trainer<T>::all_ended() const {
  return std::all_of(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(count_),
                     [](End end) { return end != End::running; });
}

template <class T>
std::vector<Metrics> Trainer<T>::measure() {
  Score scores[3];
  for (const Part part : all_parts) {
    const auto p = static_cast<std::size_t>(part);
    scores[p] = evaluate(network_, data_, kernels_, parts_[p], part);
  }
  std::vector<Metrics> metrics(count_);
  for (std::size_t lane = 0; lane < count_; ++lane) {
    metrics[lane] = {scores[0].loss[lane],     scores[1].loss[lane],     scores[2].loss[lane],
                     scores[0].accuracy[lane], scores[1].accuracy[lane], scores[2].accuracy[lane]};
    if (!diverged(lane)) continue;
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    metrics[lane] = {nan, nan, nan, nan, nan, nan};
  }
  return metrics;
}

template <class T>
void Trainer<T>::report(std::uint32_t epoch, const Watch& watch) {
  if (watch.every == 0) return;
  const auto running = [&](std::size_t lane) { return ends_[lane] == End::running || ended_at_[lane] == epoch; };
  if (watch.metrics) {
    const std::vector<Metrics> metrics = measure();
    for (std::size_t lane = 0; lane < count_; ++lane) {
      const auto replicate = first_replicate_ + static_cast<std::uint32_t>(lane);
      if (running(lane) && !diverged(lane)) watch.metrics({replicate, epoch, metrics[lane]});
    }
  }
  if (watch.layers) {
    for (LayerRow row : diagnostics_.measure(network_, count_)) {
      if (!running(row.replicate) || diverged(row.replicate)) continue;
      row.replicate += first_replicate_;
      row.epoch = epoch;
      watch.layers(row);
    }
  }
}

template <class T>
void Trainer<T>::take_snapshot(std::uint32_t epoch, const Watch& watch) {
  if (std::ranges::binary_search(watch.snapshot_epochs, epoch)) watch.snapshot();
}

template <class T>
void Trainer<T>::add_histograms(std::vector<ActivationHistogram>& layers) {
  std::vector<std::size_t> lanes;
  for (std::size_t lane = 0; lane < count_; ++lane) {
    if (!diverged(lane)) lanes.push_back(lane);
  }
  diagnostics_.add_histograms(network_, lanes, layers);
}

template <class T>
std::vector<RunRow> Trainer<T>::runs() {
  const std::vector<Metrics> metrics = measure();
  std::vector<RunRow> rows(count_);
  for (std::size_t lane = 0; lane < count_; ++lane) {
    const bool ended = ends_[lane] != End::running;
    const auto epochs = ended ? ended_at_[lane] : static_cast<std::uint32_t>(settings_.epochs);
    const bool restored = !diverged(lane) && best_epoch_[lane] != 0;
    rows[lane] = {.replicate = first_replicate_ + static_cast<std::uint32_t>(lane),
                  .seed = settings_.seed,
                  .epochs_run = epochs,
                  .best_epoch = restored ? best_epoch_[lane] : epochs,
                  .diverged = diverged(lane),
                  .metrics = metrics[lane]};
  }
  return rows;
}

template <class T>
std::vector<LayerParameters> extract_parameters(const LaneNetwork<T>& network, std::size_t lane) {
  std::vector<LayerParameters> layers;
  const auto value = [&](std::size_t index) {
    return static_cast<double>(network.parameters()[index * network.lanes() + lane]);
  };
  for (std::size_t l = 0; l < network.shape().layers.size(); ++l) {
    const LayerShape& shape = network.shape().layers[l];
    LayerParameters layer{
        .units = shape.pre_activations, .inputs = shape.inputs, .weights = {}, .biases = {}, .learned = {}};
    for (std::size_t i = network.weights_begin(l); i < network.biases_begin(l); ++i) layer.weights.push_back(value(i));
    for (std::size_t u = 0; u < shape.pre_activations; ++u) layer.biases.push_back(value(network.biases_begin(l) + u));
    for (std::size_t i = network.learned_begin(l); i < network.layer_end(l); ++i) layer.learned.push_back(value(i));
    layers.push_back(std::move(layer));
  }
  return layers;
}

template <class T>
void insert_parameters(LaneNetwork<T>& network, std::size_t lane, const std::vector<LayerParameters>& layers) {
  T* parameter = network.parameters() + lane;
  const auto put = [&](double value) {
    *parameter = static_cast<T>(value);
    parameter += network.lanes();
  };
  for (const LayerParameters& layer : layers) {
    std::ranges::for_each(layer.weights, put);
    std::ranges::for_each(layer.biases, put);
    std::ranges::for_each(layer.learned, put);
  }
}

template class Trainer<float>;
template class Trainer<double>;
template std::vector<LayerParameters> extract_parameters(const LaneNetwork<float>&, std::size_t);
template std::vector<LayerParameters> extract_parameters(const LaneNetwork<double>&, std::size_t);
template void insert_parameters(LaneNetwork<float>&, std::size_t, const std::vector<LayerParameters>&);
template void insert_parameters(LaneNetwork<double>&, std::size_t, const std::vector<LayerParameters>&);

}  // namespace actlab
