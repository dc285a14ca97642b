#pragma once

#include <string>
#include <vector>

#include "record/stored_results.hpp"

namespace actlab {

/// Measures of every network of a cell, read from the cell's files: a value per replicate, NaN where the network has
/// none. All throw Error: incomplete where the file was not recorded, naming what to record, and usage where the
/// measure has no meaning for the cell.

/// The mean over the hidden layers of a column of layers.csv, at the last recorded epoch.
std::vector<double> mean_over_layers(const StoredCell& cell, const char* column);

/// The mean over the hidden layers of the share of activations that are not 0, at the last recorded epoch (layers.csv).
std::vector<double> active_fraction(const StoredCell& cell);

/// The mean over the hidden layers of the share of dead units, at the last recorded epoch, but one in a thousand at
/// least, so that shares of two groups have a ratio (layers.csv).
std::vector<double> deaths(const StoredCell& cell);

/// A column of layers.csv in the last hidden layer, before training or at the last recorded epoch.
std::vector<double> in_last_hidden_layer(const StoredCell& cell, const char* column, bool before_training);

/// By how many powers of ten the back-propagated error shrinks from the last hidden layer to the first, before
/// training: log10 of the ratio of their root mean squares (layers.csv). Negative where it grows.
std::vector<double> gradient_decades(const StoredCell& cell);

/// The epochs to an accuracy (R^2) on a part of the data, "test" or "validation"; at most all of them: a network that
/// never reaches it counts as censored at its last epoch (metrics.csv).
std::vector<double> epochs_until(const StoredCell& cell, const std::string& part, double target);

/// How far the validation loss stands at the last recorded epoch above its lowest value (metrics.csv).
std::vector<double> validation_rise(const StoredCell& cell);

/// How far the boundary between two classes is from a straight line: the root mean square distance of its points from
/// the line that fits them best (total least squares), as a share of the picture's diagonal; 0 where all is one class.
/// Its points are where a network's output crosses the threshold along the lines of the grid (boundary.csv), known to
/// about half the grid's step.
std::vector<double> boundary_bend(const StoredCell& cell);

/// Lowest and highest output of all rows (predictions.csv).
std::vector<double> lowest_output(const StoredCell& cell);
std::vector<double> highest_output(const StoredCell& cell);

/// The largest distance of a row's sum of outputs from 1 (predictions.csv).
std::vector<double> output_sum_error(const StoredCell& cell);

/// Expected calibration error on the test rows, in ten bins of equal width (Guo, Pleiss, Sun, Weinberger 2017): the
/// distance of predicted probability from observed frequency, weighted by the bin's rows. Of several classes, that of
/// the most probable one (predictions.csv).
std::vector<double> calibration_error(const StoredCell& cell);

/// Mean -log of the probability that a network gives to what is true of a test row: of two classes and of labels that
/// of the output, of several classes the true one's share of the outputs' sum. Outputs are clipped to [2^-20, 1 -
/// 2^-20] first, so that what is no probability costs no more than 14; those of targets -1 and 1 are read as (y + 1)
/// / 2. Comparable between losses, which test_loss is not (predictions.csv).
std::vector<double> log_loss(const StoredCell& cell);

/// The share of test rows whose label stays when one input in twenty (at least one), chosen at random, is replaced by
/// that of another test row (model.json and the data). For classes and labels.
std::vector<double> kept_label(const StoredCell& cell);

/// How much a hidden unit tells of the class: the share of its variance over the test rows that lies between the
/// classes' means (the correlation ratio eta^2), mean over those units of the last hidden layer that vary (model.json
/// and the data). For classes, and elementwise activations.
std::vector<double> class_selectivity(const StoredCell& cell);

/// The largest distance of a network's outputs from those of the one linear layer that the product of its weight
/// matrices is, at 64 random inputs, as a share of the outputs' range (model.json). For an identity output.
std::vector<double> collapse_error(const StoredCell& cell);

}  // namespace actlab
