#include "experiment/estimate.hpp"

#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <numeric>
#include <string>

#include "experiment/cell_job.hpp"
#include "file/scratch.hpp"
#include "plan/cost.hpp"
#include "training/layout_choice.hpp"
#include "training/plan.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_probes = 6;
constexpr double probe_seconds = 0.1;
constexpr std::uint32_t first_epochs = 2;
constexpr double most_cost_of_an_epoch = 2e8;  // of a probe; more is tried on fewer rows
constexpr std::size_t fewest_rows = 64;
constexpr std::int64_t most_replicates = 64;  // of a probe; more take as many times its time and space
constexpr std::int64_t few_replicates = 4;    // of large networks
constexpr std::size_t large_network = 1 << 16;

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

bool grows_with_rows(const fs::path& file) {
  const std::string name = file.filename().string();
  return name == "predictions.csv" || name == "points.csv";
}

double directory_bytes(const fs::path& directory, double epochs_growth, double rows_growth) {
  double bytes = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    if (!entry.is_regular_file()) continue;
    bytes += static_cast<double>(entry.file_size()) * (grows_with_epochs(entry.path()) ? epochs_growth : 1) *
             (grows_with_rows(entry.path()) ? rows_growth : 1);
  }
  return bytes;
}

// Of one thread; the threads of a run share cells, and the networks of a cell.
double seconds_of(const Experiment& experiment, const Cell& cell, const RunOptions& options, SharedTrainingData& shared,
                  ResultsDirectory& results) {
  const auto start = std::chrono::steady_clock::now();
  oneapi::tbb::task_arena(1).execute([&] {
    train_cell(experiment, cell, {options.target, options.lanes}, shared, {options.stop, nullptr}, results);
  });
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Cell with_epochs(Cell cell, std::uint32_t epochs) {
  TrainingPlan plan = *cell.plan;
  plan.epochs = epochs;
  cell.plan = std::make_shared<const TrainingPlan>(std::move(plan));
  return cell;
}

// The first rows to learn from and the first of a test set of its own, in their proportion.
Dataset with_fewer_rows(const Dataset& data, double share) {
  const auto part = [&](std::size_t rows) {
    return std::min(rows, static_cast<std::size_t>(share * static_cast<double>(rows)) + 1);
  };
  const std::size_t learned = data.rows - data.test_rows;
  std::vector<std::size_t> rows(part(learned));
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  Dataset out = data;
  out.test_rows = data.test_rows > 0 ? part(data.test_rows) : 0;
  for (std::size_t i = 0; i < out.test_rows; ++i) rows.push_back(learned + i);
  out.rows = rows.size();
  out.inputs = InputTable(data.features());
  out.targets.clear();
  out.plane.clear();
  std::vector<double> row(data.features());
  for (const std::size_t r : rows) {
    data.inputs.read_row(r, row.data());
    for (const double value : row) out.inputs.append(value);
    const auto copy = [&](const std::vector<double>& from, std::size_t columns, std::vector<double>& to) {
      const auto begin = from.begin() + static_cast<std::ptrdiff_t>(r * columns);
      to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(columns));
    };
    copy(data.targets, data.target_columns(), out.targets);
    if (!data.plane.empty()) copy(data.plane, 2, out.plane);
  }
  return out;
}

// The cell on so many of its rows that an epoch costs little, but a batch and some at least.
Cell with_fewer_rows(Cell cell, std::int64_t replicates) {
  const double cost = training_cost(cell, replicates) / std::max(1.0, static_cast<double>(cell.plan->epochs));
  const auto rows = static_cast<double>(cell.dataset->rows);
  const auto batches = static_cast<double>(std::max(fewest_rows, 2 * cell.plan->batch_size));
  const double share = std::max(most_cost_of_an_epoch / cost, batches / (rows * cell.plan->split.train_fraction));
  if (!(share < 0.5)) return cell;
  cell.dataset = std::make_shared<const Dataset>(with_fewer_rows(*cell.dataset, share));
  TrainingPlan plan = *cell.plan;
  plan.split.test_rows = cell.dataset->test_rows;
  cell.plan = std::make_shared<const TrainingPlan>(std::move(plan));
  return cell;
}

