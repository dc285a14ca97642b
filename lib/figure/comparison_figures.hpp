#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "analysis/compare.hpp"
#include "figure/gnuplot.hpp"

namespace actlab {

/// The files of a comparison's figures; empty for one that there is nothing to draw of.
struct ComparisonFigures {
  std::filesystem::path runs;
  std::filesystem::path ranks;
  std::filesystem::path curves;
};

/// Writes groups.csv, and group-runs.csv with the group's number, from 1, of every finite run, into a directory. Throws
/// Error (cannot_write).
void write_group_data(const std::filesystem::path& directory, const Comparison& comparison);

/// Writes ranks.csv, best first, and rank-bars.csv, the ends of the bars that join groups which are not told apart.
/// Writes nothing and returns false without ranks or their critical difference. Throws Error (cannot_write).
bool write_rank_data(const std::filesystem::path& directory, const Comparison& comparison);

/// Writes group-curves.csv: the quartiles of `column` by group, numbered from 1, and epoch. Throws Error
/// (cannot_write).
void write_curve_data(const std::filesystem::path& directory, const std::string& column,
                      const std::vector<GroupCurvePoint>& points);

/// Writes the comparison's numbers as CSV files into the directory `data`, from which `plotter` reads, and draws them.
/// Learning curves need every directory to have recorded metrics. Throws Error.
ACTLAB_API ComparisonFigures draw_comparison(const Comparison& comparison, const ComparisonRequest& request,
                                             const std::filesystem::path& data, const Plotter& plotter);

}  // namespace actlab
