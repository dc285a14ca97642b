#pragma once

#include <filesystem>
#include <optional>

#include "actlab/dataset.hpp"

namespace actlab {

/// Reads a CSV file as data to learn from: numeric columns as they are, categorical ones one-hot (column=category,
/// categories in order), the target columns that `settings.target` names, the task by `settings.task`, missing values
/// by `settings.missing`. All inputs are kept; see select_features. Throws Error as read_csv does, and bad_data for
/// NaN, infinity, missing values, constant columns, one class only, duplicate names, or a target that does not fit the
/// task, with line and column.
///
/// Under task auto, a single target is of classes if it has text, or at most 20 different whole numbers with 5 rows
/// each on average; several targets are labels if they hold only 0 and 1; otherwise the task is regression.
///
/// The rows of a `test` file become the test set: its columns are found by name, or by place where the first file has
/// no names, and hold numbers, categories and classes that the first file has. Throws Error (bad_data) with line and
/// column of what does not fit.
Dataset read_table_file(const std::filesystem::path& path, const Settings& settings,
                        const std::optional<std::filesystem::path>& test = {});

}  // namespace actlab
