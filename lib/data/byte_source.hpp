#pragma once

#include <filesystem>
#include <memory>
#include <span>

namespace actlab {

/// The bytes of a file in order, unpacked where it is gzip-compressed.
class ByteSource {
 public:
  /// Throws Error: no_input for what is no file that may be read, cannot_read where the system fails.
  explicit ByteSource(std::filesystem::path path);

  /// Fills the buffer as far as there is anything; 0 at the end. Throws Error: bad_data for a damaged gzip stream,
  /// cannot_read where the system fails.
  std::size_t read(std::span<char> buffer);

 private:
  struct Close {
    void operator()(void* file) const;
  };
  std::filesystem::path path_;
  std::unique_ptr<void, Close> file_;
};

}  // namespace actlab
