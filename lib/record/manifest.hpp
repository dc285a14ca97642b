#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "record/difference.hpp"

namespace actlab {

/// The manifest of a finished results directory.
struct Manifest {
  std::string program;  ///< and version that wrote it
  int format = 0;
  int contract = 0;
  std::size_t cells = 0;
  std::int64_t replicates = 1;
  std::map<std::string, std::string> data;   ///< data files and their SHA-256
  std::map<std::string, std::string> files;  ///< deterministic files and their SHA-256
};

/// The text of manifest.json, whose last line is the SHA-256 of those before it.
std::string manifest_text(const Manifest& manifest);

/// The inverse. Throws Error (bad_data), naming the file at `path`, if the text is damaged.
Manifest parse_manifest(std::string_view text, const std::filesystem::path& path);

/// Reads manifest.json. Throws Error: no_input if there is none, bad_data if it is damaged.
Manifest read_manifest(const std::filesystem::path& directory);

/// Files of a results directory that are not what its manifest says: missing, edited (their hash differs), or extra
/// (beside a cell's files, or of a cell that is not in the manifest).
std::vector<FileDifference> check_manifest(const std::filesystem::path& directory, const Manifest& manifest);

}  // namespace actlab
