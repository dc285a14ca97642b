#pragma once

#include <string>
#include <vector>

#include "analysis/compare.hpp"

namespace actlab {

/// A learning curve of a group on a data set: quartiles over its runs at an epoch.
struct GroupCurvePoint {
  std::size_t panel = 0;
  std::size_t data_set = 0;  ///< within the panel
  std::size_t group = 0;
  double epoch = 0;
  double q1 = 0;
  double median = 0;
  double q3 = 0;
};

/// The learning curves of the groups of compare(request), of the metric's column of metrics.csv (the test loss where it
/// has none). `column` is set to its name. Throws Error (incomplete) without metrics.
std::vector<GroupCurvePoint> group_curves(const ComparisonRequest& request, std::string& column);

}  // namespace actlab
