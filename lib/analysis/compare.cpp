#include "analysis/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "analysis/run_metrics.hpp"
#include "plan/config.hpp"
#include "plan/grid.hpp"
#include "record/columns.hpp"
#include "record/stored_results.hpp"
#include "statistics/summary.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

using Table = std::map<std::string, std::vector<double>>;

// A cell that is a regression calls its accuracies R^2.
const std::vector<double>& column_of(const Table& table, std::string_view metric) {
  const auto column = table.find(shown_name(metric, false));
  return column == table.end() ? table.at(shown_name(metric, true)) : column->second;
}

// The settings that depend on others and were left at their defaults wherever they stand.
std::set<std::string> implied_settings(const std::vector<std::filesystem::path>& directories) {
  std::set<std::string> implied;
  for (const SettingInfo& setting : settings_table()) implied.emplace(setting.name);
  for (const std::filesystem::path& directory : directories) {
    for (const Grid& grid : grids_of(read_config(directory / "run.toml"))) {
      for (const SettingInfo& setting : settings_table()) {
        const auto given = grid.values.find(std::string(setting.name));
        const bool left =
            given == grid.values.end() || given->second == std::vector<std::string>{setting_text(Settings(), setting)};
        if (setting.follows.empty() || !left) implied.erase(std::string(setting.name));
      }
    }
  }
  return implied;
}

// All cells of the directories, each once.
struct Gathered {
  std::vector<StoredCell> cells;
  bool regression = false;
};

// Numbers that are equal to the last bit, as those of the same cell are.
bool same_run(const RunRow& a, const RunRow& b) {
  return a.replicate == b.replicate && a.diverged == b.diverged && a.seed == b.seed && a.epochs_run == b.epochs_run &&
         a.best_epoch == b.best_epoch && std::ranges::all_of(metric_columns, [&](const MetricColumn& column) {
           const double x = a.metrics.*column.value;
           const double y = b.metrics.*column.value;
           return x == y || (std::isnan(x) && std::isnan(y));
         });
}

Gathered gather(const std::vector<std::filesystem::path>& directories) {
  Gathered all;
  std::map<std::string, std::size_t> place;
  for (const std::filesystem::path& directory : directories) {
    StoredResults results = read_results(directory);
    all.regression = results.regression && (all.regression || directory == directories.front());
    for (StoredCell& cell : results.cells) {
      const auto [known, is_new] = place.try_emplace(cell.id, all.cells.size());
      if (is_new) {
        all.cells.push_back(std::move(cell));
        continue;
      }
      StoredCell& other = all.cells[known->second];
      const std::size_t shared = std::min(other.runs.size(), cell.runs.size());
      const bool agree = std::equal(cell.runs.begin(), cell.runs.begin() + static_cast<std::ptrdiff_t>(shared),
                                    other.runs.begin(), same_run);
      if (!agree) {
        throw Error(
            ErrorKind::difference, directory.string(),
            fmt::format("disagrees with {} on cell {}", other.directory.parent_path().parent_path().string(), cell.id),
            "find the wrong one with 'actlab verify'");
      }
      if (cell.runs.size() > other.runs.size()) other = std::move(cell);
    }
  }
  return all;
}

// Names of things, numbered in the order in which they come.
class Numbering {
 public:
  std::size_t operator()(const std::string& name) {
    const auto [known, is_new] = numbers_.try_emplace(name, names_.size());
    if (is_new) names_.push_back(name);
    return known->second;
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, std::size_t> numbers_;
  std::vector<std::string> names_;
};

// Where a cell stands in the comparison.
struct Place {
  std::size_t group = 0;
  std::size_t block = 0;
  std::size_t data_set = 0;
};

const std::string& text_of(const StoredCell& cell, const std::string& setting) {
  const auto text = cell.settings.find(setting);
  if (text != cell.settings.end()) return text->second;
  throw Error(ErrorKind::bad_data, cell.directory.parent_path().parent_path().string(),
              "has no column " + setting + " in cells.csv", "train it again");
}

std::vector<Place> place_cells(const ComparisonRequest& request, const std::vector<StoredCell>& cells,
                               std::vector<std::string>& groups) {
  const std::set<std::string> implied = implied_settings(request.directories);
  Numbering group;
  Numbering block;
  Numbering data_set;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> seen;  // number of the cell by group and block
  std::vector<Place> places;
  const auto is_by = [&](std::string_view name) { return std::ranges::count(request.by, name) > 0; };
  for (const StoredCell& cell : cells) {
    std::string group_key;
    std::string block_key;
    std::string data_key;
    for (const std::string& name : request.by) group_key += (group_key.empty() ? "" : ", ") + text_of(cell, name);
    for (const SettingInfo& setting : settings_table()) {
      const std::string name(setting.name);
      if (is_by(name) || implied.contains(name)) continue;
      block_key += text_of(cell, name) + '\n';
      if (setting.group == "Data") data_key += text_of(cell, name) + '\n';
    }
    const Place place{group(group_key), block(block_key), data_set(data_key)};
    const auto [same, is_new] = seen.try_emplace({place.group, place.block}, cell.number);
    if (!is_new) {
      throw Error(ErrorKind::usage, "`by`",
                  fmt::format("cells {} and {} are both {} and differ in nothing that can pair them", same->second,
                              cell.number, text::quoted(group_key)),
                  "add the setting in which they differ to `by`");
    }
    places.push_back(place);
  }
  groups = group.names();
  return places;
}

void add_observations(const ComparisonRequest& request, const RunMetric& metric, const StoredCell& cell,
                      const Place& place, std::vector<Observation>& observations) {
  const std::vector<double> values = metric_of_runs(metric, cell, request.target);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const RunRow& run = cell.runs[i];
    observations.push_back({place.group, place.block, place.data_set, run.replicate, values[i],
                            !run.diverged && run.metrics.test_accuracy >= request.target});
  }
}

