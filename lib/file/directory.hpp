#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "file/input_file.hpp"

namespace actlab {

/// Names of files and directories that are being written begin with this; they are never read, and what a process left
/// behind under such a name may be deleted.
inline constexpr std::string_view temporary_prefix = ".actlab-tmp-";

/// A directory held by its descriptor: whatever its path leads to meanwhile, names are looked up, made, renamed and
/// removed in the directory that was opened. Names are single ones, without a slash; no link is followed.
class ACTLAB_API Directory {
 public:
  /// Opens the directory at a path, which may lead through links. Throws Error (cannot_write).
  explicit Directory(std::filesystem::path path);

  /// Makes the directory, and those above it, where they are not there, and opens it.
  static Directory made(const std::filesystem::path& path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] int descriptor() const { return descriptor_.get(); }

  /// The directory of a name in this one, made where it is not there.
  [[nodiscard]] Directory subdirectory(std::string_view name) const;

  /// Opens a file as open(2) with these flags, besides O_CLOEXEC and O_NOFOLLOW.
  [[nodiscard]] Descriptor open(std::string_view name, int flags) const;

  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] bool has_file(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;

  /// Puts `name` in the place of `new_name` of another directory of the same file system.
  void rename(std::string_view name, const Directory& to, std::string_view new_name) const;

  /// Removes a file, or an empty directory that stands in its place. Nothing happens where there is none.
  void remove(std::string_view name) const;

  /// Removes a directory with all that is in it, or a file; failures are ignored.
  void remove_tree(std::string_view name) const noexcept;

  /// Makes renames in it last.
  void synchronise() const;

  /// Whether its path still leads to it.
  [[nodiscard]] bool is_in_place() const;

 private:
  Directory(std::filesystem::path path, Descriptor descriptor);

  std::filesystem::path path_;
  Descriptor descriptor_;
};

/// Removes from the directory whatever processes that are dead left under temporary names: a living one holds a lock on
/// what it writes.
ACTLAB_API void remove_dead_temporaries(const Directory& directory);

/// A name for a temporary file that nobody can guess; `name` is its end.
std::string temporary_name(std::string_view name);

/// Takes the lock that keeps remove_dead_temporaries off an open temporary file or directory; false where it was
/// removed before. Where the system fails it is removed, and Error (cannot_write) thrown.
bool hold_temporary(const Directory& directory, const std::string& name, int descriptor);

/// Error (cannot_write) for `path` from errno.
[[noreturn]] ACTLAB_API void throw_cannot_write(const std::filesystem::path& path, std::string_view action);

}  // namespace actlab
