#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "actlab/dataset.hpp"
#include "actlab/model.hpp"
#include "actlab/settings.hpp"

namespace actlab {

/// The accuracy (R^2 for regression) on the test rows from which a run counts as a success, where none is given.
inline constexpr double success_target = 0.95;

/// What is recorded of a cell besides how each replicate ended.
struct Recording {
  bool metrics = true;
  bool layers = true;         ///< layers.csv, layer-curves.csv and histograms.csv
  bool layer_curves = false;  ///< layer-curves.csv and histograms.csv only
  bool boundary = true;
  bool neurons = false;
  bool predictions = false;
  bool units = true;      ///< units.csv, unit-samples.csv and, of images, unit-weights.csv and unit-pictures.csv
  bool confusion = true;  ///< confusion.csv
  bool mistakes = true;   ///< mistakes.csv and, of images, mistake-pictures.csv
  bool model = true;
  std::int64_t every = 10;        ///< epochs between rows of metrics.csv; epoch 0 and the last are always there
  std::int64_t snapshots = 0;     ///< boundaries over time, the first before training and the last after it; 0: none
  bool snapshots_of_all = false;  ///< whether snapshots hold every network's outputs besides mean and sd
  bool neurons_of_all = false;    ///< whether hidden units of all networks are drawn over the plane
  std::vector<std::uint32_t> neurons_of;   ///< else of which, ascending; empty: network 0 alone
  std::int64_t boundary_resolution = 101;  ///< points along each side of the boundary's grid
  std::int64_t map_resolution = 41;        ///< likewise of neurons and snapshots
  std::string boundary_plane = "auto";  ///< auto (the plane, or pca above two columns), pca, or two column names "a,b"
};

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

/// One row of layers.csv: what one layer of one network does with the training samples, measured without dropout. NaN
/// where a number does not apply.
struct LayerRow {
  std::uint32_t replicate = 0;
  std::uint32_t epoch = 0;
  std::uint32_t layer = 0;     ///< 1 is the first hidden layer; the last is the output layer
  double activation_mean = 0;  ///< over samples and units
  double activation_sd = 0;    ///< over samples and units, n in the denominator
  double zero_fraction = 0;    ///< share of activations that are exactly 0
  double dead_fraction = 0;    ///< share of units that are 0, or saturated, for every training sample
  double saturated_fraction =
      0;                    ///< share of activations whose slope is below 1 % of the activation's largest on [-3, 3]
  double gradient_rms = 0;  ///< root mean square over samples and pre-activations of dE/dz, E the sample's loss
  double weight_gradient_norm = 0;  ///< of the mean loss with respect to the weights, without the regulariser
  double weight_norm = 0;           ///< root of the sum of squared weights
  double effective_rank = 0;        ///< exp of the entropy of the normalised singular values of the activations
                                    ///< [samples][units] (Roy, Vetterli 2007); not computed above 256 units
};

/// Counts of a layer's activations over training samples, units and replicates, by value: 100 bins of width 0.1 from -5
/// to 5, and what is below and above in the first and last.
struct ActivationHistogram {
  static constexpr std::size_t bins = 102;
  static constexpr double low = -5;
  static constexpr double width = 0.1;
  std::vector<std::uint64_t> counts = std::vector<std::uint64_t>(bins, 0);
};

/// The histograms of the layers, before and after training.
struct LayerHistograms {
  std::vector<ActivationHistogram> initial;
  std::vector<ActivationHistogram> trained;
};

/// One row of runs.csv: how a replicate ended.
struct RunRow {
  std::uint32_t replicate = 0;
  std::int64_t seed = 0;
  std::uint32_t epochs_run = 0;
  std::uint32_t best_epoch = 0;  ///< the epoch whose weights were kept: the last one trained without early stopping
  bool diverged = false;         ///< a weight became NaN or infinite; training of this replicate stopped there
  Metrics metrics;
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
  std::vector<std::vector<double>> values;  ///< [replicate][points]; of snapshots empty, unless of all
  std::vector<std::uint32_t> diverged;      ///< [points]: networks without a number
};

/// What the networks say of data with one input, over its range: fit.csv. Of several targets the first.
struct Fit {
  std::vector<double> x;                    ///< [points]
  std::vector<double> target;               ///< [points]: the formula that made the data; empty without one
  std::vector<std::vector<double>> values;  ///< [replicate][points] in the target's unit; NaN for one that diverged
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

/// What excites one hidden unit: its rows of units.csv and unit-samples.csv.
struct UnitReading {
  /// A training row and what the unit puts out for it.
  struct Sample {
    std::uint32_t row = 0;  ///< 0-based row of the data set
    double activation = 0;
  };
  static constexpr std::size_t most_samples = 9;

  std::uint32_t replicate = 0;
  std::uint32_t layer = 0;  ///< 1 is the first hidden layer
  std::uint32_t unit = 0;
  std::vector<double> class_means;  ///< [classes]: mean activation over the test rows of each class, NaN where there is
                                    ///< none; empty where classes are not told apart
  std::vector<Sample> samples;      ///< those that excite it most, the most first, equal ones by row
};

/// How often one network took each class for each: its rows of confusion.csv.
struct ConfusionMatrix {
  std::uint32_t replicate = 0;
  std::vector<double> counts;  ///< [true class][predicted class]: test rows; NaN for a network that diverged
};

/// A test row whose class one network gets wrong: a row of mistakes.csv.
struct Mistake {
  static constexpr std::size_t most = 9;  ///< of a network

  std::uint32_t replicate = 0;
  std::uint32_t rank = 0;  ///< 1 is the most certain
  std::uint32_t row = 0;   ///< 0-based row of the data set
  std::uint32_t true_class = 0;
  std::uint32_t predicted_class = 0;
  std::vector<double> outputs;
};

/// Everything recorded of one cell. Parts that were not asked for are empty.
struct CellResult {
  std::string cell;                 ///< its identity: 12 hex digits of the SHA-256 of its canonical configuration
  bool finished = false;            ///< else it was stopped, and the rest is empty
  std::vector<RunRow> runs;         ///< by replicate
  std::vector<MetricsRow> metrics;  ///< by replicate and epoch; in files, not here, where results are written to disk
  std::vector<LayerRow> layers;     ///< by replicate, epoch and layer; likewise
  Boundary boundary;
  Fit fit;
  std::vector<std::uint32_t> snapshot_epochs;
  std::vector<Boundary> snapshots;  ///< at those epochs
  std::vector<PlanePoint> points;
  std::string plane_x_name;
  std::string plane_y_name;
  std::vector<double> neuron_x;
  std::vector<double> neuron_y;
  std::vector<NeuronMap> neurons;
  std::vector<PredictionRow> predictions;
  std::vector<UnitReading> units;          ///< by replicate, layer and unit
  std::vector<ConfusionMatrix> confusion;  ///< by replicate
  std::vector<Mistake> mistakes;           ///< by replicate and rank
  Model model;  ///< without replicates where neither models nor neurons nor units were asked for
  LayerHistograms histograms;
  double seconds = 0;  ///< wall time of training, for timing.csv
};

}  // namespace actlab
