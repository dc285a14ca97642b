#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "record/stored_results.hpp"
#include "statistics/effect.hpp"

namespace actlab {

/// One row of the table of what runs can be compared by: a column of runs.csv, or a measure of the cell's other files.
struct RunMetric {
  std::string_view name;
  bool higher_is_better;
  std::string_view meaning;  ///< one line
  Scale scale;               ///< how groups are set against each other
  /// The smallest difference that matters where none is given: in the metric's unit, or for ratios as a share.
  double smallest;
  double lowest = -std::numeric_limits<double>::infinity();  ///< no value is below,
  double highest = std::numeric_limits<double>::infinity();  ///< none above
  /// A column of runs.csv; null for a measure of the cell's other files.
  double (*of_run)(const RunRow& run) = nullptr;
  /// The measure of each replicate.
  std::vector<double> (*measure)(const StoredCell& cell, double target) = nullptr;
};

ACTLAB_API std::span<const RunMetric> run_metrics();

/// The row of that name; test_r2 is what regressions call test_accuracy. Throws Error (usage) at `where` with the
/// nearest names.
const RunMetric& find_run_metric(const std::string& name, std::string_view where);

/// The name of the metric that says on validation rows what this one says on test rows; empty where there is none.
std::string validation_counterpart(const RunMetric& metric);

/// What tables call a metric: accuracies are R^2 where all cells are regressions.
std::string shown_name(std::string_view metric, bool regression);

/// The metric of each of the cell's runs, in their order; NaN for those that diverged, but for shares, which count them
/// as 0. `target` is the test accuracy that epochs_to_target waits for. Throws Error as the measures do.
std::vector<double> metric_of_runs(const RunMetric& metric, const StoredCell& cell, double target);

}  // namespace actlab
