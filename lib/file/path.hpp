#pragma once

#include <filesystem>

#include "actlab/api.hpp"

namespace actlab::file {

/// A directory's path without the slashes that a shell's completion leaves at its end; the root keeps its own.
ACTLAB_API std::filesystem::path without_trailing_slash(const std::filesystem::path& directory);

}  // namespace actlab::file
