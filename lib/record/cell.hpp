#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "actlab/dataset.hpp"
#include "actlab/settings.hpp"

namespace actlab {

struct TrainingPlan;

/// Hex digits of a cell's identity.
inline constexpr std::size_t id_digits = 12;

/// One point of the grid, with nothing left on auto, and its data.
struct Cell {
  std::size_t number = 0;                    ///< 1-based, in grid order
  std::string id;                            ///< first hex digits of the SHA-256 of the canonical configuration
  std::string label;                         ///< what tells it from the experiment's other cells, besides its data set
  Settings settings;                         ///< resolved, for texts: run.toml, CSV, the identity, labels
  double threshold = 0;                      ///< the output from which on a class is said to be there
  std::shared_ptr<const TrainingPlan> plan;  ///< the same, typed: what training computes from
  std::shared_ptr<const Dataset> dataset;    ///< of replicate 0; shared by the cells that use the same data
};

}  // namespace actlab
