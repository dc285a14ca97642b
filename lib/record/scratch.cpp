#include "record/scratch.hpp"

#include <cstdlib>
#include <string>

#include "record/atomic_file.hpp"

namespace actlab {

namespace fs = std::filesystem;

ScratchDirectory::ScratchDirectory() {
  std::string name = (fs::temp_directory_path() / "actlab-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw_cannot_write(fs::temp_directory_path(), "cannot make a directory");
  path_ = name;
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace actlab
