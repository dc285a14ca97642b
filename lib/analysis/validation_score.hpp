#pragma once

#include <cstddef>
#include <vector>

#include "analysis/run_metrics.hpp"
#include "record/stored_results.hpp"

namespace actlab {

/// How good a value of a setting is by a metric of the validation rows.
struct ValidationScore {
  std::size_t diverged = 0;  ///< runs without a finite number, of which fewer are better first
  double mean = 0;           ///< of the others' metric, turned so that lower is better; NaN without any
};

/// Fewer diverged, then the lower mean.
bool better(const ValidationScore& a, const ValidationScore& b);

/// The score of all runs of the cells.
ValidationScore validation_score(const RunMetric& metric, const std::vector<const StoredCell*>& cells, double target);

}  // namespace actlab
