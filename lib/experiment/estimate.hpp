#pragma once

#include <vector>

#include "actlab/api.hpp"
#include "experiment/runner.hpp"
#include "plan/experiment.hpp"
#include "record/cell.hpp"

namespace actlab {

/// What an experiment will take.
struct Estimate {
  double seconds = 0;  ///< on options.jobs threads
  double bytes = 0;    ///< in the results directory
};

/// Measures a few cells of different cost, each for a part of its epochs and about a tenth of a second, in a temporary
/// directory, and extrapolates to all of them.
ACTLAB_API Estimate estimate(const Experiment& experiment, const std::vector<Cell>& cells, const RunOptions& options);

}  // namespace actlab
