#include "file/scratch.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "file/failure.hpp"

namespace actlab {

namespace fs = std::filesystem;

namespace {

fs::path temporary_place() {
  std::error_code error;
  fs::path place = fs::temp_directory_path(error);
  if (error) throw file::cannot_write("TMPDIR", "names no directory", error.value());
  return place;
}

}  // namespace

ScratchDirectory::ScratchDirectory() : ScratchDirectory(temporary_place()) {}

ScratchDirectory::ScratchDirectory(const fs::path& parent) : parent_(fs::absolute(parent)) {
  remove_dead_temporaries(parent_);
  undo_ = std::make_unique<Undo>([this] { make(); }, [this] { parent_.remove_tree(path_.filename().string()); });
}

// Between its making and the lock another process may take it for a dead one's.
void ScratchDirectory::make() {
  std::string name;
  do {
    name = temporary_name("scratch");
    if (::mkdirat(parent_.descriptor(), name.c_str(), 0700) != 0) {
      throw_cannot_write(parent_.path(), "a temporary directory cannot be made");
    }
    held_ = Descriptor(::openat(parent_.descriptor(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (held_.get() < 0 && errno != ENOENT) {
      throw_cannot_write(parent_.path(), "a temporary directory cannot be opened");
    }
  } while (held_.get() < 0 || !hold_temporary(parent_, name, held_.get()));
  path_ = parent_.path() / name;
}

ScratchDirectory::~ScratchDirectory() { parent_.remove_tree(path_.filename().string()); }

}  // namespace actlab
