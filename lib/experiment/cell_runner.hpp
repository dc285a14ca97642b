#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "actlab/results.hpp"
#include "experiment/cell_readout.hpp"
#include "network/layout.hpp"
#include "record/cell.hpp"
#include "training/shared_data.hpp"

namespace actlab {

/// What the training of a cell reports to and listens to while it runs. Rows of different replicates may come from
/// several threads at the same time; those of one come in the order of epochs.
struct CellWatch {
  std::function<void(const MetricsRow&)> metrics;
  std::function<void(const LayerRow&)> layers;
  const std::atomic<bool>* stop = nullptr;
  std::atomic<std::uint64_t>* samples_done = nullptr;
};

/// Trains all replicates of a cell, lane groups in parallel in the calling task arena. The rows to learn from come from
/// `shared`, or are the replicates' own under resplit. Rows of metrics and layers go to
/// the watch, what networks put out over the plane and for rows into the readout; the result holds the rest. It is not
/// finished if it was stopped.
CellResult run_cell(const Cell& cell, std::int64_t replicates, const Recording& recording, Layout layout,
                    SharedTrainingData& shared, const CellWatch& watch, CellReadout& readout);

}  // namespace actlab