// Recorded while it trains, not read out of the trained networks.
Recording in_training(Recording recording) {
  recording.model = recording.boundary = recording.neurons = recording.predictions = false;
  recording.units = recording.confusion = recording.mistakes = false;
  recording.snapshots = 0;
  return recording;
}

// Trains the cell for more and more of its epochs until it takes long enough: from the first trial to the last the time
// grows by what epochs take. An epoch takes as many times longer as there are more rows.
double seconds_of_an_epoch(const Experiment& experiment, const Cell& cell, const RunOptions& options) {
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
  return more > 0 ? std::max(0.0, last - first) / static_cast<double>(more) : last / first_epochs;
}

// Of so many networks as show what all take.
std::int64_t probe_replicates(const Cell& cell, std::int64_t replicates) {
  return std::min(replicates, cell.plan->shape.parameters() > large_network ? few_replicates : most_replicates);
}

Probe probe(Experiment experiment, const Cell& whole, RunOptions options) {
  const std::int64_t replicates = experiment.replicates;
  options.lanes =
      choose_layout(*whole.plan, static_cast<std::size_t>(replicates), {options.target, options.lanes}).lanes;
  experiment.replicates = probe_replicates(whole, replicates);
  const Cell cell = with_fewer_rows(whole, experiment.replicates);
  const Cell short_cell = with_epochs(cell, std::min(first_epochs, cell.plan->epochs));
  const ScratchDirectory scratch;
  SharedTrainingData shared;
  const std::vector<Cell> cells{short_cell};
  ResultsDirectory results(scratch.path(), cells, contents_of(experiment, ""), Existing::resume);
  const double once = seconds_of(experiment, short_cell, options, shared, results);
  const double epochs_growth = static_cast<double>(recorded_epochs(cell, experiment.recording)) /
                               static_cast<double>(recorded_epochs(short_cell, experiment.recording));
  const double rows_growth = static_cast<double>(whole.dataset->rows) / static_cast<double>(cell.dataset->rows);
  // The journal holds the rows of runs.csv and summary.csv, which come a second time there.
  const auto rows = static_cast<double>(record_text(results.record_of(cell.id)).size());
  const double bytes = 2 * rows + directory_bytes(scratch.path() / "cells" / cell.id, epochs_growth, rows_growth);
  experiment.recording = in_training(experiment.recording);
  const double an_epoch = seconds_of_an_epoch(experiment, cell, options);
  const double seconds = std::max(0.0, once - an_epoch * short_cell.plan->epochs) +
                         an_epoch * rows_growth * static_cast<double>(cell.plan->epochs);
  const double times = static_cast<double>(replicates) / static_cast<double>(experiment.replicates);
  return {training_cost(whole, replicates), times * seconds, times * bytes};
}

}  // namespace

Estimate estimate(const Experiment& experiment, const std::vector<Cell>& cells, const RunOptions& options) {
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
  // Threads share cells, the lane groups of a cell, and where units fill the lanes a network's steps.
  constexpr std::int64_t lanes = 16;
  std::size_t tasks = 0;
  for (const Cell& cell : cells) {
    const Layout layout =
        choose_layout(*cell.plan, static_cast<std::size_t>(experiment.replicates), {options.target, options.lanes});
    tasks += layout.lanes == Lanes::units ? options.jobs
                                          : static_cast<std::size_t>((experiment.replicates + lanes - 1) / lanes);
  }
  total.seconds /= static_cast<double>(std::min<std::size_t>(options.jobs, std::max<std::size_t>(tasks, 1)));
  return total;
}

}  // namespace actlab
