#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "document/document.hpp"
#include "figure/comparison_figures.hpp"
#include "figure/experiment_figures.hpp"
#include "figure/gnuplot.hpp"
#include "report/subject.hpp"

namespace actlab {

/// The pictures of a report, drawn.
struct ReportPictures {
  std::vector<ComparisonFigures> comparison;  ///< by panel; none where the subject has no comparison
  std::vector<Picture> curves;
  std::vector<Picture> fits;  ///< of data of one input
  std::vector<Film> boundaries;
  std::vector<Picture> layers;
  std::vector<Picture> answers;  ///< confusion and mistakes
  std::vector<Picture> units;    ///< what excites them
};

/// Draws all pictures of a report into the directory `figures`, with the CSV files that they are drawn from. Throws
/// Error.
ACTLAB_API ReportPictures draw_pictures(const Subject& subject, const std::filesystem::path& figures);

/// Draws those figures of a results directory that are wanted and can be drawn. Throws Error.
std::vector<Picture> experiment_pictures(const Source& source, const Plotter& plotter,
                                         const std::function<bool(const ExperimentFigure&)>& wanted);

/// The epochs of a cell's boundary-snapshots.csv, of many some, the first and the last among them; none without the
/// file. Throws Error as read_csv does.
std::vector<std::string> snapshot_epochs(const StoredCell& cell);

/// A cell's boundary, drawn at its epochs.
struct BoundaryPictures {
  Film::Cell pictures;
  std::vector<std::string> epochs;
};

/// The films of a results directory of `cells` cells, of which these boundaries are shown: cells of the same epochs
/// share one.
std::vector<Film> films_of(const std::vector<BoundaryPictures>& boundaries, std::size_t cells);

}  // namespace actlab
