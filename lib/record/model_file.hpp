#pragma once

#include <filesystem>
#include <string>

#include "actlab/model.hpp"
#include "record/atomic_file.hpp"

namespace actlab {

/// Writes the networks of a cell; returns the file's SHA-256.
std::string write_model(const std::filesystem::path& path, const Model& model, Commit commit);

/// Reads them back; whether the weights fit the settings' architecture is the caller's to see. Throws Error: no_input
/// if the file cannot be opened, bad_data if it is damaged.
Model read_model(const std::filesystem::path& path);

}  // namespace actlab
