#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/model.hpp"

namespace actlab {

/// What Model::predict returns: [replicates][rows][outputs].
using NetworkOutputs = std::vector<std::vector<double>>;

/// What one network, or the mean over networks, says of a row.
struct Prediction {
  std::size_t row = 0;                     ///< of the inputs, from 0
  std::optional<std::uint32_t> replicate;  ///< the network's number; nothing for the mean
  std::vector<double> outputs;             ///< finite
  std::string answer;  ///< the class, the labels that are on (with blanks between them), or the first target's value
};

/// The mean over the networks, row by row: a network whose outputs for a row are not finite has no part in it. Throws
/// Error (bad_data) where all networks diverged, and for a row of which no network has finite outputs.
ACTLAB_API std::vector<Prediction> mean_predictions(const Model& model, const NetworkOutputs& outputs);

/// Those of every network, network by network, without the rows of which a network's outputs are not finite. Throws
/// Error as mean_predictions does.
ACTLAB_API std::vector<Prediction> all_predictions(const Model& model, const NetworkOutputs& outputs);

/// Those of the network model.replicates[replicate]. Throws Error (bad_data) where it diverged or its outputs for a row
/// are not finite.
ACTLAB_API std::vector<Prediction> predictions_of(const Model& model, const NetworkOutputs& outputs,
                                                  std::size_t replicate);

/// Sentences on what mean_predictions and all_predictions leave out; none where that is nothing.
ACTLAB_API std::vector<std::string> left_out(const Model& model, const NetworkOutputs& outputs);

/// Predictions as CSV: row, replicate ("mean" or the network's number), a column `output_NAME` per output, prediction.
ACTLAB_API std::string predictions_table(const Model& model, const std::vector<Prediction>& predictions);

}  // namespace actlab
