#include "actlab/train.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <mutex>
#include <tuple>

#include "experiment/cell_runner.hpp"
#include "plan/grid.hpp"
#include "training/layout_choice.hpp"

namespace actlab {
namespace {

template <class Part>
void append(std::vector<Part>& to, const std::vector<Part>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

void append(Boundary& to, const Boundary& block) {
  append(to.x, block.x);
  append(to.y, block.y);
  append(to.mean, block.mean);
  append(to.sd, block.sd);
  append(to.diverged, block.diverged);
  to.values.resize(block.values.size());
  for (std::size_t r = 0; r < block.values.size(); ++r) append(to.values[r], block.values[r]);
}

// All of what was read out, in memory.
void take_readings(const CellReadings& readings, CellResult& result) {
  if (readings.boundary) readings.boundary([&](const Boundary& block) { append(result.boundary, block); });
  if (readings.fit) result.fit = readings.fit();
  for (std::size_t s = 0; s < result.snapshot_epochs.size(); ++s) {
    result.snapshots.emplace_back();
    readings.snapshots(s, [&](const Boundary& block) { append(result.snapshots.back(), block); });
  }
  if (readings.neurons) readings.neurons([&](const NeuronMap& map) { result.neurons.push_back(map); });
  if (readings.predictions) {
    readings.predictions([&](const PredictionRow& row) { result.predictions.push_back(row); });
  }
  if (readings.units) readings.units([&](const UnitReading& reading) { result.units.push_back(reading); });
  if (readings.confusion) {
    readings.confusion([&](const ConfusionMatrix& matrix) { result.confusion.push_back(matrix); });
  }
  if (readings.mistakes) readings.mistakes([&](const Mistake& mistake) { result.mistakes.push_back(mistake); });
}

}  // namespace

CellResult train(const Settings& settings, std::shared_ptr<const Dataset> dataset, const TrainOptions& options) {
  Resolver resolver;
  const Cell cell = make_cell(resolver, settings, std::move(dataset));
  const Layout layout = choose_layout(*cell.plan, static_cast<std::size_t>(options.replicates),
                                      {arithmetic::choose_target(options.simd, "simd"), {}});
  std::mutex mutex;
  std::vector<MetricsRow> metrics;
  std::vector<LayerRow> layers;
  const CellWatch watch{.metrics =
                            [&](const MetricsRow& row) {
                              const std::lock_guard lock(mutex);
                              metrics.push_back(row);
                              if (options.epoch) options.epoch(row);
                            },
                        .layers =
                            [&](const LayerRow& row) {
                              const std::lock_guard lock(mutex);
                              layers.push_back(row);
                            },
                        .stop = options.stop};
  CellReadout readout(cell, static_cast<std::size_t>(options.replicates), options.recording, nullptr);
  CellResult result;
  SharedTrainingData shared;
  const oneapi::tbb::global_control threads(oneapi::tbb::global_control::max_allowed_parallelism, options.jobs);
  oneapi::tbb::task_arena arena(static_cast<int>(options.jobs));
  arena.execute(
      [&] { result = run_cell(cell, options.replicates, options.recording, layout, shared, watch, readout); });
  if (!result.finished) return result;
  std::ranges::sort(metrics, {}, [](const MetricsRow& row) { return std::tuple(row.replicate, row.epoch); });
  std::ranges::sort(layers, {}, [](const LayerRow& row) { return std::tuple(row.replicate, row.epoch, row.layer); });
  result.metrics = std::move(metrics);
  result.layers = std::move(layers);
  take_readings(readout.readings(result.model.scalings), result);
  return result;
}

CellResult train(const Settings& settings, const TrainOptions& options) {
  return train(settings, std::make_shared<const Dataset>(load_dataset(settings)), options);
}

}  // namespace actlab
