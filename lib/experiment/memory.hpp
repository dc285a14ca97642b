#pragma once

#include <cstddef>
#include <vector>

#include "actlab/api.hpp"
#include "experiment/runner.hpp"
#include "plan/experiment.hpp"
#include "record/cell.hpp"

namespace actlab {

/// Bytes of memory that training the cells takes at its peak, from the settings alone: data, networks and what is kept
/// of them until it is written. Mostly a little above what is measured. The cells may stand for an experiment of
/// `total` cells.
ACTLAB_API double memory_of(const Experiment& experiment, const std::vector<Cell>& cells, const RunOptions& options,
                            std::size_t total);

/// Throws Error (usage), naming the setting to change, where that is more than options.memory.
void require_memory_for(const Experiment& experiment, const std::vector<Cell>& cells, const RunOptions& options);

}  // namespace actlab
