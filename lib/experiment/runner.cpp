#include "experiment/runner.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "arithmetic/parallel.hpp"
#include "experiment/cell_job.hpp"
#include "experiment/memory.hpp"
#include "plan/config.hpp"
#include "plan/contract.hpp"
#include "plan/cost.hpp"
#include "plan/grid.hpp"
#include "record/run_rows.hpp"

namespace actlab {
namespace {

namespace tbb = oneapi::tbb;

constexpr std::chrono::milliseconds progress_interval{100};

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

ResultsDirectory::Contents contents_of(const Experiment& experiment, const std::string& shard) {
  return {.run_toml = config_text(experiment),
          .recording_text = recording_text(experiment),
          .contract_version = contract_version,
          .recording = experiment.recording,
          .replicates = experiment.replicates,
          .shard = shard};
}

std::uint64_t samples_to_train(const std::vector<Cell>& cells, std::int64_t replicates) {
  std::uint64_t total = 0;
  for (const Cell& cell : cells) total += samples_of(cell, replicates);
  return total;
}

RunOutcome run_experiment(const Experiment& experiment, const std::vector<Cell>& cells,
                          const std::filesystem::path& out, const RunOptions& options) {
  require_memory_for(experiment, cells, options);
  ResultsDirectory results(out, cells, contents_of(experiment, options.shard), options.existing);
  std::vector<const Cell*> missing;
  for (const Cell& cell : cells) {
    if (!results.finished(cell.id)) missing.push_back(&cell);
  }
  RunOutcome outcome{.stopped = false,
                     .cells_done = cells.size() - missing.size(),
                     .cells_resumed = cells.size() - missing.size(),
                     .failures = {},
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
    SharedTrainingData shared;
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, options.jobs);
    tbb::task_arena arena(static_cast<int>(options.jobs));
    arena.execute([&] {
      arithmetic::in_parallel(missing.size(), [&](std::size_t i) {
        if (stopped()) return;
        const VectorUse use{options.target, options.lanes};
        if (!train_cell(experiment, *missing[i], use, shared, {options.stop, &samples}, results)) return;
        ++done;
      });
    });
  }
  outcome.cells_done = done;
  outcome.stopped = done < cells.size();
  if (outcome.stopped) {
    results.save();
    return outcome;
  }
  results.finish({.simd = std::string(arithmetic::target_name(options.target)), .threads = options.jobs});
  for (const Cell& cell : cells) {
    const CellRecord& record = results.record_of(cell.id);
    if (!record.failure.empty()) outcome.failures.emplace_back(cell.number, record.failure);
    std::vector<RunRow>& runs = outcome.runs.emplace_back();
    for (const std::string& row : record.runs) runs.push_back(read_run_row(row));
  }
  return outcome;
}

}  // namespace actlab
