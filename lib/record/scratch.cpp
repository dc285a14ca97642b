#include "record/scratch.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "file/failure.hpp"

namespace actlab {

namespace fs = std::filesystem;

ScratchDirectory::ScratchDirectory() {
  std::error_code error;
  const fs::path place = fs::temp_directory_path(error);
  if (error) throw file::cannot_write("TMPDIR", "names no directory", error.value());
  std::string name = (place / "actlab-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw file::cannot_write(place.string(), "cannot make a directory in it", errno);
  path_ = name;
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace actlab
