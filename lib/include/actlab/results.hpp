#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "actlab/dataset.hpp"
#include "actlab/settings.hpp"

namespace actlab {

/// Losses (mean per sample, without the regulariser) and accuracies (share in [0, 1]; R^2 for regression) of one
/// network. NaN where the split is empty; a diverged network's values may be NaN or infinite too.
struct Metrics {
  double train_loss = 0;
  double validation_loss = 0;
  double test_loss = 0;
  double train_accuracy = 0;
  double validation_accuracy = 0;
  double test_accuracy = 0;
};

/// One row of metrics.csv. Epoch 0 is before training.
struct MetricsRow {
  std::uint32_t replicate = 0;
  std::uint32_t epoch = 0;
  Metrics metrics;
};

/// One row of runs.csv: how a replicate ended.
struct RunRow {
  std::uint32_t replicate = 0;
  std::int64_t seed = 0;
  std::uint32_t epochs_run = 0;
  std::uint32_t best_epoch = 0;  ///< the epoch whose weights were kept: the last one without early stopping
  bool diverged = false;         ///< a weight became NaN or infinite; training of this replicate stopped there
  Metrics metrics;
};

/// One dense layer: weights [units][inputs] and biases [units]. A layer under maxout has pieces * width units.
struct LayerParameters {
  std::size_t units = 0;
  std::size_t inputs = 0;
  std::vector<double> weights;
  std::vector<double> biases;
};

/// The network of one replicate before and after training.
struct ReplicateModel {
  std::uint32_t replicate = 0;
  std::vector<LayerParameters> initial;
  std::vector<LayerParameters> trained;
};

/// Inputs are (value - mean) / sd before they enter the network; regression outputs are multiplied by target sd and
/// shifted by target mean after they leave it. Identity scalings have mean 0 and sd 1.
struct ModelScaling {
  Scaling inputs;
  Scaling targets;  ///< empty vectors unless the task is regression and standardize is on
};

/// What the networks say over a rectangle of the plane.
/// binary: probability of class 1 (or the raw output where the output activation is no probability); multiclass: index
/// of the most probable class; multilabel: sum of 2^j over the labels j switched on; regression: the (first) output in
/// the target's unit.
struct Boundary {
  std::vector<double> x;     ///< [points]
  std::vector<double> y;     ///< [points]
  std::vector<double> mean;  ///< [points] over replicates; multiclass: class of the highest mean probability;
                             ///< multilabel: labels whose mean is on
  std::vector<double>
      sd;  ///< [points]; multiclass: of the probability of that class; multilabel: root mean square over labels
  std::vector<std::vector<double>> values;  ///< [replicate][points]
};

/// What one hidden unit puts out over the plane: one block of rows of neurons.csv.
struct NeuronMap {
  std::uint32_t replicate = 0;
  std::uint32_t layer = 0;  ///< 1 is the first hidden layer
  std::uint32_t unit = 0;
  std::vector<double> values;  ///< [points of neuron_x, neuron_y]
};

/// A data point in the plane of the boundary, for drawing: rows of points.csv.
struct PlanePoint {
  const char* split = "";  ///< train, validation, test (replicate 0's)
  double x = 0;
  double y = 0;
  double target = 0;
};

/// What one network puts out for one row: predictions.csv.
struct PredictionRow {
  std::uint32_t replicate = 0;
  const char* split = "";
  std::uint32_t row = 0;  ///< 0-based row of the data set
  std::vector<double> targets;
  std::vector<double> outputs;
};

/// Everything recorded of one cell. Parts that were not asked for are empty.
struct CellResult {
  std::vector<RunRow> runs;  ///< by replicate
  Boundary boundary;
  std::vector<PlanePoint> points;
  std::string plane_x_name;
  std::string plane_y_name;
  std::vector<double> neuron_x;
  std::vector<double> neuron_y;
  std::vector<NeuronMap> neurons;
  std::vector<PredictionRow> predictions;
  std::vector<ReplicateModel> models;
  std::vector<ModelScaling> scalings;  ///< one, or one a replicate under resplit
  double seconds = 0;                  ///< wall time of training, for timing.csv
};

}  // namespace actlab
