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

/// How a cell's networks classify the test rows, kept in spools until files are made of it. Lane groups may be read at
/// the same time. It keeps nothing where the recording does not ask for it, there are no test rows, or no class is
/// named: classes_in_tables() is 0.
class AnswerReadout {
 public:
  /// `cell` must outlive the object. `directory` is where temporary files may be made; null: all is kept in memory.
  AnswerReadout(const Cell& cell, std::size_t replicates, const Recording& recording, const Directory* directory);

  /// Reads the trained networks of the replicates first ... first+count-1, a lane each.
  template <class T>
  void take(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, std::size_t first,
            std::size_t count);

  /// Adds what was read. The functions refer to the object.
  void add_to(CellReadings& readings) const;

 private:
  void give_mistakes(const Visit<Mistake>& visit) const;

  std::size_t replicates_;
  std::size_t outputs_;
  std::optional<OutputSpool> confusion_;
  std::optional<OutputSpool> mistakes_;
};

}  // namespace actlab