std::optional<std::size_t> baseline_group(const ComparisonRequest& request, const std::vector<std::string>& groups) {
  if (request.baseline.empty()) return std::nullopt;
  const auto found = std::ranges::find(groups, request.baseline);
  if (found != groups.end()) return static_cast<std::size_t>(found - groups.begin());
  throw Error(ErrorKind::usage, "`baseline`", "there is no group " + text::quoted(request.baseline),
              text::suggestion(request.baseline, groups));
}

void check_by(const std::vector<std::string>& by) {
  for (const std::string& name : by) {
    if (find_setting(name) != nullptr) continue;
    std::vector<std::string> known;
    for (const SettingInfo& setting : settings_table()) known.emplace_back(setting.name);
    throw Error(ErrorKind::usage, "`by`", "unknown setting " + text::quoted(name), text::suggestion(name, known));
  }
}

void check_comparable(const ComparisonRequest& request, const Comparison& comparison) {
  const std::string by = text::enumeration(request.by);
  if (comparison.groups.size() < 2) {
    throw Error(ErrorKind::usage, "`by`",
                fmt::format("all cells have the same {} ({})", by, text::quoted(comparison.groups.front())),
                "compare by a setting that varies, or give several directories");
  }
  const bool known = std::ranges::any_of(comparison.observations, [](const auto& o) { return !std::isnan(o.value); });
  if (!known) {
    throw Error(ErrorKind::usage, "`metric`", comparison.metric + " has no values in these results",
                "choose another metric; `validation_fraction`, for one, makes validation metrics");
  }
  const bool paired =
      std::ranges::any_of(comparison.statistics.pairs, [](const PairStatistics& pair) { return pair.pairs > 0; });
  if (paired) return;
  throw Error(ErrorKind::usage, "`by`", "no two cells differ in " + by + " alone, so nothing can be paired",
              "add the other settings in which they differ to `by`");
}

}  // namespace

Comparison compare(const ComparisonRequest& request) {
  check_by(request.by);
  const RunMetric& metric = find_run_metric(request.metric, "`metric`");
  const Gathered all = gather(request.directories);
  Comparison out;
  out.by = text::joined(request.by, ",");
  out.metric = shown_name(metric.name, all.regression);
  out.higher_is_better = metric.higher_is_better;
  const std::vector<Place> places = place_cells(request, all.cells, out.groups);
  std::set<std::size_t> data_sets;
  for (std::size_t i = 0; i < all.cells.size(); ++i) {
    add_observations(request, metric, all.cells[i], places[i], out.observations);
    data_sets.insert(places[i].data_set);
  }
  out.data_sets = data_sets.size();
  const auto baseline = baseline_group(request, out.groups);
  out.statistics = compare_groups(out.groups.size(), out.observations, out.higher_is_better, baseline);
  check_comparable(request, out);
  return out;
}

std::vector<GroupCurvePoint> group_curves(const ComparisonRequest& request, std::string& column) {
  const Gathered all = gather(request.directories);
  std::vector<std::string> groups;
  const std::vector<Place> places = place_cells(request, all.cells, groups);
  const RunMetric& metric = find_run_metric(request.metric, "`metric`");
  const bool has_curve = metric.name.ends_with("_accuracy") || metric.name.ends_with("_loss");
  const std::string_view wanted = has_curve ? metric.name : "test_loss";
  column = shown_name(wanted, all.regression);
  std::map<std::pair<std::size_t, double>, std::vector<double>> values;  // by group and epoch
  for (std::size_t i = 0; i < all.cells.size(); ++i) {
    const auto table = read_number_table(all.cells[i], "metrics.csv", "metrics");
    const std::vector<double>& epoch = table.at("epoch");
    const std::vector<double>& value = column_of(table, wanted);
    for (std::size_t row = 0; row < epoch.size(); ++row) {
      if (std::isfinite(value[row])) values[{places[i].group, epoch[row]}].push_back(value[row]);
    }
  }
  std::vector<GroupCurvePoint> curves;
  for (auto& [place, at_epoch] : values) {
    std::ranges::sort(at_epoch);
    curves.push_back(
        {place.first, place.second, quantile(at_epoch, 0.25), quantile(at_epoch, 0.5), quantile(at_epoch, 0.75)});
  }
  return curves;
}

}  // namespace actlab
