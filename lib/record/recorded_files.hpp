#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "actlab/api.hpp"
#include "record/manifest.hpp"

namespace actlab {

/// The files of a results directory: the one way in for everything that reads one. Each is read against the SHA-256
/// that the manifest holds for it or, in a directory that is not finished, the journal. Names are relative to the
/// directory: "runs.csv", "cells/0123456789ab/metrics.csv".
class ACTLAB_API RecordedFiles {
 public:
  /// Throws Error: no_input for what is no results directory, bad_data for a damaged manifest or one of another format.
  explicit RecordedFiles(std::filesystem::path directory);

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  /// Of a finished directory.
  [[nodiscard]] const std::optional<Manifest>& manifest() const { return manifest_; }

  /// Throws Error (incomplete) where the directory is not finished, or has failed cells.
  void require_finished() const;
  void require_no_failures() const;

  /// Whether a file of the name was written.
  [[nodiscard]] bool has(const std::string& name) const { return hashes_.contains(name); }

  /// SHA-256 by name of all files that were written.
  [[nodiscard]] const std::map<std::string, std::string>& hashes() const { return hashes_; }

  /// The bytes of a file. Throws Error (bad_data) where they are not those that were written, or are gone.
  [[nodiscard]] std::string read(const std::string& name) const;

  /// run.toml. A process that was killed at its very beginning leaves one that nothing vouches for: that is read as it
  /// is.
  [[nodiscard]] std::string run_toml() const;

  /// The path of a file whose bytes are those that were written, for programs that read it themselves. Throws Error as
  /// read does.
  [[nodiscard]] std::filesystem::path checked(const std::string& name) const;

 private:
  void take_journal();
  void check(const std::string& name, const std::optional<std::string>& hash) const;

  std::filesystem::path directory_;
  std::optional<Manifest> manifest_;
  std::map<std::string, std::string> hashes_;
};

}  // namespace actlab
