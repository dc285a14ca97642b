#include "record/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "file/undo.hpp"

namespace actlab {
namespace {

constexpr std::size_t most_bytes_in_memory = std::size_t{4} << 20;

}  // namespace

SpoolStore::SpoolStore(std::size_t rows, std::size_t row_bytes, const Directory* directory) : row_bytes_(row_bytes) {
  if (directory == nullptr || rows * row_bytes <= most_bytes_in_memory) {
    memory_.resize(rows * row_bytes);
    return;
  }
  directory_ = directory->path();
  const std::string name = temporary_name("rows");
  const Undo undo([&] { file_ = directory->open(name, O_RDWR | O_CREAT | O_EXCL); }, [&] { directory->remove(name); });
  directory->remove(name);
}

void SpoolStore::write(std::size_t place, const void* row) {
  if (file_.get() < 0) {
    std::memcpy(memory_.data() + place * row_bytes_, row, row_bytes_);
    return;
  }
  const auto* bytes = static_cast<const char*>(row);
  const std::size_t begin = place * row_bytes_;
  for (std::size_t done = 0; done < row_bytes_;) {
    const ssize_t count = ::pwrite(file_.get(), bytes + done, row_bytes_ - done, static_cast<off_t>(begin + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_cannot_write(directory_, "a temporary file cannot be written");
    done += static_cast<std::size_t>(count);
  }
}

void SpoolStore::read(std::size_t place, void* row) const {
  if (file_.get() < 0) {
    std::memcpy(row, memory_.data() + place * row_bytes_, row_bytes_);
    return;
  }
  auto* bytes = static_cast<char*>(row);
  const std::size_t begin = place * row_bytes_;
  for (std::size_t done = 0; done < row_bytes_;) {
    const ssize_t count = ::pread(file_.get(), bytes + done, row_bytes_ - done, static_cast<off_t>(begin + done));
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) errno = EIO;  // somebody cut the file off
    if (count <= 0) throw_cannot_write(directory_, "a temporary file cannot be read back");
    done += static_cast<std::size_t>(count);
  }
}

}  // namespace actlab
