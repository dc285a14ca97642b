#include "figure/experiment_figures.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "arithmetic/parallel.hpp"

namespace actlab {
namespace {

std::string file_of(const std::string& id, const char* file) { return "cells/" + id + "/" + file; }

}  // namespace

std::span<const ExperimentFigure> experiment_figures() {
  static constexpr std::array<ExperimentFigure, 10> figures{{
      {"learning-curves.gp",
       "learning-curves",
       "curves.csv",
       {"metrics.csv"},
       1,
       "Test loss and accuracy (R\u00b2) by epoch, a colour per cell: median over the networks, shaded between the "
       "quartiles."},
      {"boundary-grid.gp",
       "boundary-grid",
       "boundary.csv",
       {"points.csv", "boundary-line.csv"},
       2,
       "What the networks put out over the plane, on average, a panel per cell, with the training points."},
      {"fit.gp",
       "fit",
       "fit.csv",
       {"points.csv"},
       1,
       "What the networks say of data with one input, a panel per cell: median and quartiles over the networks, the "
       "function that made the data (black), and the training points."},
      {"gradient-flow.gp",
       "gradient-flow",
       "layer-curves.csv",
       {},
       1,
       "Root mean square of the back-propagated error by layer, before and after training, a colour per cell: a line "
       "that falls towards the first layer is a vanishing gradient."},
      {"dead-units.gp",
       "dead-units",
       "layer-curves.csv",
       {},
       1,
       "Share of hidden units that no training sample moves, over the epochs, a panel per cell, a colour per hidden "
       "layer."},
      {"saturation.gp",
       "saturation",
       "layer-curves.csv",
       {},
       1,
       "Share of activations where the slope is below 1 % of its largest, over the epochs, a panel per cell, a colour "
       "per hidden layer."},
      {"confusion.gp",
       "confusion",
       "confusion.csv",
       {},
       1,
       "Test rows of each class by the class that they were taken for, in percent of the class and as counts over all "
       "networks, a panel per cell: right ones in blue on the diagonal, wrong ones in orange."},
      {"mistakes.gp",
       "mistakes",
       "mistake-pictures.csv",
       {"mistakes.csv"},
       1,
       "The test images that one network is most certainly wrong about, a panel per cell, with its output for each "
       "class: "
       "blue is the true class, orange the one it was taken for."},
      {"units.gp",
       "units",
       "unit-pictures.csv",
       {"unit-weights.csv", "unit-samples.csv"},
       1,
       "Hidden units of the first layer of one network, a panel per cell: the weights of the pixels, blue positive and "
       "orange negative, beside the nine training images that excite the unit most."},
      {"class-means.gp",
       "class-means",
       "units.csv",
       {},
       1,
       "What each hidden unit of one network puts out for the test rows of each class, on average, a panel per cell "
       "and "
       "layer; units are sorted by the class that excites them most."},
  }};
  return figures;
}

bool can_draw(const ExperimentFigure& figure, const RecordedFiles& results, const std::vector<std::string>& ids) {
  const auto having =
      std::ranges::count_if(ids, [&](const std::string& id) { return results.has(file_of(id, figure.cell_file)); });
  return having >= figure.cells;
}

Drawing drawing_of(const ExperimentFigure& figure, std::string name, const std::vector<std::string>& ids) {
  Drawing drawing{.script = figure.script, .name = std::move(name), .arguments = {}, .format = {}, .reads = {}};
  for (const std::string& id : ids) {
    drawing.reads.push_back(file_of(id, figure.cell_file));
    for (const char* file : figure.also) {
      if (file != nullptr) drawing.reads.push_back(file_of(id, file));
    }
  }
  return drawing;
}

void check_files(const RecordedFiles& results, const std::vector<Drawing>& drawings) {
  std::set<std::string> names{"labels.csv", "cells.csv", "runs.csv", "summary.csv"};
  for (const Drawing& drawing : drawings) names.insert(drawing.reads.begin(), drawing.reads.end());
  std::vector<std::string> recorded;
  std::ranges::copy_if(names, std::back_inserter(recorded), [&](const auto& name) { return results.has(name); });
  arithmetic::in_parallel(recorded.size(), [&](std::size_t i) { std::ignore = results.checked(recorded[i]); });
}

}  // namespace actlab
