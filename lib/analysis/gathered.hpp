#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "record/stored_results.hpp"

namespace actlab {

/// All cells of finished results directories, each once: of two records of one cell the longer one. Throws Error as
/// read_results does, and difference where two directories disagree on a cell.
std::vector<StoredCell> gather_cells(const std::vector<std::filesystem::path>& directories);

/// The settings that depend on others and were left at their defaults wherever the directories' experiments name them.
std::set<std::string> implied_settings(const std::vector<std::filesystem::path>& directories);

/// A setting of the cell as text. Throws Error (bad_data) for one that cells.csv lacks.
const std::string& setting_of(const StoredCell& cell, const std::string& setting);

/// Rows tested for every row trained on, of a file, whose random splits overlap (see
/// overlapping_splits_factor); 0 for data that are generated.
double test_rows_per_training_row(const StoredCell& cell);

/// Whether the cell's accuracies are R^2.
bool is_regression(const StoredCell& cell);

}  // namespace actlab
