#include "experiment/cell_job.hpp"

#include <oneapi/tbb/task_arena.h>

#include <functional>
#include <new>
#include <stdexcept>

#include "actlab/error.hpp"
#include "experiment/cell_runner.hpp"
#include "plan/cost.hpp"
#include "training/layout_choice.hpp"
#include "training/plan.hpp"

namespace actlab {
namespace {

std::size_t metrics_rows(const Cell& cell, const Recording& recording) {
  return recording.metrics ? recorded_epochs(cell, recording) : 0;
}

std::size_t layer_rows(const Cell& cell, const Recording& recording) {
  if (!recording.layers && !recording.layer_curves) return 0;
  return recorded_epochs(cell, recording) * cell.plan->shape.layers.size();
}

// What went wrong with one cell alone; what concerns all of them is thrown on.
std::string failure_of(const std::function<void()>& training) {
  try {
    training();
    return "";
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::cannot_write || error.kind() == ErrorKind::cannot_read) throw;
    return error.what();
  } catch (const std::bad_alloc&) {
    return "out of memory; take a smaller architecture, fewer replicates or fewer `jobs`";
  } catch (const std::length_error&) {
    return "out of memory; take a smaller architecture, fewer replicates or fewer `jobs`";
  }
}

}  // namespace

bool train_cell(const Experiment& experiment, const Cell& cell, VectorUse use, SharedTrainingData& shared,
                const JobWatch& watch, ResultsDirectory& results) {
  const auto replicates = static_cast<std::size_t>(experiment.replicates);
  bool finished = false;
  const std::string failure = failure_of([&] {
    CellSpools spools{{replicates, metrics_rows(cell, experiment.recording), results.directory()},
                      {replicates, layer_rows(cell, experiment.recording), results.directory()},
                      {}};
    const CellWatch cell_watch{.metrics = [&](const MetricsRow& row) { spools.metrics.append(row); },
                               .layers = [&](const LayerRow& row) { spools.layers.append(row); },
                               .stop = watch.stop,
                               .samples_done = watch.samples_done};
    CellReadout readout(cell, replicates, experiment.recording, &results.directory());
    CellResult result;
    const Layout layout = choose_layout(*cell.plan, replicates, use);
    // A thread that waits for a cell's lane groups must not begin another cell: it would hold two in memory.
    oneapi::tbb::this_task_arena::isolate([&] {
      result = run_cell(cell, experiment.replicates, experiment.recording, layout, shared, cell_watch, readout);
    });
    finished = result.finished;
    spools.readings = readout.readings(result.model.scalings);
    if (finished) results.write_cell(cell, result, spools);
  });
  if (failure.empty()) return finished;
  results.write_failure(cell, failure);
  return true;
}

}  // namespace actlab
