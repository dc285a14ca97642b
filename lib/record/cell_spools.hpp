#pragma once

#include <cstddef>
#include <functional>

#include "actlab/results.hpp"
#include "record/spool.hpp"

namespace actlab {

template <class Part>
using Visit = std::function<void(const Part&)>;

/// What is read out of a cell's networks, given part after part so that it is never in memory as a whole. What was not
/// asked for is an empty function.
struct CellReadings {
  std::function<void(const Visit<Boundary>&)> boundary;  ///< blocks of points, in their order
  std::function<Fit()> fit;
  std::function<void(std::size_t snapshot, const Visit<Boundary>&)> snapshots;  ///< likewise, of one snapshot
  std::function<void(const Visit<NeuronMap>&)> neurons;                         ///< by replicate, layer and unit
  std::function<void(const Visit<PredictionRow>&)> predictions;                 ///< by replicate and row of the split
  std::function<void(const Visit<UnitReading>&)> units;                         ///< by replicate, layer and unit
  bool units_by_class = false;                                                  ///< whether those have class means
  std::function<void(const Visit<ConfusionMatrix>&)> confusion;                 ///< by replicate
  std::function<void(const Visit<Mistake>&)> mistakes;                          ///< by replicate and rank
};

/// The rows that come in while a cell is trained, and what is read out afterwards: the parts of a CellResult that are
/// not held in memory where results are written to files.
struct CellSpools {
  Spool<MetricsRow> metrics;
  Spool<LayerRow> layers;
  CellReadings readings;
};

}  // namespace actlab
