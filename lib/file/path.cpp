#include "file/path.hpp"

namespace actlab::file {

std::filesystem::path without_trailing_slash(const std::filesystem::path& directory) {
  return (directory / "").parent_path();
}

}  // namespace actlab::file
