#include "claim/training.hpp"

#include <fmt/format.h>

#include "actlab/error.hpp"
#include "file/input_file.hpp"
#include "plan/config.hpp"
#include "plan/grid.hpp"

namespace actlab {

bool train_claim(const Experiment& experiment, const std::filesystem::path& out, RunOptions& options, bool widened) {
  DatasetCache cache;
  const std::vector<Cell> cells = plan(experiment, cache);
  const bool same = read_file_if_there(out / "run.toml") == config_text(experiment);
  options.existing = same ? Existing::resume : widened ? Existing::extend : Existing::start_over;
  options.shard.clear();
  const RunOutcome outcome = run_experiment(experiment, cells, out, options);
  if (!outcome.failures.empty()) {
    throw Error(
        ErrorKind::some_cells_failed, out.string(),
        fmt::format("cell {} cannot be trained: {}", outcome.failures.front().first, outcome.failures.front().second),
        "mend the claim's experiment");
  }
  return !outcome.stopped;
}

}  // namespace actlab
