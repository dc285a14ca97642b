#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "actlab/dataset.hpp"
#include "actlab/settings.hpp"

namespace actlab {

/// What is written besides runs.csv.
struct Recording {
  bool metrics = true;
  bool layers = true;         ///< layers.csv, layer-curves.csv and histograms.csv
  bool layer_curves = false;  ///< layer-curves.csv and histograms.csv only
  bool boundary = true;
  bool neurons = false;
  bool predictions = false;
  bool model = true;
  std::int64_t every = 10;     ///< epochs between rows of metrics.csv; epoch 0 and the last are always there
  std::int64_t snapshots = 0;  ///< boundaries over time, the first before training and the last after it; 0: none
  std::int64_t boundary_resolution = 101;  ///< points along each side of the boundary's grid
  std::string boundary_plane = "auto";  ///< auto (the plane, or pca above two columns), pca, or two column names "a,b"
};

/// Every combination of some settings' values. `values` maps a setting's name to its texts, in the order given;
/// settings that are not named have their default. Settings of one of the `pairs` vary together, not crossed: the first
/// value of each, the second of each, and so on.
struct Grid {
  std::map<std::string, std::vector<std::string>> values;
  std::vector<std::vector<std::string>> pairs;
};

/// Cells and how to run them: the grid `common`, or, where there are `grids`, the union of `common` with each of them,
/// whose values stand before the common ones.
struct Experiment {
  Grid common;
  std::vector<Grid> grids;
  std::int64_t replicates = 16;
  Recording recording;
};

/// One point of the grid, with nothing left on auto, and its data.
struct Cell {
  std::size_t number = 0;                  ///< 1-based, in grid order
  std::string id;                          ///< first 12 hex digits of the SHA-256 of the canonical configuration
  Settings settings;                       ///< resolved: every "auto" decided
  std::shared_ptr<const Dataset> dataset;  ///< of replicate 0; shared by the cells that use the same data
};

}  // namespace actlab
