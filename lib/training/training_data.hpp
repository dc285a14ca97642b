#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "actlab/dataset.hpp"
#include "actlab/model.hpp"
#include "training/plan.hpp"

namespace actlab {

/// Supplies the data of a cell: of replicate r under resplit, else always of replicate 0.
using DatasetSource = std::function<std::shared_ptr<const Dataset>(std::uint32_t replicate)>;

/// What one replicate, or all that share it, learns from.
struct DataView {
  std::shared_ptr<const Dataset> dataset;
  std::size_t first_row = 0;  ///< of this view's rows in the stacked matrices
  Split split;                ///< rows of the dataset
  ModelScaling scaling;
  double total_variation[3] = {0, 0, 0};  ///< sum of (t - mean)^2 over the rows of train, validation, test; for R^2
};

/// The rows of a cell as the engine reads them: scaled, encoded, in the precision of training.
template <class T>
struct TrainingData {
  std::size_t features = 0;
  std::size_t outputs = 0;
  std::vector<T> inputs;        ///< [stacked rows][features]
  std::vector<T> targets;       ///< [stacked rows][outputs], encoded for the output activation
  std::vector<DataView> views;  ///< one, or one a replicate under resplit
  T threshold = 0;              ///< an output from here up says yes: half-way between the two encoded targets

  [[nodiscard]] const DataView& view(std::size_t lane) const { return views[views.size() == 1 ? 0 : lane]; }
};

/// Splits, scales and encodes. Targets of classes are 0 and 1, or -1 and 1 where the output activation takes negative
/// values. Throws Error (usage) where a matrix would have 2^31 elements or more.
template <class T>
TrainingData<T> prepare_training_data(const TrainingPlan& plan, const DatasetSource& source,
                                      std::uint32_t first_replicate, std::size_t replicates);

/// Encoded targets for a network's outputs [rows][outputs], before scaling.
std::vector<double> encode_targets(const Dataset& dataset, bool signed_targets);

}  // namespace actlab
