#pragma once

#include <memory>

#include "plan/grid.hpp"
#include "training/training_data.hpp"

namespace actlab::test {

/// Resolved settings and their data, in double, for up to eight replicates.
struct Prepared {
  Settings settings;
  std::shared_ptr<const Dataset> dataset;
  TrainingData<double> data;
};

inline Prepared prepare(Settings settings) {
  Prepared out;
  settings.precision = "double";
  out.dataset = std::make_shared<const Dataset>(load_dataset(settings));
  out.settings = resolve(settings, *out.dataset);
  out.data = prepare_training_data<double>(
      out.settings, [&](std::uint32_t) { return out.dataset; }, 0, 8);
  return out;
}

}  // namespace actlab::test
