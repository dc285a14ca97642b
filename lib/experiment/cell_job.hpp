#pragma once

#include <atomic>
#include <cstdint>

#include "network/layout.hpp"
#include "plan/experiment.hpp"
#include "record/results_directory.hpp"
#include "training/shared_data.hpp"

namespace actlab {

/// What stops the training of a cell, and counts its model-samples; both may be null.
struct JobWatch {
  const std::atomic<bool>* stop = nullptr;
  std::atomic<std::uint64_t>* samples_done = nullptr;
};

/// Trains one cell and adds it to the results, or notes why it could not be trained. False if it was stopped: then
/// nothing is added. Throws Error (cannot_write) where the results cannot be written.
bool train_cell(const Experiment& experiment, const Cell& cell, VectorUse use, SharedTrainingData& shared,
                const JobWatch& watch, ResultsDirectory& results);

}  // namespace actlab
