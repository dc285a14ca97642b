#include "experiment/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "experiment/config.hpp"
#include "experiment/grid.hpp"
#include "record/columns.hpp"
#include "record/stored_results.hpp"
#include "statistics/summary.hpp"
#include "text/number.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

enum class Source { runs, epochs_to_target, layers };

struct MetricInfo {
  std::string_view name;
  Source source;
  bool higher_is_better;
};
constexpr std::array<MetricInfo, 12> metrics{{{"test_accuracy", Source::runs, true},
                                              {"validation_accuracy", Source::runs, true},
                                              {"train_accuracy", Source::runs, true},
                                              {"test_loss", Source::runs, false},
                                              {"validation_loss", Source::runs, false},
                                              {"train_loss", Source::runs, false},
                                              {"epochs_run", Source::runs, false},
                                              {"best_epoch", Source::runs, false},
                                              {"epochs_to_target", Source::epochs_to_target, false},
                                              {"dead_fraction", Source::layers, false},
                                              {"saturated_fraction", Source::layers, false},
                                              {"effective_rank", Source::layers, true}}};

// test_r2 is what regressions call test_accuracy.
const MetricInfo& find_metric(const std::string& name) {
  std::string canonical = name;
  for (const MetricColumn& column : metric_columns) {
    if (name == column.regression_name) canonical = column.name;
  }
  const auto found = std::ranges::find(metrics, canonical, &MetricInfo::name);
  if (found != metrics.end()) return *found;
  throw Error(ErrorKind::usage, "--metric", "unknown metric " + text::quoted(name),
              text::suggestion(name, comparison_metrics()));
}

// The place of a metric's column, under either of its names, and the name that it has there.
std::size_t column_place(const std::vector<std::string>& columns, std::string_view metric) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c] == metric) return c;
    for (const MetricColumn& column : metric_columns) {
      if (column.name == metric && columns[c] == column.regression_name) return c;
    }
  }
  return columns.size();
}

const std::vector<double>& column_of(const std::map<std::string, std::vector<double>>& table, std::string_view metric) {
  std::vector<std::string> names;
  for (const auto& [name, values] : table) names.push_back(name);
  return table.at(names.at(column_place(names, metric)));
}

// The settings that were left on auto wherever they stand: they hang on others.
std::set<std::string> implied_settings(const std::vector<std::filesystem::path>& directories) {
  std::set<std::string> implied;
  for (const SettingInfo& setting : settings_table()) implied.emplace(setting.name);
  for (const std::filesystem::path& directory : directories) {
    for (const Grid& grid : grids_of(read_config(directory / "run.toml"))) {
      for (const SettingInfo& setting : settings_table()) {
        const auto given = grid.values.find(std::string(setting.name));
        const bool left = given == grid.values.end() ? setting_text(Settings(), setting) == "auto"
                                                     : given->second == std::vector<std::string>{"auto"};
        if (!left) implied.erase(std::string(setting.name));
      }
    }
  }
  return implied;
}

// All cells of the directories, each once.
struct Gathered {
  std::vector<StoredCell> cells;
  std::vector<std::string> columns;
};

