#pragma once

#include <string>
#include <vector>

#include "analysis/compare.hpp"
#include "analysis/run_metrics.hpp"
#include "record/stored_results.hpp"

namespace actlab {

/// Quartiles over runs at an epoch.
struct CurvePoint {
  double epoch = 0;
  double q1 = 0;
  double median = 0;
  double q3 = 0;
};

/// The metric's column of metrics.csv, the test loss where it has none, as those files call it.
std::string curve_column(const RunMetric& metric, bool regression);

/// The learning curve of that column over all runs of the cells, epoch by epoch. Throws Error (incomplete) without
/// metrics.
std::vector<CurvePoint> curve_of(const RunMetric& metric, const std::vector<const StoredCell*>& cells);

/// A point of the learning curve of a group on a data set.
struct GroupCurvePoint {
  std::size_t panel = 0;
  std::size_t data_set = 0;  ///< within the panel
  std::size_t group = 0;
  CurvePoint point;
};

/// The learning curves of the groups of compare(request), of the metric's column of metrics.csv (the test loss where it
/// has none). `column` is set to its name. Throws Error (incomplete) without metrics.
std::vector<GroupCurvePoint> group_curves(const ComparisonRequest& request, std::string& column);

}  // namespace actlab
