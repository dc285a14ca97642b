#pragma once

#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/model.hpp"

namespace actlab {

/// The inputs [rows][features] of a model from a CSV file, a bundled set's name, or images in MNIST's format (no labels
/// are needed; of an installed set its test images). Columns are found by the names they had in training, in any
/// order, others are ignored; a file without a header must have the columns in the order of training. Throws Error:
/// no_input, or bad_data with file:line:column for missing columns, values that are no numbers, and categories that
/// training did not have.
ACTLAB_API std::vector<double> read_inputs(const Model& model, const std::string& data);

}  // namespace actlab
