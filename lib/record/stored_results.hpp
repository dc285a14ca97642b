#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/results.hpp"
#include "data/csv.hpp"
#include "record/recorded_files.hpp"

namespace actlab {

/// One row of cells.csv and the cell's runs.
struct StoredCell {
  std::string id;
  std::size_t number = 0;
  std::map<std::string, std::string> settings;  ///< by column
  std::vector<RunRow> runs;                     ///< metrics of parts without rows are NaN
  std::shared_ptr<const RecordedFiles> files;   ///< of its results directory

  /// "cells/0123456789ab/metrics.csv"
  [[nodiscard]] std::string name_of(const std::string& file) const { return "cells/" + id + "/" + file; }
  [[nodiscard]] bool has(const std::string& file) const { return files && files->has(name_of(file)); }
};

/// A finished results directory, read back.
struct StoredResults {
  bool regression = false;  ///< all cells are regressions, whose accuracies are called R^2
  std::vector<StoredCell> cells;
};

/// Reads cells.csv and runs.csv. Throws Error: no_input for what is no results directory, incomplete for one that is
/// not finished or has failed cells, bad_data for tables that were changed after they were written.
ACTLAB_API StoredResults read_results(const std::filesystem::path& directory);

/// The rows of a table of a results directory. Throws Error (bad_data) where it is not as it was written.
ACTLAB_API void read_recorded_table(const RecordedFiles& files, const std::string& name,
                                    const std::function<void(const CsvHeader& header, const CsvRow& row)>& row);

/// The bytes of a file of a cell. Throws Error: incomplete if there is none, naming what to record; bad_data if it is
/// not as it was written.
std::string recorded_text(const StoredCell& cell, const std::string& file, const std::string& recording);

/// A file of a cell as columns of numbers by name; empty fields are NaN.
class NumberTable {
 public:
  /// Throws Error as recorded_text does.
  NumberTable(const StoredCell& cell, const std::string& file, const std::string& recording);

  /// Throws Error (bad_data) if there is no such column.
  [[nodiscard]] const std::vector<double>& at(const std::string& column) const;
  [[nodiscard]] bool has(const std::string& column) const { return columns_.contains(column); }
  [[nodiscard]] const std::map<std::string, std::vector<double>>& columns() const { return columns_; }

 private:
  std::filesystem::path path_;
  std::map<std::string, std::vector<double>> columns_;
};

}  // namespace actlab
