#include "analysis/group_curves.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "analysis/arrangement.hpp"
#include "analysis/gathered.hpp"
#include "analysis/run_metrics.hpp"
#include "statistics/summary.hpp"

namespace actlab {

std::vector<GroupCurvePoint> group_curves(const ComparisonRequest& request, std::string& column) {
  const RunMetric& metric = find_run_metric(request.metric, "`metric`");
  const bool has_curve = metric.name.ends_with("_accuracy") || metric.name.ends_with("_loss");
  const std::string_view wanted = has_curve ? metric.name : "test_loss";
  const Arrangement arrangement = arrange(request);
  const bool regression =
      std::ranges::all_of(arrangement.cells, [](const ArrangedCell& one) { return is_regression(one.cell); });
  column = shown_name(wanted, regression);
  using Place = std::tuple<std::size_t, std::size_t, std::size_t, double>;  // panel, data set, group, epoch
  std::map<Place, std::vector<double>> values;
  for (const ArrangedCell& one : arrangement.cells) {
    const auto table = read_number_table(one.cell, "metrics.csv", "metrics");
    const std::vector<double>& epoch = table.at("epoch");
    const std::vector<double>& value = table.at(shown_name(wanted, table.contains(shown_name(wanted, true))));
    for (std::size_t row = 0; row < epoch.size(); ++row) {
      if (std::isfinite(value[row])) values[{one.panel, one.data_set, one.group, epoch[row]}].push_back(value[row]);
    }
  }
  std::vector<GroupCurvePoint> curves;
  for (auto& [place, at_epoch] : values) {
    std::ranges::sort(at_epoch);
    const auto& [panel, data_set, group, epoch] = place;
    curves.push_back(
        {panel, data_set, group, epoch, quantile(at_epoch, 0.25), quantile(at_epoch, 0.5), quantile(at_epoch, 0.75)});
  }
  return curves;
}

}  // namespace actlab
