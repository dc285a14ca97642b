#pragma once

#include <cstddef>
#include <cstdint>

#include "actlab/dataset.hpp"
#include "actlab/settings.hpp"
#include "network/initializer.hpp"
#include "network/shape.hpp"
#include "training/optimizer.hpp"
#include "training/schedule.hpp"

namespace actlab {

/// When a replicate is ended early.
struct StoppingRule {
  std::uint32_t patience = 0;  ///< epochs in a row without a lower loss; 0: never
  StoppingLoss loss = StoppingLoss::validation;
  double tolerance = 0;  ///< a loss is lower where it is below the lowest before by more than this

  [[nodiscard]] bool on(StoppingLoss watched) const { return patience > 0 && loss == watched; }
};

/// How the networks of one cell are built and trained: everything decided, nothing left to be read.
struct TrainingPlan {
  // Data
  Task task = Task::binary;
  SplitRule split;
  bool standardize = false;
  bool resplit = false;  ///< every replicate draws its own data or split

  // Model
  NetworkShape shape;
  InitialValues initial;
  double dropout = 0;
  Precision precision = Precision::float32;
  std::size_t loss = 0;  ///< row of the loss table
  double threshold = 0;  ///< the output from which on a class or label is said to be there

  // Training
  OptimizerSpec optimizer;
  double learning_rate = 0;
  double momentum = 0;
  ScheduleSpec schedule;
  std::size_t batch_size = 1;
  std::uint32_t epochs = 0;
  double l1 = 0;
  double l2 = 0;
  L1Mode l1_mode = L1Mode::subgradient;
  double clip_norm = 0;  ///< 0: any
  StoppingRule stopping;
  bool shuffle = true;
  PartialBatch partial_batch = PartialBatch::keep;

  std::int64_t seed = 1;
};

}  // namespace actlab
