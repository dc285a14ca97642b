#pragma once

#include <map>
#include <string>
#include <vector>

#include "actlab/results.hpp"
#include "file/directory.hpp"
#include "record/cell.hpp"
#include "record/cell_record.hpp"
#include "record/spool.hpp"
#include "statistics/bootstrap.hpp"

namespace actlab {

/// The row of summary.csv of one cell, without the newline. Diverged replicates are counted, are no successes, and are
/// left out of the other statistics. Epochs to target are the median of the first recorded epochs, empty where half of
/// the replicates never get there or metrics are not recorded.
std::string summary_row_text(const Cell& cell, const std::vector<RunRow>& runs, const Spool<MetricsRow>& metrics,
                             const Bootstrap& bootstrap);

/// Each of these writes a table of a results directory under its own name and returns its SHA-256. Rows of cells
/// without a finished record are left out, but for cells.csv and labels.csv, which have them all.
std::string write_cells_table(const Directory& directory, const std::vector<Cell>& cells);
std::string write_labels_table(const Directory& directory, const std::vector<Cell>& cells);
std::string write_runs_table(const Directory& directory, const std::vector<Cell>& cells,
                             const std::map<std::string, CellRecord>& records);
std::string write_summary_table(const Directory& directory, const std::vector<Cell>& cells,
                                const std::map<std::string, CellRecord>& records);
/// cell, number and reason of each failed cell.
void write_failed_table(const Directory& directory, const std::vector<Cell>& cells,
                        const std::map<std::string, CellRecord>& records);

}  // namespace actlab
