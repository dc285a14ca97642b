#pragma once

#include "experiment/cell_runner.hpp"
#include "record/results_directory.hpp"

namespace actlab {

/// Trains one cell and adds it to the results, or notes why it could not be trained. False if it was stopped: then
/// nothing is added. Throws Error (cannot_write) where the results cannot be written.
bool train_cell(const Experiment& experiment, const Cell& cell, arithmetic::Target target, const CellWatch& watch,
                ResultsDirectory& results);

}  // namespace actlab
