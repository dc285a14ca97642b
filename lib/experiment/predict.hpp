#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "arithmetic/target.hpp"
#include "record/model_file.hpp"

namespace actlab {

/// The inputs [rows][features] of a model from a CSV file. Columns are found by the names they had in training, in any
/// order, others are ignored; a file without a header must have the columns in the order of training. Throws Error:
/// no_input, or bad_data with file:line:column for missing columns, values that are no numbers, and categories that
/// training did not have.
std::vector<double> read_inputs(const SavedModel& model, const std::filesystem::path& path);

/// What the networks of the model put out for rows of inputs [rows][features]: [replicate][rows][outputs], in the
/// target's unit for regression.
std::vector<std::vector<double>> predict(const SavedModel& model, const std::vector<double>& inputs,
                                         arithmetic::Target target);

}  // namespace actlab
