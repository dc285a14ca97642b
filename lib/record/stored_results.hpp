#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/results.hpp"

namespace actlab {

/// One row of cells.csv and the cell's runs.
struct StoredCell {
  std::string id;
  std::size_t number = 0;
  std::map<std::string, std::string> settings;  ///< by column
  std::vector<RunRow> runs;                     ///< metrics of parts without rows are NaN
  std::filesystem::path directory;              ///< where its own files are, if it has any
};

/// A finished results directory, read back.
struct StoredResults {
  bool regression = false;  ///< all cells are regressions, whose accuracies are called R^2
  std::vector<StoredCell> cells;
};

/// Reads cells.csv and runs.csv. Throws Error: no_input for what is no results directory, incomplete for one that is
/// not finished or has failed cells, bad_data for tables that were changed after they were written.
ACTLAB_API StoredResults read_results(const std::filesystem::path& directory);

/// The path of a file of a cell. Throws Error (incomplete) if it is not there, naming what to record.
std::filesystem::path recorded_file(const StoredCell& cell, const std::string& file, const std::string& recording);

/// A file of a cell as columns of numbers by name; empty fields are NaN. Throws Error: incomplete if there is none,
/// naming what to record.
std::map<std::string, std::vector<double>> read_number_table(const StoredCell& cell, const std::string& file,
                                                             const std::string& recording);

}  // namespace actlab
