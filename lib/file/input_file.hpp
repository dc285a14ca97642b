#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

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

/// A regular file, pipe or device that is read from its beginning to its end. No failure of the system passes for the
/// end of the file.
class ACTLAB_API InputFile {
 public:
  /// Throws Error: no_input where there is no such file, it is a directory or may not be read; cannot_read for what the
  /// system could not do (too many open files, a broken disk). `remedy` is what to do about a file that is not there.
  explicit InputFile(std::filesystem::path path, std::string_view remedy = "check the path");

  /// Fills the buffer as far as the file goes; less than its size only at the end. Throws Error (cannot_read).
  std::size_t read(std::span<char> buffer);

  [[nodiscard]] int descriptor() const { return descriptor_.get(); }

 private:
  std::filesystem::path path_;
  Descriptor descriptor_;
};

/// The rest of an open file, named `path` in errors. Throws Error as InputFile does.
std::string read_rest(int descriptor, const std::filesystem::path& path);

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
