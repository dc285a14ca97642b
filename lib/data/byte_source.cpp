#include "data/byte_source.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <cerrno>
#include <new>

#include "actlab/error.hpp"
#include "file/input_file.hpp"

namespace actlab {

void ByteSource::Close::operator()(void* file) const { gzclose(static_cast<gzFile>(file)); }

ByteSource::ByteSource(std::filesystem::path path) : path_(std::move(path)) {
  Descriptor descriptor = InputFile(path_).release();
  file_.reset(gzdopen(descriptor.get(), "rb"));  // reads plain files as they are
  if (!file_) throw std::bad_alloc();
  static_cast<void>(descriptor.release());  // gzclose closes it
}

std::size_t ByteSource::read(std::span<char> buffer) {
  auto* file = static_cast<gzFile>(file_.get());
  const int count = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()));
  const int error_number = errno;
  int code = Z_OK;
  const char* message = gzerror(file, &code);
  if (code == Z_ERRNO) {
    errno = error_number;
    throw_cannot_read(path_, "cannot be read");
  }
  if (code == Z_MEM_ERROR) throw std::bad_alloc();
  if (count < 0 || code == Z_BUF_ERROR) {
    throw Error(ErrorKind::bad_data, path_.string(),
                fmt::format("the gzip data are damaged or cut short ({})", message), "copy the file again");
  }
  return static_cast<std::size_t>(count);
}

}  // namespace actlab
