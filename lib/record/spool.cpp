#include "record/spool.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "record/atomic_file.hpp"

namespace actlab {
namespace {

constexpr std::size_t most_bytes_in_memory = std::size_t{4} << 20;

}  // namespace

SpoolStore::SpoolStore(std::size_t rows, std::size_t row_bytes, const std::filesystem::path& directory)
    : row_bytes_(row_bytes), directory_(directory) {
  if (rows * row_bytes <= most_bytes_in_memory) {
    memory_.resize(rows * row_bytes);
    return;
  }
  std::string name = (directory / (std::string(temporary_prefix) + "rows-XXXXXX")).string();
  file_ = ::mkstemp(name.data());
  if (file_ < 0) throw_cannot_write(directory, "cannot create a temporary file");
  ::unlink(name.c_str());
}

SpoolStore::~SpoolStore() {
  if (file_ >= 0) ::close(file_);
}

void SpoolStore::write(std::size_t place, const void* row) {
  if (file_ < 0) {
    std::memcpy(memory_.data() + place * row_bytes_, row, row_bytes_);
    return;
  }
  const auto offset = static_cast<off_t>(place * row_bytes_);
  while (::pwrite(file_, row, row_bytes_, offset) != static_cast<ssize_t>(row_bytes_)) {
    if (errno != EINTR) throw_cannot_write(directory_, "cannot write a temporary file");
  }
}

void SpoolStore::read(std::size_t place, void* row) const {
  if (file_ < 0) {
    std::memcpy(row, memory_.data() + place * row_bytes_, row_bytes_);
    return;
  }
  const auto offset = static_cast<off_t>(place * row_bytes_);
  while (::pread(file_, row, row_bytes_, offset) != static_cast<ssize_t>(row_bytes_)) {
    if (errno != EINTR) throw_cannot_write(directory_, "cannot read a temporary file back");
  }
}

}  // namespace actlab
