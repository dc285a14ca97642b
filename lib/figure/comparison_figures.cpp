#include "figure/comparison_figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "plan/config.hpp"
#include "record/csv_writer.hpp"

namespace actlab {
namespace {

void write_groups(const std::filesystem::path& path, const Comparison& comparison) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 8> columns{"group", "runs", "mean", "low", "high", "q1", "median", "q3"};
  out.header(columns);
  for (std::size_t g = 0; g < comparison.groups.size(); ++g) {
    const GroupStatistics& group = comparison.statistics.groups[g];
    out.text(gnuplot_field(comparison.groups[g]));
    out.integer(static_cast<std::int64_t>(group.runs - group.diverged));
    for (const double value : {group.mean, group.interval.low, group.interval.high, group.q1, group.median, group.q3}) {
      out.number(value);
    }
    out.end_row();
  }
  out.commit();
}

void write_runs(const std::filesystem::path& path, const Comparison& comparison) {
  CsvWriter out(path);
  out.text("group");
  out.text(comparison.metric);
  out.end_row();
  for (const Observation& run : comparison.observations) {
    if (!std::isfinite(run.value)) continue;
    out.integer(static_cast<std::int64_t>(run.group + 1));
    out.number(run.value);
    out.end_row();
  }
  out.commit();
}

void write_ranks(const std::filesystem::path& path, const Comparison& comparison, const RankStatistics& ranks) {
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

void write_rank_bars(const std::filesystem::path& path, const RankStatistics& ranks) {
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
  return std::ranges::all_of(request.directories, [](const std::filesystem::path& directory) {
    return read_config(directory / "run.toml").recording.metrics;
  });
}

}  // namespace

void write_group_data(const std::filesystem::path& directory, const Comparison& comparison) {
  write_groups(directory / "groups.csv", comparison);
  write_runs(directory / "group-runs.csv", comparison);
}

bool write_rank_data(const std::filesystem::path& directory, const Comparison& comparison) {
  if (!comparison.statistics.ranks || std::isnan(comparison.statistics.ranks->critical_difference)) return false;
  const RankStatistics& ranks = *comparison.statistics.ranks;
  write_ranks(directory / "ranks.csv", comparison, ranks);
  write_rank_bars(directory / "rank-bars.csv", ranks);
  return true;
}

void write_curve_data(const std::filesystem::path& directory, const std::string& column,
                      const std::vector<GroupCurvePoint>& points) {
  CsvWriter out(directory / "group-curves.csv");
  for (const std::string& name :
       {std::string("group"), std::string("epoch"), column + "_q1", column + "_median", column + "_q3"}) {
    out.text(name);
  }
  out.end_row();
  for (const GroupCurvePoint& point : points) {
    out.integer(static_cast<std::int64_t>(point.group + 1));
    for (const double value : {point.epoch, point.q1, point.median, point.q3}) out.number(value);
    out.end_row();
  }
  out.commit();
}

ComparisonFigures draw_comparison(const Comparison& comparison, const ComparisonRequest& request,
                                  const std::filesystem::path& data, const Plotter& plotter) {
  ComparisonFigures figures;
  write_group_data(data, comparison);
  figures.runs = plotter.draw({"compare-runs.gp", "compare-runs", {}, {}});
  if (write_rank_data(data, comparison)) {
    figures.ranks = plotter.draw({"critical-difference.gp", "critical-difference", {}, {}});
  }
  if (has_metrics(request)) {
    std::string column;
    const std::vector<GroupCurvePoint> points = group_curves(request, column);
    write_curve_data(data, column, points);
    figures.curves = plotter.draw({"compare-curves.gp", "compare-curves", {}, {}});
  }
  return figures;
}

}  // namespace actlab
