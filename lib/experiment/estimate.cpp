#include "experiment/estimate.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <numeric>
#include <string>

#include "experiment/cell_job.hpp"
#include "file/scratch.hpp"
#include "plan/cost.hpp"
#include "training/plan.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_probes = 6;
constexpr double probe_seconds = 0.1;
constexpr std::uint32_t first_epochs = 2;
constexpr std::int64_t most_replicates = 64;  // of a probe; more take as many times its time and space

// What one cell turned out to take.
struct Probe {
  double cost = 0;
  double seconds = 0;
  double bytes = 0;
};

// Whether a file has rows for the recorded epochs.
bool grows_with_epochs(const fs::path& file) {
  const std::string name = file.filename().string();
  return name == "metrics.csv" || name == "curves.csv" || name == "layers.csv" || name == "layer-curves.csv";
}

double directory_bytes(const fs::path& directory, double growth) {
  double bytes = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    if (!entry.is_regular_file()) continue;
    bytes += static_cast<double>(entry.file_size()) * (grows_with_epochs(entry.path()) ? growth : 1);
  }
  return bytes;
}

double seconds_of(const Experiment& experiment, const Cell& cell, const RunOptions& options, SharedTrainingData& shared,
                  ResultsDirectory& results) {
  const auto start = std::chrono::steady_clock::now();
  train_cell(experiment, cell, {options.target, options.lanes}, shared, {options.stop, nullptr}, results);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Cell with_epochs(Cell cell, std::uint32_t epochs) {
  TrainingPlan plan = *cell.plan;
  plan.epochs = epochs;
  cell.plan = std::make_shared<const TrainingPlan>(std::move(plan));
  return cell;
}

// Trains the cell for more and more of its epochs until it takes long enough: from the first trial to the last the time
// grows by what epochs take.
Probe probe(const Experiment& experiment, const Cell& cell, const RunOptions& options) {
  const ScratchDirectory scratch;
  SharedTrainingData shared;
  const std::vector<Cell> cells{cell};
  ResultsDirectory results(scratch.path(), cells, contents_of(experiment, ""), Existing::resume);
  Cell shorter = with_epochs(cell, std::min(first_epochs, cell.plan->epochs));
  seconds_of(experiment, shorter, options, shared, results);  // the first time is longer: nothing is in the caches
  const double first = seconds_of(experiment, shorter, options, shared, results);
  double last = first;
  while ((last < probe_seconds || last < 3 * first) && shorter.plan->epochs < cell.plan->epochs) {
    shorter = with_epochs(cell, std::min(4 * shorter.plan->epochs, cell.plan->epochs));
    last = seconds_of(experiment, shorter, options, shared, results);
  }
  const std::int64_t more = std::int64_t{shorter.plan->epochs} - first_epochs;
  const double an_epoch = more > 0 ? std::max(0.0, last - first) / static_cast<double>(more) : 0;
  const double seconds = last + an_epoch * static_cast<double>(cell.plan->epochs - shorter.plan->epochs);
  const double growth = static_cast<double>(recorded_epochs(cell, experiment.recording)) /
                        static_cast<double>(recorded_epochs(shorter, experiment.recording));
  // The journal holds the rows of runs.csv and summary.csv, which come a second time there.
  const auto rows = static_cast<double>(record_text(results.record_of(cell.id)).size());
  return {training_cost(cell, experiment.replicates), seconds,
          2 * rows + directory_bytes(scratch.path() / "cells" / cell.id, growth)};
}

}  // namespace

Estimate estimate(const Experiment& whole, const std::vector<Cell>& cells, const RunOptions& options) {
  Experiment experiment = whole;
  experiment.replicates = std::min(whole.replicates, most_replicates);
  const double times = static_cast<double>(whole.replicates) / static_cast<double>(experiment.replicates);
  std::vector<double> costs;
  for (const Cell& cell : cells) costs.push_back(training_cost(cell, experiment.replicates));
  std::vector<std::size_t> by_cost(cells.size());
  std::iota(by_cost.begin(), by_cost.end(), std::size_t{0});
  std::ranges::sort(by_cost,
                    [&](std::size_t a, std::size_t b) { return costs[a] != costs[b] ? costs[a] < costs[b] : a < b; });
  const std::size_t probes = std::min(most_probes, cells.size());
  Estimate total;
  for (std::size_t p = 0; p < probes; ++p) {
    // Each probe stands for the cells of its share, at the middle of them.
    const std::size_t begin = p * cells.size() / probes;
    const std::size_t end = (p + 1) * cells.size() / probes;
    const Probe measured = probe(experiment, cells[by_cost[(begin + end) / 2]], options);
    for (std::size_t i = begin; i < end; ++i) {
      total.seconds += measured.seconds * (measured.cost > 0 ? costs[by_cost[i]] / measured.cost : 1);
      total.bytes += measured.bytes;
    }
  }
  // Threads share cells, and the lane groups of a cell.
  constexpr std::int64_t lanes = 16;
  const auto tasks = cells.size() * static_cast<std::size_t>((whole.replicates + lanes - 1) / lanes);
  total.bytes *= times;
  total.seconds *= times;
  total.seconds /= static_cast<double>(std::min<std::size_t>(options.jobs, std::max<std::size_t>(tasks, 1)));
  return total;
}

}  // namespace actlab
