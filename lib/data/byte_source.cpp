#include "data/byte_source.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "actlab/error.hpp"
#include "text/sha256.hpp"

namespace actlab {
namespace {

void refuse_directory(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return;
  throw Error(ErrorKind::no_input, path.string(), "is a directory", "name a file in it");
}

[[noreturn]] void cannot_open(const std::filesystem::path& path) {
  throw Error(ErrorKind::no_input, path.string(), std::string("cannot be opened: ") + std::strerror(errno),
              "check the path and its permissions");
}

}  // namespace

void ByteSource::Close::operator()(void* file) const { gzclose(static_cast<gzFile>(file)); }

ByteSource::ByteSource(std::filesystem::path path) : path_(std::move(path)) {
  refuse_directory(path_);
  errno = 0;
  file_.reset(gzopen(path_.c_str(), "rb"));  // reads plain files as they are
  if (!file_) cannot_open(path_);
}

std::size_t ByteSource::read(std::span<char> buffer) {
  auto* file = static_cast<gzFile>(file_.get());
  const int count = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()));
  int code = Z_OK;
  const char* message = gzerror(file, &code);
  if (count < 0 || code == Z_BUF_ERROR) {
    throw Error(ErrorKind::bad_data, path_.string(),
                fmt::format("the gzip data are damaged or cut short ({})", message), "copy the file again");
  }
  return static_cast<std::size_t>(count);
}

std::string file_sha256(const std::filesystem::path& path) {
  refuse_directory(path);
  std::ifstream file(path, std::ios::binary);
  if (!file) cannot_open(path);
  text::Sha256 hash;
  std::array<char, 1 << 16> buffer{};
  while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
    hash.update({buffer.data(), static_cast<std::size_t>(file.gcount())});
  }
  return hash.hex();
}

}  // namespace actlab
