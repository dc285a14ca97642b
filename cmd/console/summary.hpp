#pragma once

#include <vector>

#include "actlab/results.hpp"
#include "record/cell.hpp"

namespace actlab::cmd {

/// A row per cell: its distinguishing settings, and quartiles over its replicates. `runs` has the cell's rows of
/// runs.csv, none where it failed.
void print_summary(const std::vector<Cell>& cells, const std::vector<std::vector<RunRow>>& runs, bool color);

/// The same as a JSON object per line.
void print_summary_json(const std::vector<Cell>& cells, const std::vector<std::vector<RunRow>>& runs);

}  // namespace actlab::cmd
