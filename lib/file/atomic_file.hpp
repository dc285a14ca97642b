#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "actlab/api.hpp"
#include "file/directory.hpp"
#include "file/undo.hpp"
#include "text/sha256.hpp"

namespace actlab {

/// How a file comes to be there.
enum class Commit {
  durable,  ///< under a temporary name, synchronised, renamed, and the directory synchronised
  staged,   ///< written in place: for a directory that is staged, renamed and made to last as a whole
  stream    ///< written to a device or a pipe
};

/// A file that appears whole under its name or not at all: written under a temporary name beside it, synchronised,
/// renamed, and the directory synchronised (but see Commit::staged). The temporary file is made anew, under a name that
/// nobody can guess, and goes with the object, or with the program if a signal ends it. Every failure throws Error
/// (cannot_write).
class ACTLAB_API AtomicFile {
 public:
  /// A file of a directory, which must outlive this.
  AtomicFile(const Directory& directory, std::string name, Commit commit = Commit::durable);

  /// The file at a path. Whatever dead processes left beside it under temporary names is removed. A device or a pipe
  /// that has the name is written to as it is.
  explicit AtomicFile(const std::filesystem::path& path);

  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  void write(std::string_view bytes);

  /// Makes the file appear and returns its SHA-256 (64 hex digits).
  std::string commit();

 private:
  void begin();
  void flush();

  std::optional<Directory> own_;  // of a file at a path
  const Directory& directory_;
  std::string name_;
  Commit commit_;
  std::filesystem::path path_;  // for messages
  std::string temporary_;       // the name itself if it is staged
  std::unique_ptr<Undo> undo_;
  Descriptor descriptor_;
  std::string buffer_;
  text::Sha256 hash_;
};

/// Writes `bytes` as one atomic file; returns its SHA-256.
ACTLAB_API std::string write_file(const std::filesystem::path& path, std::string_view bytes);
std::string write_file(const Directory& directory, std::string_view name, std::string_view bytes,
                       Commit commit = Commit::durable);

/// Makes everything last that was written to the file system of a directory. Throws Error (cannot_write) also where an
/// earlier write to it has failed since the directory was opened.
void synchronise_file_system(const Directory& directory);

/// Writes all bytes to a descriptor, going on after interruptions and short writes. Throws Error (cannot_write) naming
/// `path`.
void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path);

}  // namespace actlab
