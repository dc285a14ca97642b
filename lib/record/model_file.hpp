#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "actlab/experiment.hpp"
#include "actlab/results.hpp"

namespace actlab {

/// What a saved model.json says: enough to apply its networks to new rows.
struct SavedModel {
  Settings settings;  ///< resolved
  Task task = Task::binary;
  std::vector<std::string> features;
  std::vector<std::string> targets;
  std::vector<std::string> classes;
  std::vector<std::string> plane;      ///< the two columns that feature formulas are of; empty for data of no plane
  std::vector<ModelScaling> scalings;  ///< one a replicate
  std::vector<ReplicateModel> replicates;
};

/// Writes the networks of a cell; returns the file's SHA-256.
std::string write_model(const std::filesystem::path& path, const Cell& cell, const CellResult& result);

/// Reads them back. Throws Error: no_input if the file cannot be opened, bad_data if it is damaged or its shapes do not
/// fit together.
SavedModel read_model(const std::filesystem::path& path);

}  // namespace actlab
