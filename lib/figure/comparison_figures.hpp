#pragma once

#include <filesystem>

#include "analysis/compare.hpp"
#include "figure/gnuplot.hpp"

namespace actlab {

/// The files of a comparison's figures; empty for one that there is nothing to draw of.
struct ComparisonFigures {
  std::filesystem::path runs;
  std::filesystem::path ranks;
  std::filesystem::path curves;
};

/// Writes the comparison's numbers as CSV files into the directory `data`, from which `plotter` reads, and draws them.
/// Learning curves need every directory to have recorded metrics. Throws Error.
ComparisonFigures draw_comparison(const Comparison& comparison, const ComparisonRequest& request,
                                  const std::filesystem::path& data, const Plotter& plotter);

}  // namespace actlab
