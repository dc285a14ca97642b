#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "experiment/runner.hpp"

namespace actlab {

/// What a merge found. Complete: `out` was written. Otherwise nothing was, and the rest says what is missing.
struct MergeOutcome {
  std::size_t cells = 0;            ///< of the experiment
  std::size_t missing = 0;          ///< in none of the directories
  std::size_t shards = 0;           ///< the experiment was cut into so many; 0 if none of the directories is a shard
  std::vector<std::size_t> absent;  ///< shards that lack a cell
  std::string config;               ///< run.toml of one of the directories
  std::string whole;                ///< the --out that the shards were trained with, or else the merge's own
};

/// Joins results directories of one experiment into `out`: byte for byte what one run would have written. Every file
/// is checked against its SHA-256. Throws Error: no_input for what is no results directory, usage for mixed
/// experiments or numbers of shards, bad_data for a damaged file, difference where two directories disagree on a cell.
ACTLAB_API MergeOutcome merge(const std::filesystem::path& out, const std::vector<std::filesystem::path>& parts,
                              const RunOptions& options);

}  // namespace actlab
