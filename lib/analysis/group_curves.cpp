#include "analysis/group_curves.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "analysis/arrangement.hpp"
#include "analysis/gathered.hpp"
#include "statistics/summary.hpp"

namespace actlab {
namespace {

std::string_view column_of(const RunMetric& metric) {
  const bool has_curve = metric.name.ends_with("_accuracy") || metric.name.ends_with("_loss");
  return has_curve ? metric.name : "test_loss";
}

}  // namespace

std::string curve_column(const RunMetric& metric, bool regression) { return shown_name(column_of(metric), regression); }

std::vector<CurvePoint> curve_of(const RunMetric& metric, const std::vector<const StoredCell*>& cells) {
  std::map<double, std::vector<double>> values;  // by epoch
  for (const StoredCell* cell : cells) {
    const NumberTable table(*cell, "metrics.csv", "metrics");
    const std::vector<double>& epoch = table.at("epoch");
    const std::vector<double>& value = table.at(curve_column(metric, table.has(curve_column(metric, true))));
    for (std::size_t row = 0; row < epoch.size(); ++row) {
      if (std::isfinite(value[row])) values[epoch[row]].push_back(value[row]);
    }
  }
  std::vector<CurvePoint> curve;
  for (auto& [epoch, at_epoch] : values) {
    std::ranges::sort(at_epoch);
    curve.push_back({epoch, quantile(at_epoch, 0.25), quantile(at_epoch, 0.5), quantile(at_epoch, 0.75)});
  }
  return curve;
}

std::vector<GroupCurvePoint> group_curves(const ComparisonRequest& request, std::string& column) {
  const RunMetric& metric = find_run_metric(request.metric, "`metric`");
  const Arrangement arrangement = arrange(request);
  column = curve_column(
      metric, std::ranges::all_of(arrangement.cells, [](const ArrangedCell& one) { return is_regression(one.cell); }));
  using Place = std::tuple<std::size_t, std::size_t, std::size_t>;  // panel, data set, group
  std::map<Place, std::vector<const StoredCell*>> cells;
  for (const ArrangedCell& one : arrangement.cells) cells[{one.panel, one.data_set, one.group}].push_back(&one.cell);
  std::vector<GroupCurvePoint> curves;
  for (const auto& [place, members] : cells) {
    const auto& [panel, data_set, group] = place;
    for (const CurvePoint& point : curve_of(metric, members)) curves.push_back({panel, data_set, group, point});
  }
  return curves;
}

}  // namespace actlab
