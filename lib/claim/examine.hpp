#pragma once

#include <filesystem>
#include <vector>

#include "actlab/api.hpp"
#include "claim/claim.hpp"
#include "claim/judge.hpp"
#include "claim/tuning.hpp"
#include "claim/verdict.hpp"
#include "experiment/runner.hpp"

namespace actlab {

struct Examination {
  bool stopped = false;  ///< ended early: what was trained is saved
  std::vector<Tuned> tuned;
  std::vector<Finding> findings;
  ClaimVerdict verdict;
};

/// Examines a claim in the directory `out`: tunes in out/tuning (see `tune`); trains out/trial, every cell with its
/// best value; and judges the trial. What earlier examinations trained is not trained again; directories of other
/// experiments are started over. Of a benchmark, times are measured anew. Writes findings.csv, and tuned.csv or
/// timings.csv. `options.existing` and `.shard` are not looked at. Throws Error.
ACTLAB_API Examination examine(const Claim& claim, const std::filesystem::path& out, RunOptions options);

}  // namespace actlab
