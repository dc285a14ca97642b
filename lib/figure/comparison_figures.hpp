#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "analysis/compare.hpp"
#include "analysis/group_curves.hpp"
#include "figure/gnuplot.hpp"

namespace actlab {

/// The files of the figures of one panel of a comparison; empty for one that there is nothing to draw of.
struct ComparisonFigures {
  std::string condition;
  std::filesystem::path effects;
  std::filesystem::path runs;
  std::filesystem::path curves;
  std::filesystem::path ranks;
};

/// Writes groups.csv, a row per data set and group, and group-runs.csv, a row per finite run, of a panel into a
/// directory. Data sets and groups are numbered from 1. Throws Error (cannot_write).
void write_group_data(const std::filesystem::path& directory, const Comparison& comparison, std::size_t panel);

/// Writes forest.csv: for each pair the pooled effect and those on its data sets, as scripts/forest.gp reads them. Of
/// many pairs those with the best group. Throws Error (cannot_write).
void write_effect_data(const std::filesystem::path& directory, const Comparison& comparison, std::size_t panel);

/// Writes ranks.csv, best first, and rank-bars.csv, the ends of the bars that join groups which are not told apart.
/// Writes nothing and returns false without ranks or their critical difference. Throws Error (cannot_write).
bool write_rank_data(const std::filesystem::path& directory, const Comparison& comparison, std::size_t panel);

/// Writes group-curves.csv: the quartiles of `column` by data set and group, numbered from 1, and epoch. Throws Error
/// (cannot_write).
void write_curve_data(const std::filesystem::path& directory, const std::string& column,
                      const std::vector<GroupCurvePoint>& points, std::size_t panel);

/// Writes the comparison's numbers as CSV files into the directory `data`, from which `plotter` reads, and draws them:
/// a panel alone there, several each into a directory of its number. Learning curves need every directory to have
/// recorded metrics. Throws Error.
ACTLAB_API std::vector<ComparisonFigures> draw_comparison(const Comparison& comparison,
                                                          const ComparisonRequest& request,
                                                          const std::filesystem::path& data, const Plotter& plotter);

}  // namespace actlab
