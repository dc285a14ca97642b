#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "actlab/api.hpp"
#include "actlab/error.hpp"

namespace actlab::file {

/// Why the system refused to write, and what to do about it.
struct Failure {
  std::string problem;
  std::string remedy;
};

/// The words for an error number of errno.h, met while something was written or created. A number without words of its
/// own has the system's, and no particular remedy.
ACTLAB_API Failure failure_of(int error_number);

/// Error (cannot_write) of `where`: "cannot create: permission is denied; ...". Without an `action`
/// the problem stands alone.
ACTLAB_API Error cannot_write(std::string where, std::string_view action, int error_number);

/// Makes a directory and those above it; it may be there already. Throws Error (cannot_write).
ACTLAB_API void create_directories(const std::filesystem::path& directory);

}  // namespace actlab::file
