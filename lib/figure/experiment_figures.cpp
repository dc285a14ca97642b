#include "figure/experiment_figures.hpp"

#include <algorithm>
#include <array>

namespace actlab {

std::span<const ExperimentFigure> experiment_figures() {
  static constexpr std::array<ExperimentFigure, 5> figures{{
      {"learning-curves.gp", "learning-curves", "curves.csv", 1,
       "Test loss and accuracy (R\u00b2) by epoch, a colour per cell: median over the networks, shaded between the "
       "quartiles."},
      {"boundary-grid.gp", "boundary-grid", "boundary.csv", 2,
       "What the networks put out over the plane, on average, a panel per cell, with the training points."},
      {"gradient-flow.gp", "gradient-flow", "layer-curves.csv", 1,
       "Root mean square of the back-propagated error by layer, before and after training, a colour per cell: a line "
       "that falls towards the first layer is a vanishing gradient."},
      {"dead-units.gp", "dead-units", "layer-curves.csv", 1,
       "Share of hidden units that no training sample moves, over the epochs, a panel per cell, a colour per hidden "
       "layer."},
      {"saturation.gp", "saturation", "layer-curves.csv", 1,
       "Share of activations where the slope is below 1 % of its largest, over the epochs, a panel per cell, a colour "
       "per hidden layer."},
  }};
  return figures;
}

bool can_draw(const ExperimentFigure& figure, const std::filesystem::path& results,
              const std::vector<std::string>& ids) {
  const auto having = std::ranges::count_if(
      ids, [&](const std::string& id) { return std::filesystem::exists(results / "cells" / id / figure.cell_file); });
  return having >= figure.cells;
}

}  // namespace actlab
