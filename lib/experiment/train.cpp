#include "actlab/train.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <mutex>
#include <tuple>

#include "experiment/cell_runner.hpp"
#include "plan/grid.hpp"

namespace actlab {

CellResult train(const Settings& settings, std::shared_ptr<const Dataset> dataset, const TrainOptions& options) {
  Resolver resolver;
  const Cell cell = make_cell(resolver, settings, std::move(dataset));
  const arithmetic::Target target = arithmetic::choose_target(options.simd, "simd");
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
  CellResult result;
  const oneapi::tbb::global_control threads(oneapi::tbb::global_control::max_allowed_parallelism, options.jobs);
  oneapi::tbb::task_arena arena(static_cast<int>(options.jobs));
  arena.execute([&] { result = run_cell(cell, options.replicates, options.recording, target, watch); });
  if (!result.finished) return result;
  std::ranges::sort(metrics, {}, [](const MetricsRow& row) { return std::tuple(row.replicate, row.epoch); });
  std::ranges::sort(layers, {}, [](const LayerRow& row) { return std::tuple(row.replicate, row.epoch, row.layer); });
  result.metrics = std::move(metrics);
  result.layers = std::move(layers);
  return result;
}

CellResult train(const Settings& settings, const TrainOptions& options) {
  return train(settings, std::make_shared<const Dataset>(load_dataset(settings)), options);
}

}  // namespace actlab
