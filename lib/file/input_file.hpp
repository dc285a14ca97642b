#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "actlab/api.hpp"

namespace actlab {

/// A file descriptor that is closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] int release();

 private:
  int number_;
};

/// A file on a disk that is read from its beginning to its end. No failure of the system passes for the end of the
/// file.
class ACTLAB_API InputFile {
 public:
  /// Throws Error: no_input where there is no such file, it may not be read, or it is a directory, a pipe or a device,
  /// which may never end and cannot be read twice; cannot_read for what the system could not do (too many open files, a
  /// broken disk). `remedy` is what to do about a file that is not there. Never waits for the writer of a pipe.
  explicit InputFile(std::filesystem::path path, std::string_view remedy = "check the path");

  /// Fills the buffer as far as the file goes; less than its size only at the end. Throws Error (cannot_read).
  std::size_t read(std::span<char> buffer);

  [[nodiscard]] int descriptor() const { return descriptor_.get(); }

  /// Hands the descriptor over; the object cannot be read any more.
  [[nodiscard]] Descriptor release() { return std::move(descriptor_); }

 private:
  std::filesystem::path path_;
  Descriptor descriptor_;
};

/// The rest of an open file, named `path` in errors. Throws Error: cannot_read, and bad_data as soon as it has more
/// than `most` bytes.
std::string read_rest(int descriptor, const std::filesystem::path& path, std::size_t most = std::string::npos);

/// All bytes of a file. Throws Error as InputFile does.
ACTLAB_API std::string read_file(const std::filesystem::path& path);

/// The same; nothing where there is no file of the name, or something that is no file.
ACTLAB_API std::optional<std::string> read_file_if_there(const std::filesystem::path& path);

/// SHA-256 of a file (64 hex digits); nothing where there is no file of the name, or something that is no file. Throws
/// Error (cannot_read).
ACTLAB_API std::optional<std::string> file_hash(const std::filesystem::path& path);

/// Error for `path` that could not be opened or read, from errno.
[[noreturn]] void throw_cannot_read(const std::filesystem::path& path, std::string_view action,
                                    std::string_view remedy = "check the path");

}  // namespace actlab
