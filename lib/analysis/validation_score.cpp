#include "analysis/validation_score.hpp"

#include <cmath>

#include "statistics/summary.hpp"

namespace actlab {

bool better(const ValidationScore& a, const ValidationScore& b) {
  if (a.diverged != b.diverged) return a.diverged < b.diverged;
  return std::isnan(b.mean) ? !std::isnan(a.mean) : a.mean < b.mean;
}

ValidationScore validation_score(const RunMetric& metric, const std::vector<const StoredCell*>& cells, double target) {
  ValidationScore score;
  std::vector<double> values;
  for (const StoredCell* cell : cells) {
    for (const double value : metric_of_runs(metric, *cell, target)) {
      if (std::isfinite(value)) {
        values.push_back(metric.higher_is_better ? -value : value);
      } else {
        ++score.diverged;
      }
    }
  }
  score.mean = mean(values);
  return score;
}

}  // namespace actlab
