#pragma once

#include <cstddef>
#include <optional>

#include "actlab/results.hpp"
#include "network/network.hpp"
#include "record/cell.hpp"
#include "record/cell_spools.hpp"
#include "record/output_spool.hpp"
#include "training/training_data.hpp"

namespace actlab {

/// What excites the hidden units of a cell's networks, kept in a spool until files are made of it. Lane groups may be
/// read at the same time. It keeps nothing where the recording does not ask for it, or the networks have no hidden
/// layer.
class UnitReadout {
 public:
  /// `cell` must outlive the object. `directory` is where a temporary file may be made; null: all is kept in memory.
  UnitReadout(const Cell& cell, std::size_t replicates, const Recording& recording, const Directory* directory);

  /// Reads the trained networks of the replicates first ... first+count-1, a lane each.
  template <class T>
  void take(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, std::size_t first,
            std::size_t count);

  /// Adds what was read. The functions refer to the object.
  void add_to(CellReadings& readings) const;

 private:
  void give(const Visit<UnitReading>& visit) const;

  const Cell& cell_;
  std::size_t replicates_;
  std::size_t classes_;  // that are told apart; 0: none
  std::optional<OutputSpool> units_;
};

}  // namespace actlab
