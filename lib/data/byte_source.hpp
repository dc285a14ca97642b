#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace actlab {

/// The bytes of a file in order, unpacked where it is gzip-compressed.
class ByteSource {
 public:
  /// Throws Error (no_input) for a directory or a file that cannot be opened.
  explicit ByteSource(std::filesystem::path path);

  /// Fills the buffer as far as there is anything; 0 at the end. Throws Error (bad_data) for a damaged gzip stream.
  std::size_t read(std::span<char> buffer);

 private:
  struct Close {
    void operator()(void* file) const;
  };
  std::filesystem::path path_;
  std::unique_ptr<void, Close> file_;
};

/// SHA-256 of the file's bytes as they are on the disk, 64 hex digits. Throws Error (no_input).
std::string file_sha256(const std::filesystem::path& path);

}  // namespace actlab
