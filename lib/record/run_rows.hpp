#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "actlab/results.hpp"
#include "data/csv.hpp"
#include "record/cell.hpp"
#include "record/columns.hpp"

namespace actlab {

/// Which of train, validation and test have rows; an absent part's metrics are empty fields.
struct Parts {
  bool present[3];
};
Parts parts_of(const Cell& cell);

/// The row of runs.csv of one replicate, without the newline.
std::string run_row_text(const Cell& cell, const RunRow& run);

/// The inverse of run_row_text. Metrics of absent parts are NaN.
RunRow read_run_row(const std::string& row);

/// Reads rows of runs.csv, whose columns it finds by their names.
class RunReader {
 public:
  /// Throws Error (bad_data) for a header that lacks a column.
  explicit RunReader(const CsvHeader& header);

  [[nodiscard]] RunRow read(const std::vector<std::string>& fields) const;

  /// Whether the metrics are called as regressions call them.
  [[nodiscard]] bool regression() const { return regression_; }

 private:
  std::size_t replicate_, seed_, epochs_run_, best_epoch_, diverged_;
  std::array<std::size_t, metric_columns.size()> metrics_{};
  bool regression_;
};

}  // namespace actlab
