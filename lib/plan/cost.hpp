#pragma once

#include <cstdint>

#include "actlab/results.hpp"
#include "record/cell.hpp"

namespace actlab {

/// Model-samples that training a cell takes: training rows times epochs times replicates.
std::uint64_t samples_of(const Cell& cell, std::int64_t replicates);

/// What training a cell costs, in arbitrary units: model-samples times the network's parameters and a constant for what
/// each sample costs besides. A pure function of the configuration.
double training_cost(const Cell& cell, std::int64_t replicates);

/// Epochs of a cell that have rows in metrics.csv and layers.csv, at most: epoch 0, every `every`-th, the last.
std::size_t recorded_epochs(const Cell& cell, const Recording& recording);

}  // namespace actlab
