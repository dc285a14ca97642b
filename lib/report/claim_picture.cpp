#include "report/claim_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "actlab/error.hpp"
#include "analysis/gathered.hpp"
#include "analysis/run_metrics.hpp"
#include "data/csv.hpp"
#include "figure/comparison_figures.hpp"
#include "figure/gnuplot.hpp"
#include "file/failure.hpp"
#include "plan/label.hpp"
#include "record/csv_writer.hpp"
#include "record/stored_results.hpp"
#include "report/claim_text.hpp"
#include "statistics/random_effects.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// The cells of the trial that the picture shows.
std::vector<StoredCell> cells_of(const Claim& claim, const StoredResults& results) {
  std::vector<StoredCell> cells;
  for (const StoredCell& cell : results.cells) {
    const bool shown = std::ranges::all_of(claim.picture->where, [&](const auto& confined) {
      return std::ranges::count(confined.second, cell.settings.at(confined.first)) > 0;
    });
    if (shown) cells.push_back(cell);
  }
  if (!cells.empty()) return cells;
  throw Error(ErrorKind::usage, claim.name, "its picture shows no cell",
              "take the values of picture.where from the experiment's");
}

const ClaimRule& first_main_rule(const Claim& claim) {
  return *std::ranges::find(claim.rules, Role::main, &ClaimRule::role);
}

// Cells by data set and group, numbered in the order in which they come.
struct Grouped {
  std::vector<std::string> data_sets;
  std::vector<std::string> groups;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<const StoredCell*>> cells;
};

std::size_t number_of(std::vector<std::string>& names, const std::string& name) {
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  names.push_back(name);
  return names.size() - 1;
}

Grouped grouped(const Claim& claim, const std::vector<StoredCell>& cells) {
  Grouped out;
  for (const StoredCell& cell : cells) {
    std::vector<std::string> values;
    for (const std::string& name : first_main_rule(claim).by) values.push_back(short_group(cell.settings.at(name)));
    const std::size_t group = number_of(out.groups, text::joined(values, ", "));
    const std::size_t data_set = number_of(out.data_sets, cell.settings.at("dataset"));
    out.cells[{data_set, group}].push_back(&cell);
  }
  return out;
}

Interval interval_of_mean(const RunMetric& metric, const StoredCell& cell, std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  PairedRuns runs;
  runs.first = std::move(values);
  runs.regression = is_regression(cell);
  if (setting_of(cell, "resplit") == "on") {
    runs.variance_factor = overlapping_splits_factor(runs.first.size(), test_rows_per_training_row(cell), 1);
  }
  return metric_effect(metric, {runs}, {}).effect.data_sets.front().interval;
}

// The groups as figures of comparisons take them: their runs by data set, compared with nothing.
Comparison runs_of(const Claim& claim, const RunMetric& metric, const Grouped& all, bool regression) {
  Comparison out;
  out.groups = all.groups;
  ComparisonPanel& panel = out.panels.emplace_back();
  panel.metric = shown_name(metric.name, regression);
  for (const std::string& name : all.data_sets) {
    panel.data_sets.push_back({name, true, std::vector<GroupStatistics>(all.groups.size(), describe_group({}, 0))});
  }
  for (const auto& [place, cells] : all.cells) {
    std::vector<double> values;
    for (const StoredCell* cell : cells) {
      for (const double value : metric_of_runs(metric, *cell, first_main_rule(claim).target)) {
        values.push_back(value);
        out.runs.push_back({0, place.first, place.second, value});
      }
    }
    GroupStatistics& group = panel.data_sets[place.first].groups[place.second] = describe_group(values, 0);
    group.interval = interval_of_mean(metric, *cells.front(), std::move(values));
  }
  return out;
}

std::vector<GroupCurvePoint> curves_of(const RunMetric& metric, const Grouped& all) {
  std::vector<GroupCurvePoint> points;
  for (const auto& [place, cells] : all.cells) {
    for (const CurvePoint& point : curve_of(metric, cells)) points.push_back({0, place.first, place.second, point});
  }
  return points;
}

void link_from_trial(const char* name, const fs::path& out) {
  std::error_code ignored;
  fs::remove(out / name, ignored);
  fs::create_symlink(fs::path("../trial") / name, out / name);
}

// A results directory of the shown cells alone, as far as figures of experiments read it: labels.csv, and of the trial
// the cells and their summary, which stay where they are.
void write_cells(const std::vector<StoredCell>& cells, const fs::path& out) {
  std::vector<SettingTexts> settings;
  for (const StoredCell& cell : cells) settings.push_back(cell.settings);
  const CellLabels label(settings);
  std::map<std::string, std::string> labels;
  for (const StoredCell& cell : cells) labels[cell.id] = label(cell.settings, false);
  CsvWriter table(out / "labels.csv");
  bool begun = false;
  read_recorded_table(*cells.front().files, "labels.csv", [&](const CsvHeader& header, const CsvRow& row) {
    if (!begun) {
      for (const std::string& name : header.names()) table.text(name);
      table.end_row();
      begun = true;
    }
    const auto known = labels.find(row.fields[header.at("cell")]);
    if (known == labels.end()) return;
    for (std::size_t column = 0; column < row.fields.size(); ++column) {
      table.text(column == header.at("label") ? gnuplot_field(known->second) : row.fields[column]);
    }
    table.end_row();
  });
  table.commit();
  for (const char* name : {"cells", "summary.csv"}) link_from_trial(name, out);
}

constexpr std::array<const char*, picture_names.size()> scripts{
    "compare-runs.gp", "compare-curves.gp", "boundary-grid.gp", "gradient-flow.gp", "dead-units.gp", "saturation.gp"};

}  // namespace

void write_picture_data(const Claim& claim, const fs::path& out) {
  const ClaimPicture& picture = *claim.picture;
  const StoredResults results = read_results(out / "trial");
  const std::vector<StoredCell> cells = cells_of(claim, results);
  const fs::path data = out / "picture";
  file::create_directories(data);
  const std::string name = picture.metric.empty() ? first_main_rule(claim).metric : picture.metric;
  if (picture.kind == PictureKind::runs || picture.kind == PictureKind::curves) {
    const RunMetric& metric = find_run_metric(name, "picture.metric");
    const Grouped all = grouped(claim, cells);
    const bool regression = std::ranges::all_of(cells, is_regression);
    write_group_data(data, runs_of(claim, metric, all, regression), 0);
    if (picture.kind == PictureKind::curves) {
      write_curve_data(data, curve_column(metric, regression), curves_of(metric, all), 0);
    }
  } else {
    write_cells(cells, data);
  }
}

fs::path draw_claim_picture(const Claim& claim, const fs::path& out) {
  write_picture_data(claim, out);
  const char* script = scripts[static_cast<std::size_t>(claim.picture->kind)];
  return Plotter(out / "picture", out, "svg", false).draw({script, "picture", {}, {}});
}

}  // namespace actlab
