#include "figure/comparison_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "arithmetic/elementary.hpp"
#include "figure/forest.hpp"
#include "file/failure.hpp"
#include "plan/config.hpp"
#include "plan/label.hpp"
#include "record/csv_writer.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

void write_groups(const fs::path& path, const Comparison& comparison, const ComparisonPanel& panel) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 12> columns{"set", "group", "data_set", "name",   "runs", "mean",
                                                     "low", "high",  "q1",       "median", "q3",   "diverged"};
  out.header(columns);
  for (std::size_t d = 0; d < panel.data_sets.size(); ++d) {
    for (std::size_t g = 0; g < comparison.groups.size(); ++g) {
      const GroupStatistics& group = panel.data_sets[d].groups[g];
      out.integer(static_cast<std::int64_t>(d + 1));
      out.integer(static_cast<std::int64_t>(g + 1));
      out.text(gnuplot_field(panel.data_sets[d].name));
      out.text(gnuplot_field(comparison.groups[g]));
      out.integer(static_cast<std::int64_t>(group.runs - group.diverged));
      for (const double value :
           {group.mean, group.interval.low, group.interval.high, group.q1, group.median, group.q3}) {
        out.number(value);
      }
      out.integer(static_cast<std::int64_t>(group.diverged));
      out.end_row();
    }
  }
  out.commit();
}

void write_runs(const fs::path& path, const Comparison& comparison, std::size_t panel) {
  CsvWriter out(path);
  for (const std::string& name : {std::string("set"), std::string("group"), comparison.panels[panel].metric}) {
    out.text(name);
  }
  out.end_row();
  for (const ComparedRun& run : comparison.runs) {
    if (run.panel != panel || !std::isfinite(run.value)) continue;
    out.integer(static_cast<std::int64_t>(run.data_set + 1));
    out.integer(static_cast<std::int64_t>(run.group + 1));
    out.number(run.value);
    out.end_row();
  }
  out.commit();
}

void write_ranks(const fs::path& path, const Comparison& comparison, const RankStatistics& ranks) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 3> columns{"group", "average_rank", "critical_difference"};
  out.header(columns);
  for (const std::size_t group : ranks.order) {
    out.text(gnuplot_field(comparison.groups[group]));
    out.number(ranks.friedman.average_ranks[group]);
    out.number(ranks.critical_difference);
    out.end_row();
  }
  out.commit();
}

void write_rank_bars(const fs::path& path, const RankStatistics& ranks) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 2> ends{"from", "to"};
  out.header(ends);
  for (const auto& [first, last] : ranks.indistinct) {
    out.number(ranks.friedman.average_ranks[ranks.order[first]]);
    out.number(ranks.friedman.average_ranks[ranks.order[last]]);
    out.end_row();
  }
  out.commit();
}

bool has_metrics(const ComparisonRequest& request) {
  return std::ranges::all_of(request.directories, [](const fs::path& directory) {
    return recorded_experiment(RecordedFiles(directory)).recording.metrics;
  });
}

// All pairs while they are few, else those with the group that is best.
std::vector<const ComparedPair*> shown_pairs(const ComparisonPanel& panel) {
  constexpr std::size_t most_pairs = 6;
  std::vector<const ComparedPair*> pairs;
  for (const ComparedPair& pair : panel.pairs) {
    const bool with_best =
        panel.ranks && (pair.first == panel.ranks->order.front() || pair.second == panel.ranks->order.front());
    if (panel.pairs.size() <= most_pairs || with_best || !panel.ranks) pairs.push_back(&pair);
  }
  return pairs;
}

// One panel of the forest: the pair's effect over data sets, and those on each of them unless there are many pairs.
void add_pair(const Comparison& comparison, const ComparisonPanel& panel, const ComparedPair& pair, bool with_data_sets,
              std::vector<ForestRow>& rows) {
  const Effect& effect = pair.effect.effect;
  const std::string& first = comparison.groups[pair.first];
  const std::string& second = comparison.groups[pair.second];
  const std::string metric = words_of(panel.metric);
  ForestRow row;
  row.title = with_data_sets ? first + " \u2212 " + second + ": " + metric : metric;
  row.right = (comparison.higher_is_better ? first : second) + " better \u2192";
  row.left = "\u2190 " + (comparison.higher_is_better ? second : first) + " better";
  row.delta = pair.effect.delta;
  row.scale = comparison.scale;
  if (!with_data_sets) {
    row.left = comparison.higher_is_better ? "\u2190 second better" : "\u2190 first better";
    row.right = comparison.higher_is_better ? "first better \u2192" : "second better \u2192";
  }
  std::size_t n = 0;
  for (const DataSetEffect& one : effect.data_sets) n += one.n;
  if (effect.data_sets.size() > 1 || !with_data_sets) {
    row.label =
        with_data_sets ? fmt::format("over {} data sets", effect.data_sets.size()) : first + " \u2212 " + second;
    row.pooled = true;
    row.estimate = effect.estimate;
    row.interval = effect.interval;
    row.prediction = effect.prediction;
    row.outcome = pair.effect.outcome;
    row.note = fmt::format("n = {}", n);
    rows.push_back(row);
  }
  row.pooled = false;
  row.prediction.reset();
  for (std::size_t i = 0; with_data_sets && i < effect.data_sets.size(); ++i) {
    row.label = panel.data_sets[pair.data_sets[i]].name;
    row.estimate = effect.data_sets[i].estimate;
    row.interval = effect.data_sets[i].interval;
    row.outcome = pair.effect.data_set_outcomes[i];
    row.note = fmt::format("n = {}", effect.data_sets[i].n);
    rows.push_back(row);
  }
}

}  // namespace

