#include "figure/comparison_figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "plan/config.hpp"
#include "record/csv_writer.hpp"

namespace actlab {
namespace {

// For the figures: gnuplot reads nothing else.
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

// Ranks in their order, and the bars that join what is not told apart.
void write_ranks(const std::filesystem::path& directory, const Comparison& comparison) {
  const RankStatistics& ranks = *comparison.statistics.ranks;
  CsvWriter out(directory / "ranks.csv");
  constexpr std::array<std::string_view, 3> columns{"group", "average_rank", "critical_difference"};
  out.header(columns);
  for (const std::size_t group : ranks.order) {
    out.text(gnuplot_field(comparison.groups[group]));
    out.number(ranks.friedman.average_ranks[group]);
    out.number(ranks.critical_difference);
    out.end_row();
  }
  out.commit();
  CsvWriter bars(directory / "rank-bars.csv");
  constexpr std::array<std::string_view, 2> ends{"from", "to"};
  bars.header(ends);
  for (const auto& [first, last] : ranks.indistinct) {
    bars.number(ranks.friedman.average_ranks[ranks.order[first]]);
    bars.number(ranks.friedman.average_ranks[ranks.order[last]]);
    bars.end_row();
  }
  bars.commit();
}

void write_curves(const std::filesystem::path& path, const ComparisonRequest& request) {
  std::string column;
  const std::vector<GroupCurvePoint> points = group_curves(request, column);
  CsvWriter out(path);
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

bool has_metrics(const ComparisonRequest& request) {
  return std::ranges::all_of(request.directories, [](const std::filesystem::path& directory) {
    return read_config(directory / "run.toml").recording.metrics;
  });
}

}  // namespace

ComparisonFigures draw_comparison(const Comparison& comparison, const ComparisonRequest& request,
                                  const std::filesystem::path& data, const Plotter& plotter) {
  ComparisonFigures figures;
  write_groups(data / "groups.csv", comparison);
  write_runs(data / "group-runs.csv", comparison);
  figures.runs = plotter.draw({"compare-runs.gp", "compare-runs", {}, {}});
  if (comparison.statistics.ranks && !std::isnan(comparison.statistics.ranks->critical_difference)) {
    write_ranks(data, comparison);
    figures.ranks = plotter.draw({"critical-difference.gp", "critical-difference", {}, {}});
  }
  if (has_metrics(request)) {
    write_curves(data / "group-curves.csv", request);
    figures.curves = plotter.draw({"compare-curves.gp", "compare-curves", {}, {}});
  }
  return figures;
}

}  // namespace actlab
