#pragma once

#include <filesystem>

#include "actlab/api.hpp"

namespace actlab {

/// Where the bundled data sets and gnuplot scripts are: $ACTLAB_SHARE if set, else ../share/actlab beside the directory
/// of the running program, else beside that of the shared library. Throws Error (no_input) naming the places it looked
/// in.
ACTLAB_API std::filesystem::path share_directory();

}  // namespace actlab
