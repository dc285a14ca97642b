#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/results.hpp"

namespace actlab {

/// One metric of a network: its column in runs.csv and metrics.csv, and its field in Metrics. Regression writes R^2
/// where classes have an accuracy, under the second name.
struct MetricColumn {
  std::string_view name;
  std::string_view regression_name;
  double Metrics::*value;
  int part;  ///< 0 train, 1 validation, 2 test: the field is empty where the part has no rows
};

inline constexpr std::array<MetricColumn, 6> metric_columns{{
    {"train_loss", "train_loss", &Metrics::train_loss, 0},
    {"validation_loss", "validation_loss", &Metrics::validation_loss, 1},
    {"test_loss", "test_loss", &Metrics::test_loss, 2},
    {"train_accuracy", "train_r2", &Metrics::train_accuracy, 0},
    {"validation_accuracy", "validation_r2", &Metrics::validation_accuracy, 1},
    {"test_accuracy", "test_r2", &Metrics::test_accuracy, 2},
}};

/// One column of layers.csv after replicate, epoch and layer.
struct LayerColumn {
  std::string_view name;
  double LayerRow::*value;
};

inline constexpr std::array<LayerColumn, 9> layer_columns{{
    {"activation_mean", &LayerRow::activation_mean},
    {"activation_sd", &LayerRow::activation_sd},
    {"zero_fraction", &LayerRow::zero_fraction},
    {"dead_fraction", &LayerRow::dead_fraction},
    {"saturated_fraction", &LayerRow::saturated_fraction},
    {"gradient_rms", &LayerRow::gradient_rms},
    {"weight_gradient_norm", &LayerRow::weight_gradient_norm},
    {"weight_norm", &LayerRow::weight_norm},
    {"effective_rank", &LayerRow::effective_rank},
}};
inline constexpr std::array<std::string_view, 3> layer_place_columns{"replicate", "epoch", "layer"};
/// Of layer-curves.csv, before the quartiles of each layer column: networks that have a row, and those of them whose
/// units in the layer are all dead.
inline constexpr std::array<std::string_view, 4> layer_curve_columns{"epoch", "layer", "networks", "all_dead"};
inline constexpr std::array<std::string_view, 5> histogram_columns{"stage", "layer", "low", "high", "count"};

/// Columns before the metrics.
inline constexpr std::array<std::string_view, 6> run_columns{"cell",       "replicate",  "seed",
                                                             "epochs_run", "best_epoch", "diverged"};
inline constexpr std::array<std::string_view, 2> metrics_columns{"replicate", "epoch"};
inline constexpr std::array<std::string_view, 3> summary_columns{"cell", "replicates", "diverged"};
/// Of each metric; low and high are the 95 % interval of the mean.
inline constexpr std::array<std::string_view, 5> summary_statistics{"mean", "sd", "median", "low", "high"};
/// Of summary.csv, after the metrics; success_low and success_high are the 95 % interval of the rate.
inline constexpr std::array<std::string_view, 4> success_columns{"success_rate", "success_low", "success_high",
                                                                 "epochs_to_target"};
/// What figures need of cells.csv. No field is quoted: commas and quotes of users' texts are signs that look like them.
/// Names of inputs and outputs stand between separators, and are left out where there are more than most_names.
inline constexpr std::array<std::string_view, 8> label_columns{"cell", "label",     "dataset", "activation",
                                                               "task", "threshold", "inputs",  "outputs"};
inline constexpr std::string_view name_separator = " | ";
inline constexpr std::size_t most_names = 32;
inline constexpr std::array<std::string_view, 3> failed_columns{"cell", "number", "reason"};
inline constexpr std::array<std::string_view, 3> curve_statistics{"q1", "median", "q3"};
inline constexpr std::array<std::string_view, 4> boundary_columns{"x", "y", "mean", "sd"};
/// Before the networks.
inline constexpr std::array<std::string_view, 5> fit_columns{"x", "target", "q1", "median", "q3"};
inline constexpr std::array<std::string_view, 4> boundary_line_columns{"x0", "y0", "x1", "y1"};
inline constexpr std::array<std::string_view, 6> neuron_columns{"replicate", "layer", "unit", "x", "y", "value"};
inline constexpr std::array<std::string_view, 5> weight_columns{"replicate", "layer", "unit", "source", "weight"};
inline constexpr std::array<std::string_view, 3> prediction_columns{"replicate", "split", "row"};
inline constexpr std::array<std::string_view, 5> unit_columns{"replicate", "layer", "unit", "class", "activation_mean"};
inline constexpr std::array<std::string_view, 6> unit_sample_columns{"replicate", "layer", "unit",
                                                                     "rank",      "row",   "activation"};
/// Of pixels: y counts rows from the top, x columns from the left, both from 0.
inline constexpr std::array<std::string_view, 6> unit_weight_columns{"replicate", "unit", "piece", "y", "x", "weight"};
/// Of unit-pictures.csv and mistake-pictures.csv.
inline constexpr std::array<std::string_view, 4> picture_columns{"row", "y", "x", "value"};
inline constexpr std::array<std::string_view, 4> confusion_columns{"replicate", "true_class", "predicted_class",
                                                                   "count"};
/// Before the outputs.
inline constexpr std::array<std::string_view, 5> mistake_columns{"replicate", "rank", "row", "true_class",
                                                                 "predicted_class"};

inline std::string_view metric_name(const MetricColumn& column, bool regression) {
  return regression ? column.regression_name : column.name;
}

}  // namespace actlab
