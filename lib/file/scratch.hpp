#pragma once

#include <filesystem>
#include <memory>

#include "actlab/api.hpp"
#include "file/directory.hpp"
#include "file/undo.hpp"

namespace actlab {

/// A directory of its own under a name that nobody can guess, for its owner's eyes only; removed with all that is in it
/// when the object goes, or when a signal ends the program. What dead processes left in the same place goes too.
class ACTLAB_API ScratchDirectory {
 public:
  /// Among the system's temporary files. Throws Error (cannot_write).
  ScratchDirectory();
  /// In a directory, where its files can be renamed into place.
  explicit ScratchDirectory(const std::filesystem::path& parent);
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  void make();

  Directory parent_;
  std::filesystem::path path_;
  Descriptor held_;
  std::unique_ptr<Undo> undo_;
};

}  // namespace actlab
