#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "claim/claim.hpp"
#include "claim/judge.hpp"
#include "experiment/runner.hpp"

namespace actlab {

/// A cell of a claim's experiment and the value of the tuned setting that was best for it.
struct Tuned {
  std::string cell;  ///< its settings that the claim names, with commas between
  std::string value;
  double score = 0;  ///< mean of the tuning's metric there
};

struct Examination {
  bool stopped = false;  ///< ended early: what was trained is saved
  std::vector<Tuned> tuned;
  std::vector<Finding> findings;
  Verdict verdict = Verdict::undecided;
};

/// Examines a claim in the directory `out`: trains out/tuning, every cell with every value of the tuned setting and
/// seeds of their own; then out/trial, every cell with the value that had the best mean there (those with the fewest
/// diverged networks first; equals: the value given first); and judges the trial. What earlier examinations trained is
/// not trained again; directories of other experiments are started over. Of a benchmark, times are measured anew.
/// Writes findings.csv, and tuned.csv or timings.csv. `options.existing` and `.shard` are not looked at. Throws Error.
ACTLAB_API Examination examine(const Claim& claim, const std::filesystem::path& out, RunOptions options);

}  // namespace actlab
