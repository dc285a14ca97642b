#pragma once

#include <memory>

#include "plan/grid.hpp"
#include "training/training_data.hpp"

namespace actlab::test {

/// Resolved settings, their plan and data, in double, for up to eight replicates.
struct Prepared {
  Settings settings;
  TrainingPlan plan;
  std::shared_ptr<const Dataset> dataset;
  TrainingData<double> data;
};

inline Prepared prepare(Settings settings) {
  Prepared out;
  settings.precision = Precision::float64;
  out.dataset = std::make_shared<const Dataset>(load_dataset(settings));
  Resolved resolved = resolve(settings, *out.dataset);
  out.settings = std::move(resolved.settings);
  out.plan = std::move(resolved.plan);
  out.data = prepare_training_data<double>(
      out.plan, [&](std::uint32_t) { return out.dataset; }, 0, 8);
  return out;
}

}  // namespace actlab::test
