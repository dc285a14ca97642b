#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "experiment/runner.hpp"
#include "record/difference.hpp"

namespace actlab {

/// Which cells of an experiment are trained again; all if neither is given.
struct VerifySelection {
  std::vector<std::size_t> numbers;  ///< numbers of cells.csv
  std::optional<double> share;       ///< in (0, 1]: so many of the cells, spread evenly over the grid, at least one
};

struct Verification {
  std::vector<FileDifference> differences;  ///< empty: every compared byte is equal
  std::size_t cells = 0;                    ///< compared
  std::size_t cells_total = 0;
  std::size_t files = 0;  ///< compared
  bool stopped = false;
};

/// Trains an experiment of a finished results directory again, from its run.toml, in a temporary directory that is
/// removed, and compares every deterministic file. Throws Error: bad_data if its data have changed, difference if it
/// was written under another contract version, usage for cells that it does not have, and what training throws.
ACTLAB_API Verification verify(const std::filesystem::path& directory, const VerifySelection& selection,
                               const RunOptions& options);

/// Compares two finished directories without training.
ACTLAB_API Verification compare_directories(const std::filesystem::path& left, const std::filesystem::path& right);

}  // namespace actlab
