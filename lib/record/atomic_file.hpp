#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "actlab/api.hpp"
#include "text/sha256.hpp"

namespace actlab {

/// Names of files that are being written begin with this; a file of that name is never read and may always be deleted.
inline constexpr std::string_view temporary_prefix = ".actlab-tmp-";

/// How a file comes to be there.
enum class Commit {
  durable,  ///< under a temporary name, synchronised, renamed, and the directory synchronised
  staged    ///< written in place: for a directory that is staged, renamed and made to last as a whole
};

/// A file that appears whole under its name or not at all: written under a temporary name beside it, synchronised,
/// renamed, and the directory synchronised (but see Commit::staged). Every failure throws Error (cannot_write) and
/// leaves no temporary file.
class ACTLAB_API AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path path, Commit commit = Commit::durable);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  void write(std::string_view bytes);

  /// Makes the file appear and returns its SHA-256 (64 hex digits).
  std::string commit();

 private:
  void flush();

  std::filesystem::path path_;
  Commit commit_;
  std::filesystem::path temporary_;  // the path itself if it is staged
  int descriptor_ = -1;
  std::string buffer_;
  text::Sha256 hash_;
};

/// All bytes of a file; none if it cannot be read.
ACTLAB_API std::string read_file(const std::filesystem::path& path);

/// SHA-256 of a file (64 hex digits); of no bytes if it cannot be read.
std::string file_hash(const std::filesystem::path& path);

/// Writes `bytes` as one atomic file; returns its SHA-256.
ACTLAB_API std::string write_file(const std::filesystem::path& path, std::string_view bytes,
                                  Commit commit = Commit::durable);

/// fsync of a directory, so that renames in it last. Throws Error (cannot_write).
void synchronise_directory(const std::filesystem::path& directory);

/// Makes everything last that was written to the file system of an open file. Throws Error (cannot_write) naming `path`
/// also where an earlier write to it has failed since the file was opened.
void synchronise_file_system(int descriptor, const std::filesystem::path& path);

/// Deletes whatever an interrupted run left under temporary names directly in `directory`.
void remove_temporaries(const std::filesystem::path& directory);

/// Writes all bytes to a descriptor, going on after interruptions and short writes. Throws Error (cannot_write) naming
/// `path`.
void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path);

/// Error (cannot_write) for `path` from errno.
[[noreturn]] void throw_cannot_write(const std::filesystem::path& path, std::string_view action);

}  // namespace actlab
