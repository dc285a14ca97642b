#pragma once

#include <filesystem>

#include "experiment/runner.hpp"

namespace actlab {

/// Trains an experiment in `out`, or what is missing of it; a directory of another one is started over, or extended
/// where `widened`. False if it was stopped. Throws Error where a cell cannot be trained.
bool train_claim(const Experiment& experiment, const std::filesystem::path& out, RunOptions& options,
                 bool widened = false);

}  // namespace actlab