void write_group_data(const fs::path& directory, const Comparison& comparison, std::size_t panel) {
  write_groups(directory / "groups.csv", comparison, comparison.panels[panel]);
  write_runs(directory / "group-runs.csv", comparison, panel);
}

void write_effect_data(const fs::path& directory, const Comparison& comparison, std::size_t panel) {
  constexpr std::size_t most_rows = 120;
  const ComparisonPanel& shown = comparison.panels[panel];
  const std::vector<const ComparedPair*> pairs = shown_pairs(shown);
  const bool with_data_sets = pairs.size() * (shown.data_sets.size() + 1) <= most_rows;
  std::vector<ForestRow> rows;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::size_t from = rows.size();
    add_pair(comparison, shown, *pairs[i], with_data_sets, rows);
    for (std::size_t r = from; r < rows.size(); ++r) rows[r].panel = with_data_sets ? i : 0;
  }
  write_forest(directory / "forest.csv", rows);
}

bool write_rank_data(const fs::path& directory, const Comparison& comparison, std::size_t panel) {
  const std::optional<RankStatistics>& ranks = comparison.panels[panel].ranks;
  if (!ranks || std::isnan(ranks->critical_difference)) return false;
  write_ranks(directory / "ranks.csv", comparison, *ranks);
  write_rank_bars(directory / "rank-bars.csv", *ranks);
  return true;
}

void write_curve_data(const fs::path& directory, const std::string& column, const std::vector<GroupCurvePoint>& points,
                      std::size_t panel) {
  CsvWriter out(directory / "group-curves.csv");
  for (const std::string& name : {std::string("set"), std::string("group"), std::string("epoch"), column + "_q1",
                                  column + "_median", column + "_q3"}) {
    out.text(name);
  }
  out.end_row();
  for (const GroupCurvePoint& point : points) {
    if (point.panel != panel) continue;
    out.integer(static_cast<std::int64_t>(point.data_set + 1));
    out.integer(static_cast<std::int64_t>(point.group + 1));
    const CurvePoint& at = point.point;
    for (const double value : {at.epoch, at.q1, at.median, at.q3}) out.number(value);
    out.end_row();
  }
  out.commit();
}

std::vector<ComparisonFigures> draw_comparison(const Comparison& comparison, const ComparisonRequest& request,
                                               const fs::path& data, const Plotter& plotter) {
  std::string column;
  const std::vector<GroupCurvePoint> curves =
      has_metrics(request) ? group_curves(request, column) : std::vector<GroupCurvePoint>();
  std::vector<ComparisonFigures> drawn;
  for (std::size_t p = 0; p < comparison.panels.size(); ++p) {
    const std::string ending = comparison.panels.size() == 1 ? "" : "-" + std::to_string(p + 1);
    const fs::path own = ending.empty() ? data : data / ("comparison" + ending);
    file::create_directories(own);
    const Plotter from_own = plotter.reading(own);
    ComparisonFigures figures;
    figures.condition = comparison.panels[p].condition;
    write_group_data(own, comparison, p);
    write_effect_data(own, comparison, p);
    if (!comparison.panels[p].pairs.empty()) {
      figures.effects = from_own.draw({"forest.gp", "compare-effects" + ending, {}, {}});
    }
    figures.runs = from_own.draw({"compare-runs.gp", "compare-runs" + ending, {}, {}});
    if (write_rank_data(own, comparison, p)) {
      figures.ranks = from_own.draw({"critical-difference.gp", "critical-difference" + ending, {}, {}});
    }
    if (!curves.empty()) {
      // What is an accuracy over all panels is R^2 in those of regressions.
      write_curve_data(own, column.ends_with("_accuracy") ? comparison.panels[p].metric : column, curves, p);
      figures.curves = from_own.draw({"compare-curves.gp", "compare-curves" + ending, {}, {}});
    }
    drawn.push_back(std::move(figures));
  }
  return drawn;
}

}  // namespace actlab
