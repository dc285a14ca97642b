#include "report/claim_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "actlab/error.hpp"
#include "analysis/run_metrics.hpp"
#include "data/csv.hpp"
#include "figure/gnuplot.hpp"
#include "plan/label.hpp"
#include "record/csv_writer.hpp"
#include "record/stored_results.hpp"
#include "statistics/group_statistics.hpp"
#include "statistics/mean_interval.hpp"
#include "statistics/summary.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

std::string short_name(const std::string& group) {
  const std::string name = formula_name(group);
  return name.empty() ? group : name;
}

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
    for (const std::string& name : first_main_rule(claim).by) values.push_back(short_name(cell.settings.at(name)));
    const std::size_t group = number_of(out.groups, text::joined(values, ", "));
    const std::size_t data_set = number_of(out.data_sets, cell.settings.at("dataset"));
    out.cells[{data_set, group}].push_back(&cell);
  }
  return out;
}

bool all_regressions(const std::vector<StoredCell>& cells) {
  return std::ranges::all_of(cells, [](const StoredCell& cell) { return cell.settings.at("task") == "regression"; });
}

// groups.csv and group-runs.csv, as comparison_figures.hpp describes them.
void write_runs(const Claim& claim, const RunMetric& metric, const std::vector<StoredCell>& cells,
                const fs::path& out) {
  const Grouped all = grouped(claim, cells);
  CsvWriter groups(out / "groups.csv");
  constexpr std::array<std::string_view, 11> columns{"set", "group", "data_set", "name",   "runs", "mean",
                                                     "low", "high",  "q1",       "median", "q3"};
  groups.header(columns);
  CsvWriter runs(out / "group-runs.csv");
  for (const std::string& name :
       {std::string("set"), std::string("group"), shown_name(metric.name, all_regressions(cells))}) {
    runs.text(name);
  }
  runs.end_row();
  for (const auto& [place, members] : all.cells) {
    std::vector<double> values;
    for (const StoredCell* cell : members) {
      for (const double value : metric_of_runs(metric, *cell, first_main_rule(claim).target)) {
        values.push_back(value);
        if (!std::isfinite(value)) continue;
        runs.integer(static_cast<std::int64_t>(place.first + 1));
        runs.integer(static_cast<std::int64_t>(place.second + 1));
        runs.number(value);
        runs.end_row();
      }
    }
    GroupStatistics group = describe_group(values, 0);
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    group.interval = mean_interval(values, 0.95);
    groups.integer(static_cast<std::int64_t>(place.first + 1));
    groups.integer(static_cast<std::int64_t>(place.second + 1));
    groups.text(gnuplot_field(all.data_sets[place.first]));
    groups.text(gnuplot_field(all.groups[place.second]));
    groups.integer(static_cast<std::int64_t>(group.runs - group.diverged));
    for (const double value : {group.mean, group.interval.low, group.interval.high, group.q1, group.median, group.q3}) {
      groups.number(value);
    }
    groups.end_row();
  }
  groups.commit();
  runs.commit();
}

// group-curves.csv, the quartiles over the runs of a group at an epoch.
void write_curves(const Claim& claim, const RunMetric& metric, const std::vector<StoredCell>& cells,
                  const fs::path& out) {
  const bool regression = all_regressions(cells);
  const bool has_curve = metric.name.ends_with("_accuracy") || metric.name.ends_with("_loss");
  const std::string_view wanted = has_curve ? metric.name : "test_loss";
  const std::string column = shown_name(wanted, regression);
  CsvWriter curves(out / "group-curves.csv");
  for (const std::string& name : {std::string("set"), std::string("group"), std::string("epoch"), column + "_q1",
                                  column + "_median", column + "_q3"}) {
    curves.text(name);
  }
  curves.end_row();
  const Grouped all = grouped(claim, cells);
  for (const auto& [place, members] : all.cells) {
    std::map<double, std::vector<double>> at_epoch;
    for (const StoredCell* cell : members) {
      const auto table = read_number_table(*cell, "metrics.csv", "metrics");
      const std::vector<double>& epochs = table.at("epoch");
      const std::vector<double>& values = table.at(shown_name(wanted, table.contains(shown_name(wanted, true))));
      for (std::size_t row = 0; row < epochs.size(); ++row) {
        if (std::isfinite(values[row])) at_epoch[epochs[row]].push_back(values[row]);
      }
    }
    for (auto& [epoch, values] : at_epoch) {
      std::ranges::sort(values);
      curves.integer(static_cast<std::int64_t>(place.first + 1));
      curves.integer(static_cast<std::int64_t>(place.second + 1));
      for (const double value : {epoch, quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75)}) {
        curves.number(value);
      }
      curves.end_row();
    }
  }
  curves.commit();
}

// A results directory of the shown cells alone, as far as figures of experiments read it: labels.csv and the cells,
// which stay where they are.
void write_cells(const std::vector<StoredCell>& cells, const fs::path& trial, const fs::path& out) {
  std::vector<SettingTexts> settings;
  for (const StoredCell& cell : cells) settings.push_back(cell.settings);
  const CellLabels label(settings);
  std::map<std::string, std::string> labels;
  for (const StoredCell& cell : cells) labels[cell.id] = label(cell.settings, false);
  CsvWriter table(out / "labels.csv");
  bool begun = false;
  read_csv_table(trial / "labels.csv", [&](const CsvHeader& header, const CsvRow& row) {
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
  std::error_code ignored;
  fs::remove(out / "cells", ignored);
  fs::create_directory_symlink("../trial/cells", out / "cells");
}

constexpr std::array<const char*, picture_names.size()> scripts{
    "compare-runs.gp", "compare-curves.gp", "boundary-grid.gp", "gradient-flow.gp", "dead-units.gp", "saturation.gp"};

}  // namespace

void write_picture_data(const Claim& claim, const fs::path& out) {
  const ClaimPicture& picture = *claim.picture;
  const StoredResults results = read_results(out / "trial");
  const std::vector<StoredCell> cells = cells_of(claim, results);
  const fs::path data = out / "picture";
  fs::create_directories(data);
  const std::string metric = picture.metric.empty() ? first_main_rule(claim).metric : picture.metric;
  if (picture.kind == PictureKind::runs || picture.kind == PictureKind::curves) {
    write_runs(claim, find_run_metric(metric, "picture.metric"), cells, data);
    if (picture.kind == PictureKind::curves) {
      write_curves(claim, find_run_metric(metric, "picture.metric"), cells, data);
    }
  } else {
    write_cells(cells, out / "trial", data);
  }
}

fs::path draw_claim_picture(const Claim& claim, const fs::path& out) {
  write_picture_data(claim, out);
  const char* script = scripts[static_cast<std::size_t>(claim.picture->kind)];
  return Plotter(out / "picture", out, "svg", false).draw({script, "picture", {}, {}});
}

}  // namespace actlab
