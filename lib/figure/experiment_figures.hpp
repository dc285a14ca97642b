#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "actlab/api.hpp"

namespace actlab {

/// A figure of a whole experiment.
struct ExperimentFigure {
  const char* script;       ///< gnuplot script
  const char* name;         ///< of the figure's file
  const char* cell_file;    ///< what it draws of each cell
  std::ptrdiff_t cells;     ///< so many cells at least must have it
  const char* description;  ///< what it shows, for those who cannot see it and as its caption
};

ACTLAB_API std::span<const ExperimentFigure> experiment_figures();

/// Whether enough cells, given by their ids, have what the figure draws.
ACTLAB_API bool can_draw(const ExperimentFigure& figure, const std::filesystem::path& results,
                         const std::vector<std::string>& ids);

}  // namespace actlab
