#include "training/trainer.hpp"

#include <algorithm>
#include <numeric>

#include "network/initializer.hpp"

namespace actlab {
namespace {

void take_snapshot(std::uint32_t epoch, const TrainingWatch& watch) {
  if (std::ranges::binary_search(watch.snapshot_epochs, epoch)) watch.snapshot();
}

}  // namespace

template <class T>
Trainer<T>::Trainer(const TrainingPlan& plan, const TrainingData<T>& data, Layout layout, std::uint32_t first_replicate,
                    std::size_t count)
    : plan_(plan),
      data_(data),
      kernels_(kernels<T>(layout)),
      first_replicate_(first_replicate),
      count_(count),
      network_(make_network<T>(layout, plan.shape, plan.loss, plan.dropout)),
      order_(lane_rows(data, Part::train, kernels_.lanes, 0, part_rows(data, Part::train))),
      lane_replicates_(kernels_.lanes),
      lanes_(kernels_.lanes),
      updater_(plan, *network_, layout, order_.steps),
      early_stopping_(plan.stopping, kernels_.lanes),
      epoch_loss_(kernels_.lanes),
      reporter_(plan.loss, data, layout, first_replicate, count) {
  std::iota(lane_replicates_.begin(), lane_replicates_.end(), first_replicate);
  initialize(*network_, plan.initial, plan.seed, first_replicate, count);
}

template <class T>
bool Trainer<T>::run(const TrainingWatch& watch) {
  if (watch.every > 0) reporter_.report(*network_, 0, lanes_, watch);
  take_snapshot(0, watch);
  for (std::uint32_t epoch = 1; epoch <= plan_.epochs && !lanes_.all_ended(count_); ++epoch) {
    if (!train_epoch(epoch, watch)) return false;
    end_epoch(epoch, watch);
  }
  early_stopping_.restore(*network_, lanes_);
  return true;
}

template <class T>
bool Trainer<T>::train_epoch(std::uint32_t epoch, const TrainingWatch& watch) {
  if (plan_.shuffle) {
    kernels_.shuffle(order_.rows.data(), order_.steps, static_cast<std::uint64_t>(plan_.seed), lane_replicates_.data(),
                     epoch);
  }
  std::ranges::fill(epoch_loss_, 0.0);
  epoch_rows_ = 0;
  for (std::size_t begin = 0; begin < order_.steps; begin += plan_.batch_size) {
    if (watch.stop != nullptr && watch.stop->load(std::memory_order_relaxed)) return false;
    const std::size_t rows = std::min(plan_.batch_size, order_.steps - begin);
    const bool partial = rows < plan_.batch_size;
    if (partial && plan_.partial_batch == PartialBatch::drop) break;
    add_batch(epoch, begin, rows, carried_ == 0);
    carried_ += rows;
    epoch_rows_ += rows;
    if (partial && plan_.partial_batch == PartialBatch::carry) break;
    updater_.step(*network_, epoch, carried_);
    carried_ = 0;
  }
  return true;
}

template <class T>
void Trainer<T>::end_epoch(std::uint32_t epoch, const TrainingWatch& watch) {
  end_diverged(*network_, kernels_, epoch, lanes_);
  stop_early(epoch);
  if (watch.samples_done != nullptr) *watch.samples_done += order_.steps * count_;
  const bool recorded = watch.every > 0 && (epoch % watch.every == 0 || epoch == plan_.epochs);
  if (recorded) reporter_.report(*network_, epoch, lanes_, watch);
  // What has ended early stays as it is.
  const std::uint32_t until = lanes_.all_ended(count_) ? plan_.epochs : epoch;
  for (std::uint32_t e = epoch; e <= until; ++e) take_snapshot(e, watch);
}

template <class T>
void Trainer<T>::stop_early(std::uint32_t epoch) {
  if (early_stopping_.watches(StoppingLoss::validation)) {
    early_stopping_.observe(*network_, reporter_.validation_loss(*network_), epoch, lanes_);
  } else if (early_stopping_.watches(StoppingLoss::training)) {
    std::vector<double> mean(epoch_loss_.begin(), epoch_loss_.end());
    for (double& loss : mean) loss /= static_cast<double>(epoch_rows_);
    early_stopping_.observe(*network_, mean, epoch, lanes_);
  }
}

// Adds the gradient of a batch, in blocks of equal length.
template <class T>
void Trainer<T>::add_batch(std::uint32_t epoch, std::size_t begin, std::size_t rows, bool fresh) {
  const std::size_t blocks = (rows + network_->block_rows() - 1) / network_->block_rows();
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::size_t from = rows * block / blocks;
    const std::size_t count = rows * (block + 1) / blocks - from;
    const typename Network<T>::Noise noise{.seed = static_cast<std::uint64_t>(plan_.seed),
                                           .replicates = lane_replicates_.data(),
                                           .first_sample = std::uint64_t{epoch - 1} * order_.steps + begin + from};
    load_rows(*network_, data_, kernels_, order_, begin + from, count);
    network_->forward_for_gradient(count, &noise);
    if (early_stopping_.watches(StoppingLoss::training)) network_->add_loss(count, epoch_loss_.data());
    network_->add_gradient(count, fresh && block == 0);
  }
}

template <class T>
std::vector<RunRow> Trainer<T>::runs() {
  const std::vector<Metrics> metrics = reporter_.measure(*network_, lanes_);
  std::vector<RunRow> rows(count_);
  for (std::size_t lane = 0; lane < count_; ++lane) {
    const std::uint32_t epochs = lanes_.running(lane) ? plan_.epochs : lanes_.ended_at(lane);
    const bool restored = !lanes_.diverged(lane) && early_stopping_.kept_epoch(lane) != 0;
    rows[lane] = {.replicate = first_replicate_ + static_cast<std::uint32_t>(lane),
                  .seed = plan_.seed,
                  .epochs_run = epochs,
                  .best_epoch = restored ? early_stopping_.kept_epoch(lane) : epochs,
                  .diverged = lanes_.diverged(lane),
                  .metrics = metrics[lane]};
  }
  return rows;
}

template class Trainer<float>;
template class Trainer<double>;

}  // namespace actlab
