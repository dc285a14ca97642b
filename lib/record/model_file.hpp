#pragma once

#include <filesystem>
#include <string_view>

#include "actlab/model.hpp"
#include "file/atomic_file.hpp"

namespace actlab {

/// Writes the networks of a cell.
void write_model(AtomicFile& file, const Model& model);

/// Reads them back from the text of a model file; whether the weights fit the settings' architecture is the caller's to
/// see. Throws Error (bad_data), naming the file at `path`, if it is damaged.
Model read_model(std::string_view text, const std::filesystem::path& path);

}  // namespace actlab
