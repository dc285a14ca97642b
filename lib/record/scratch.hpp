#pragma once

#include <filesystem>

namespace actlab {

/// A directory of its own among the system's temporary files, removed with all that is in it.
class ScratchDirectory {
 public:
  /// Throws Error (cannot_write).
  ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace actlab
