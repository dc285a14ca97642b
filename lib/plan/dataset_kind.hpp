#pragma once

#include <filesystem>
#include <string>

#include "actlab/api.hpp"

namespace actlab {

/// Whether a value of the setting `dataset` names points that are drawn anew for every data seed, and not rows of a
/// file.
ACTLAB_API bool is_generated(const std::string& dataset);

/// The data set of which a value of the setting `dataset` is a variant: rings for rings:5, playground-circle for
/// playground-circle:7, itself for most.
ACTLAB_API std::string data_set_of(const std::string& dataset);

/// The file that holds a data set's rows to predict: of a bundled set its table, of an installed one its test images,
/// else the path itself. Throws Error (no_input) where an installed set is not there.
ACTLAB_API std::filesystem::path data_file(const std::string& dataset);

}  // namespace actlab
