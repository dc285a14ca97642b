#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "figure/gnuplot.hpp"
#include "record/recorded_files.hpp"

namespace actlab {

/// A figure of a whole experiment.
struct ExperimentFigure {
  const char* script;               ///< gnuplot script
  const char* name;                 ///< of the figure's file
  const char* cell_file;            ///< what it draws of each cell
  std::array<const char*, 2> also;  ///< other files that it reads of each cell that has them; null where there is none
  std::ptrdiff_t cells;             ///< so many cells at least must have it
  const char* description;          ///< what it shows, for those who cannot see it and as its caption
};

ACTLAB_API std::span<const ExperimentFigure> experiment_figures();

/// Whether enough cells, given by their ids, have what the figure draws.
ACTLAB_API bool can_draw(const ExperimentFigure& figure, const RecordedFiles& results,
                         const std::vector<std::string>& ids);

/// The figure as a drawing called `name`.
ACTLAB_API Drawing drawing_of(const ExperimentFigure& figure, std::string name, const std::vector<std::string>& ids);

/// Checks every file that the drawings read of a results directory against what was written; those that the directory
/// has not are no matter. Throws Error (bad_data).
ACTLAB_API void check_files(const RecordedFiles& results, const std::vector<Drawing>& drawings);

}  // namespace actlab