Gathered gather(const std::vector<std::filesystem::path>& directories) {
  Gathered all;
  std::map<std::string, std::size_t> place;
  for (const std::filesystem::path& directory : directories) {
    StoredResults results = read_results(directory);
    if (all.columns.empty()) all.columns = results.columns;
    for (StoredCell& cell : results.cells) {
      const auto [known, is_new] = place.try_emplace(cell.id, all.cells.size());
      if (is_new) {
        all.cells.push_back(std::move(cell));
        continue;
      }
      StoredCell& other = all.cells[known->second];
      const std::size_t shared = std::min(other.runs.size(), cell.runs.size());
      const bool agree =
          std::equal(cell.runs.begin(), cell.runs.begin() + static_cast<std::ptrdiff_t>(shared), other.runs.begin(),
                     [](const StoredRun& a, const StoredRun& b) {
                       return a.replicate == b.replicate && a.diverged == b.diverged &&
                              std::equal(a.numbers.begin(), a.numbers.end(), b.numbers.begin(), b.numbers.end(),
                                         [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
                     });
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
    for (const std::string& name : request.by) group_key += (group_key.empty() ? "" : ", ") + cell.settings.at(name);
    for (const SettingInfo& setting : settings_table()) {
      const std::string name(setting.name);
      if (is_by(name) || implied.contains(name)) continue;
      block_key += cell.settings.at(name) + '\n';
      if (setting.group == "Data") data_key += cell.settings.at(name) + '\n';
    }
    const Place place{group(group_key), block(block_key), data_set(data_key)};
    const auto [same, is_new] = seen.try_emplace({place.group, place.block}, cell.number);
    if (!is_new) {
      throw Error(ErrorKind::usage, "--by",
                  fmt::format("cells {} and {} are both {} and differ in nothing that can pair them", same->second,
                              cell.number, text::quoted(group_key)),
                  "add the setting in which they differ to --by");
    }
    places.push_back(place);
  }
  groups = group.names();
  return places;
}

std::uint32_t replicate_count(const StoredCell& cell) {
  std::uint32_t count = 0;
  for (const StoredRun& run : cell.runs) count = std::max(count, run.replicate + 1);
  return count;
}

// A run that never gets there counts as all its epochs.
std::vector<double> epochs_to_target(const StoredCell& cell, double target) {
  const auto table = read_number_table(cell, "metrics.csv", "metrics");
  std::vector<double> epochs(replicate_count(cell),
                             text::parse_number(cell.settings.at("epochs")).value_or(std::nan("")));
  const std::vector<double>& replicate = table.at("replicate");
  const std::vector<double>& epoch = table.at("epoch");
  const std::vector<double>& accuracy = column_of(table, "test_accuracy");
  for (std::size_t row = replicate.size(); row-- > 0;) {
    if (accuracy[row] >= target) epochs.at(static_cast<std::size_t>(replicate[row])) = epoch[row];
  }
  return epochs;
}

// The mean over the hidden layers at the last recorded epoch of each run.
std::vector<double> layer_means(const StoredCell& cell, std::string_view metric) {
  const auto table = read_number_table(cell, "layers.csv", "layers");
  const std::vector<double>& replicate = table.at("replicate");
  const std::vector<double>& epoch = table.at("epoch");
  const std::vector<double>& layer = table.at("layer");
  const std::vector<double>& values = table.at(std::string(metric));
  const double output_layer = layer.empty() ? 0 : *std::ranges::max_element(layer);
  std::vector<double> last(replicate_count(cell), -1);
  for (std::size_t row = 0; row < replicate.size(); ++row) {
    double& latest = last.at(static_cast<std::size_t>(replicate[row]));
    latest = std::max(latest, epoch[row]);
  }
  std::vector<std::vector<double>> of_run(last.size());
  for (std::size_t row = 0; row < replicate.size(); ++row) {
    const auto r = static_cast<std::size_t>(replicate[row]);
    const bool counts = epoch[row] == last[r] && layer[row] < output_layer && !std::isnan(values[row]);
    if (counts) of_run[r].push_back(values[row]);
  }
  std::vector<double> means;
  for (const std::vector<double>& run : of_run) means.push_back(mean(run));
  return means;
}

void add_observations(const ComparisonRequest& request, const MetricInfo& metric, const Gathered& all,
                      const StoredCell& cell, const Place& place, std::vector<Observation>& observations) {
  std::vector<double> by_replicate;
  if (metric.source == Source::epochs_to_target) by_replicate = epochs_to_target(cell, request.target);
  if (metric.source == Source::layers) by_replicate = layer_means(cell, metric.name);
  const std::size_t value = column_place(all.columns, metric.name);
  const std::size_t score = column_place(all.columns, "test_accuracy");
  for (const StoredRun& run : cell.runs) {
    const double number = by_replicate.empty() ? run.numbers.at(value) : by_replicate.at(run.replicate);
    observations.push_back({place.group, place.block, place.data_set, run.replicate,
                            run.diverged ? std::nan("") : number,
                            !run.diverged && run.numbers.at(score) >= request.target});
  }
}

std::optional<std::size_t> baseline_group(const ComparisonRequest& request, const std::vector<std::string>& groups) {
  if (request.baseline.empty()) return std::nullopt;
  const auto found = std::ranges::find(groups, request.baseline);
  if (found != groups.end()) return static_cast<std::size_t>(found - groups.begin());
  throw Error(ErrorKind::usage, "--baseline", "there is no group " + text::quoted(request.baseline),
              text::suggestion(request.baseline, groups));
}

void check_by(const std::vector<std::string>& by) {
  for (const std::string& name : by) {
    if (find_setting(name) != nullptr) continue;
    std::vector<std::string> known;
    for (const SettingInfo& setting : settings_table()) known.emplace_back(setting.name);
    throw Error(ErrorKind::usage, "--by", "unknown setting " + text::quoted(name), text::suggestion(name, known));
  }
}

void check_comparable(const ComparisonRequest& request, const Comparison& comparison) {
  const std::string by = text::enumeration(request.by);
  if (comparison.groups.size() < 2) {
    throw Error(ErrorKind::usage, "--by",
                fmt::format("all cells have the same {} ({})", by, text::quoted(comparison.groups.front())),
                "compare by a setting that varies, or give several directories");
  }
  const bool known = std::ranges::any_of(comparison.observations, [](const auto& o) { return !std::isnan(o.value); });
  if (!known) {
    throw Error(ErrorKind::usage, "--metric", comparison.metric + " has no values in these results",
                "choose another metric; --validation-fraction, for one, makes validation metrics");
  }
  const bool paired =
      std::ranges::any_of(comparison.statistics.pairs, [](const PairStatistics& pair) { return pair.pairs > 0; });
  if (paired) return;
  throw Error(ErrorKind::usage, "--by", "no two cells differ in " + by + " alone, so nothing can be paired",
              "add the other settings in which they differ to --by");
}

}  // namespace

std::vector<std::string> comparison_metrics() {
  std::vector<std::string> names;
  for (const MetricInfo& metric : metrics) names.emplace_back(metric.name);
  return names;
}

Comparison compare(const ComparisonRequest& request) {
  check_by(request.by);
  const MetricInfo& metric = find_metric(request.metric);
  const Gathered all = gather(request.directories);
  Comparison out;
  out.by = text::joined(request.by, ",");
  const std::size_t column = column_place(all.columns, metric.name);
  out.metric = column < all.columns.size() ? all.columns[column] : std::string(metric.name);
  out.higher_is_better = metric.higher_is_better;
  const std::vector<Place> places = place_cells(request, all.cells, out.groups);
  std::set<std::size_t> data_sets;
  for (std::size_t i = 0; i < all.cells.size(); ++i) {
    add_observations(request, metric, all, all.cells[i], places[i], out.observations);
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
  const MetricInfo& metric = find_metric(request.metric);
  const bool has_curve = metric.name.ends_with("_accuracy") || metric.name.ends_with("_loss");
  const std::string_view wanted = has_curve ? metric.name : "test_loss";
  column = all.columns.at(column_place(all.columns, wanted));
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
