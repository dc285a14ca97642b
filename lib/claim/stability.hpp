#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "actlab/api.hpp"
#include "claim/verdict.hpp"

namespace actlab {

/// What one data seed gave.
struct SeededVerdict {
  std::int64_t data_seed = 0;
  std::vector<Outcome> outcomes;  ///< of the claim's findings, in their order
  Verdict verdict = Verdict::cannot_tell;
};

/// How a claim fares when everything is repeated with other data.
struct Stability {
  std::size_t findings = 0;
  std::size_t kept = 0;  ///< findings with the same outcome under all data seeds
  std::vector<std::int64_t> data_seeds;
  std::vector<Verdict> verdicts;           ///< by data seed
  bool flipped = false;                    ///< it holds under one and is reversed under another
  bool stable = true;                      ///< enough findings are kept
  Verdict verdict = Verdict::cannot_tell;  ///< the one of all data seeds if it is stable; else it cannot be told
};

/// So many of a claim's findings must keep their outcome.
inline constexpr double least_kept = 0.9;

/// One claim over its data seeds, one at least, each with as many findings.
ACTLAB_API Stability stability_of(const std::vector<SeededVerdict>& seeds);

}  // namespace actlab
