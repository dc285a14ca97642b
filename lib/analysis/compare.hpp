#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/results.hpp"
#include "statistics/group_comparison.hpp"

namespace actlab {

struct ComparisonRequest {
  std::vector<std::filesystem::path> directories;
  std::vector<std::string> by{"activation"};  ///< settings whose values are the groups
  std::string metric = "test_accuracy";       ///< see run_metrics; test_accuracy and test_r2 are one
  std::string baseline;                       ///< the group that others are compared with; empty: all with all
  double target = success_target;             ///< test accuracy (R^2) of a success
};

/// A learning curve of a group: quartiles over all its runs at an epoch.
struct GroupCurvePoint {
  std::size_t group = 0;
  double epoch = 0;
  double q1 = 0;
  double median = 0;
  double q3 = 0;
};

struct Comparison {
  std::string by;      ///< the settings whose values are the groups, with commas between
  std::string metric;  ///< as the results name it
  bool higher_is_better = true;
  std::vector<std::string> groups;        ///< names, in grid order
  std::vector<Observation> observations;  ///< every run
  GroupComparison statistics;
  std::size_t data_sets = 0;
};

/// Compares groups of the cells of finished results directories. Cells that differ in `by` alone (and in what depends
/// on it, like an initializer left on auto) are paired, replicate by replicate. Throws Error: usage for settings,
/// metrics and groups that are not there or nothing to compare; incomplete for unfinished directories and files that
/// were not recorded; difference where two directories disagree on a cell.
ACTLAB_API Comparison compare(const ComparisonRequest& request);

/// The learning curves of the groups, of the metric's column of metrics.csv (the test loss where it has none).
/// `column` is set to its name. Throws Error (incomplete) without metrics.
std::vector<GroupCurvePoint> group_curves(const ComparisonRequest& request, std::string& column);

}  // namespace actlab
