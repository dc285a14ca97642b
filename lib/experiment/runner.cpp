#include "experiment/runner.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "experiment/cell_runner.hpp"
#include "experiment/config.hpp"
#include "experiment/grid.hpp"
#include "network/shape.hpp"
#include "record/results_directory.hpp"

namespace actlab {
namespace {

namespace tbb = oneapi::tbb;

constexpr std::chrono::milliseconds progress_interval{100};

std::uint64_t samples_of(const Cell& cell, std::int64_t replicates) {
  const SplitSizes sizes =
      split_sizes(cell.dataset->rows, *cell.settings.train_fraction, cell.settings.validation_fraction);
  return sizes.train * static_cast<std::uint64_t>(cell.settings.epochs) * static_cast<std::uint64_t>(replicates);
}

// Recorded epochs: epoch 0, every `every`-th, the last.
std::size_t recorded_epochs(const Cell& cell, const Recording& recording) {
  return static_cast<std::size_t>(cell.settings.epochs / recording.every) + 2;
}

std::size_t metrics_rows(const Cell& cell, const Recording& recording) {
  return recording.metrics ? recorded_epochs(cell, recording) : 0;
}

std::size_t layer_rows(const Cell& cell, const Recording& recording) {
  if (!recording.layers && !recording.layer_curves) return 0;
  return recorded_epochs(cell, recording) * (parse_architecture(cell.settings.arch, "--arch").size() + 1);
}

// Calls back at an interval from a thread of its own until it is destroyed.
class Ticker {
 public:
  explicit Ticker(std::function<void()> tick) {
    if (!tick) return;
    thread_ = std::thread([this, tick = std::move(tick)] {
      std::unique_lock lock(mutex_);
      while (!ended_.wait_for(lock, progress_interval, [this] { return end_; })) tick();
    });
  }
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;
  ~Ticker() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard lock(mutex_);
      end_ = true;
    }
    ended_.notify_all();
    thread_.join();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  bool end_ = false;
  std::thread thread_;
};

}  // namespace

std::uint64_t samples_to_train(const std::vector<Cell>& cells, std::int64_t replicates) {
  std::uint64_t total = 0;
  for (const Cell& cell : cells) total += samples_of(cell, replicates);
  return total;
}

Outcome run_experiment(const Experiment& experiment, const std::vector<Cell>& cells, const std::filesystem::path& out,
                       const RunOptions& options) {
  ResultsDirectory results(out, cells,
                           {.run_toml = config_text(experiment),
                            .contract_version = contract_version,
                            .recording = experiment.recording,
                            .replicates = experiment.replicates},
                           options.force);
  std::vector<const Cell*> missing;
  for (const Cell& cell : cells) {
    if (!results.finished(cell.id)) missing.push_back(&cell);
  }
  Outcome outcome{.stopped = false,
                  .cells_done = cells.size() - missing.size(),
                  .cells_resumed = cells.size() - missing.size(),
                  .runs = {}};

  std::atomic<std::size_t> done = outcome.cells_done;
  std::atomic<std::uint64_t> samples = 0;
  std::uint64_t samples_total = 0;
  for (const Cell* cell : missing) samples_total += samples_of(*cell, experiment.replicates);
  const auto stopped = [&] { return options.stop != nullptr && *options.stop; };
  std::function<void()> tick;
  if (options.progress) tick = [&] { options.progress({done, cells.size(), samples, samples_total}); };
  {
    const Ticker ticker(tick);
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, options.jobs);
    tbb::task_arena arena(static_cast<int>(options.jobs));
    arena.execute([&] {
      tbb::parallel_for(
          std::size_t{0}, missing.size(),
          [&](std::size_t i) {
            if (stopped()) return;
            const Cell& cell = *missing[i];
            const auto replicates = static_cast<std::size_t>(experiment.replicates);
            CellSpools spools{{replicates, metrics_rows(cell, experiment.recording), out},
                              {replicates, layer_rows(cell, experiment.recording), out}};
            CellResult result;
            const CellWatch watch{options.stop, &samples};
            // A thread that waits for a cell's lane groups must not begin another cell: it would hold two in memory.
            bool finished = false;
            tbb::this_task_arena::isolate([&] {
              finished =
                  run_cell(cell, experiment.replicates, experiment.recording, options.target, watch, spools, result);
            });
            if (!finished) return;
            results.write_cell(cell, result, spools);
            ++done;
          },
          tbb::simple_partitioner());
    });
  }
  outcome.cells_done = done;
  outcome.stopped = done < cells.size();
  if (outcome.stopped) {
    results.save();
    return outcome;
  }
  results.finish({.simd = std::string(arithmetic::target_name(options.target)), .threads = options.jobs});
  for (const Cell& cell : cells) outcome.runs.push_back(results.runs_of(cell.id));
  return outcome;
}

}  // namespace actlab
