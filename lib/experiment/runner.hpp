#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "actlab/api.hpp"
#include "arithmetic/target.hpp"
#include "network/layout.hpp"
#include "plan/experiment.hpp"
#include "record/cell.hpp"
#include "record/results_directory.hpp"

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
  std::optional<Lanes> lanes;                     ///< none: what is quickest, cell by cell
  Existing existing = Existing::resume;           ///< what to do with a directory that holds results
  double memory = 0;                              ///< bytes that may be taken; 0: what the machine has left
  std::string shard;                              ///< "3/16" where the cells are a part of the experiment's
  const std::atomic<bool>* stop = nullptr;        ///< ends the run early once it is true
  std::function<void(const Progress&)> progress;  ///< called about ten times a second from one thread
};

struct RunOutcome {
  bool stopped = false;  ///< ended early: what was finished is saved
  std::size_t cells_done = 0;
  std::size_t cells_resumed = 0;                              ///< of them finished by an earlier run
  std::vector<std::pair<std::size_t, std::string>> failures;  ///< number and reason of each cell that cannot be trained
  std::vector<std::vector<RunRow>> runs;                      ///< by cell (none if it failed), unless stopped
};

/// What a results directory of the experiment, or of one shard of it, is told.
ResultsDirectory::Contents contents_of(const Experiment& experiment, const std::string& shard);

/// Model-samples that training the cells takes.
ACTLAB_API std::uint64_t samples_to_train(const std::vector<Cell>& cells, std::int64_t replicates);

/// Trains the cells that `out` does not hold yet and writes the results directory. A cell that cannot be trained is
/// noted with its reason and does not stop the others. Throws Error as ResultsDirectory does, and usage before any work
/// where the cells would take more memory than there is.
ACTLAB_API RunOutcome run_experiment(const Experiment& experiment, const std::vector<Cell>& cells,
                                     const std::filesystem::path& out, const RunOptions& options);

}  // namespace actlab
