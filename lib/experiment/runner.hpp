#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "actlab/experiment.hpp"
#include "arithmetic/target.hpp"

namespace actlab {

/// How far a run is. Samples are model-samples: training samples times replicates.
struct Progress {
  std::size_t cells_done = 0;
  std::size_t cells_total = 0;
  std::uint64_t samples_done = 0;
  std::uint64_t samples_total = 0;
};

struct RunOptions {
  unsigned jobs = 1;  ///< threads
  arithmetic::Target target{};
  bool force = false;                             ///< start over in an existing results directory
  const std::atomic<bool>* stop = nullptr;        ///< ends the run early once it is true
  std::function<void(const Progress&)> progress;  ///< called about ten times a second from one thread
};

struct Outcome {
  bool stopped = false;  ///< ended early: what was finished is saved
  std::size_t cells_done = 0;
  std::size_t cells_resumed = 0;               ///< of them finished by an earlier run
  std::vector<std::vector<std::string>> runs;  ///< rows of runs.csv by cell, if all are done
};

/// Model-samples that training the cells takes.
std::uint64_t samples_to_train(const std::vector<Cell>& cells, std::int64_t replicates);

/// Trains the cells that `out` does not hold yet and writes the results directory. Throws Error as ResultsDirectory
/// does.
Outcome run_experiment(const Experiment& experiment, const std::vector<Cell>& cells, const std::filesystem::path& out,
                       const RunOptions& options);

}  // namespace actlab
