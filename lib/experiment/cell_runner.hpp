#pragma once

#include <atomic>
#include <cstdint>

#include "actlab/experiment.hpp"
#include "actlab/results.hpp"
#include "arithmetic/target.hpp"
#include "record/spool.hpp"

namespace actlab {

/// What the training of a cell reports to and listens to while it runs.
struct CellWatch {
  const std::atomic<bool>* stop = nullptr;
  std::atomic<std::uint64_t>* samples_done = nullptr;
};

/// Trains all replicates of a cell, lane groups in parallel in the calling task arena, and reads out what the recording
/// asks for. False if it was stopped. Rows of metrics and layers go to the spools.
bool run_cell(const Cell& cell, std::int64_t replicates, const Recording& recording, arithmetic::Target target,
              const CellWatch& watch, CellSpools& spools, CellResult& result);

}  // namespace actlab
