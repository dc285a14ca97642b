#include "training/trainer.hpp"

#include <algorithm>
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
      update_kernel_(update_kernels<T>(target)[optimizer_index(settings.optimizer)]),
      network_(make_shape(settings, data.features, data.outputs), loss_index(settings.loss), kernels_,
               cache_block_rows),
      first_replicate_(first_replicate),
      count_(count),
      order_(lane_rows(data, Part::train, kernels_.lanes)),
      lane_replicates_(kernels_.lanes),
      diverged_at_(kernels_.lanes, 0) {
  batch_ = static_cast<std::size_t>(settings.batch_size);
  for (const Part part : all_parts) parts_[static_cast<std::size_t>(part)] = lane_rows(data, part, kernels_.lanes);
  for (std::size_t lane = 0; lane < lane_replicates_.size(); ++lane) {
    lane_replicates_[lane] = first_replicate + static_cast<std::uint32_t>(lane);
  }
  const OptimizerInfo& optimizer = optimizers()[optimizer_index(settings.optimizer)];
  optimizer_state_.resize(network_.parameter_count() * kernels_.lanes * optimizer.state);
  initialize(network_, parse_initializer(settings.init, "--init"), settings.bias_init, settings.seed, first_replicate,
             count);
}

template <class T>
bool Trainer<T>::run(const Watch& watch) {
  report(0, watch);
  const auto epochs = static_cast<std::uint32_t>(settings_.epochs);
  for (std::uint32_t epoch = 1; epoch <= epochs; ++epoch) {
    if (all_diverged()) return true;
    if (!train_epoch(epoch, watch)) return false;
    mark_diverged(epoch);
    if (watch.samples_done != nullptr) *watch.samples_done += order_.steps * count_;
    const bool recorded = watch.every > 0 && (epoch % watch.every == 0 || epoch == epochs);
    if (recorded) report(epoch, watch);
  }
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
    add_batch(begin, rows, carried_ == 0);
    carried_ += rows;
    if (partial && settings_.partial_batch == "carry") break;
    update(carried_);
    carried_ = 0;
  }
  return true;
}

// Adds the gradient of a batch, in blocks of equal length.
template <class T>
void Trainer<T>::add_batch(std::size_t begin, std::size_t rows, bool fresh) {
  const std::size_t blocks = (rows + network_.block_rows() - 1) / network_.block_rows();
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::size_t from = rows * block / blocks;
    const std::size_t count = rows * (block + 1) / blocks - from;
    load_rows(network_, data_, kernels_, order_, begin + from, count);
    network_.forward(count);
    network_.add_gradient(count, fresh && block == 0);
  }
}

// Biases are not regularised.
template <class T>
void Trainer<T>::update(std::size_t samples) {
  UpdateStep<T> step{.learning_rate = static_cast<T>(settings_.learning_rate),
                     .inverse_samples = T{1} / static_cast<T>(samples),
                     .state_stride = network_.parameter_count() * network_.lanes()};
  const std::size_t lanes = network_.lanes();
  const std::size_t layers = network_.shape().layers.size();
  const auto update_range = [&](std::size_t begin, std::size_t end) {
    update_kernel_(network_.parameters() + begin * lanes, network_.gradient() + begin * lanes,
                   optimizer_state_.data() + begin * lanes, (end - begin) * lanes, step);
  };
  const bool regularised = settings_.l1 != 0 || settings_.l2 != 0;
  if (!regularised) return update_range(0, network_.parameter_count());
  for (std::size_t layer = 0; layer < layers; ++layer) {
    const std::size_t end = layer + 1 < layers ? network_.weights_begin(layer + 1) : network_.parameter_count();
    step.l1 = static_cast<T>(settings_.l1);
    step.l2 = static_cast<T>(settings_.l2);
    update_range(network_.weights_begin(layer), network_.biases_begin(layer));
    step.l1 = step.l2 = 0;
    update_range(network_.biases_begin(layer), end);
  }
}

template <class T>
void Trainer<T>::mark_diverged(std::uint32_t epoch) {
  const std::size_t lanes = network_.lanes();
  std::vector<std::uint8_t> finite(lanes, 1);
  kernels_.check_finite(network_.parameters(), network_.parameter_count(), finite.data());
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    if (finite[lane] != 0 || diverged(lane)) continue;
    diverged_at_[lane] = epoch;
    for (std::size_t i = 0; i < network_.parameter_count(); ++i) {
      network_.parameters()[i * lanes + lane] = std::numeric_limits<T>::quiet_NaN();
    }
  }
}

template <class T>
bool Trainer<T>::all_diverged() const {
  return std::all_of(diverged_at_.begin(), diverged_at_.begin() + static_cast<std::ptrdiff_t>(count_),
                     [](std::uint32_t epoch) { return epoch != 0; });
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
  if (watch.every == 0 || !watch.metrics) return;
  const std::vector<Metrics> metrics = measure();
  for (std::size_t lane = 0; lane < count_; ++lane) {
    if (!diverged(lane)) watch.metrics({first_replicate_ + static_cast<std::uint32_t>(lane), epoch, metrics[lane]});
  }
}

template <class T>
std::vector<RunRow> Trainer<T>::runs() {
  const std::vector<Metrics> metrics = measure();
  std::vector<RunRow> rows(count_);
  for (std::size_t lane = 0; lane < count_; ++lane) {
    const auto epochs = diverged(lane) ? diverged_at_[lane] : static_cast<std::uint32_t>(settings_.epochs);
    rows[lane] = {.replicate = first_replicate_ + static_cast<std::uint32_t>(lane),
                  .seed = settings_.seed,
                  .epochs_run = epochs,
                  .best_epoch = epochs,
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
    LayerParameters layer{.units = shape.pre_activations, .inputs = shape.inputs, .weights = {}, .biases = {}};
    for (std::size_t i = network.weights_begin(l); i < network.biases_begin(l); ++i) layer.weights.push_back(value(i));
    for (std::size_t u = 0; u < shape.pre_activations; ++u) layer.biases.push_back(value(network.biases_begin(l) + u));
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
  }
}

template class Trainer<float>;
template class Trainer<double>;
template std::vector<LayerParameters> extract_parameters(const LaneNetwork<float>&, std::size_t);
template std::vector<LayerParameters> extract_parameters(const LaneNetwork<double>&, std::size_t);
template void insert_parameters(LaneNetwork<float>&, std::size_t, const std::vector<LayerParameters>&);
template void insert_parameters(LaneNetwork<double>&, std::size_t, const std::vector<LayerParameters>&);

}  // namespace actlab
