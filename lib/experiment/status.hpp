#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "actlab/api.hpp"

namespace actlab {

/// How far the experiment of a results directory is.
struct Status {
  std::string shard;  ///< "3/16", or empty for the whole
  std::size_t cells = 0;
  std::size_t done = 0;
  std::vector<std::pair<std::size_t, std::string>> failures;  ///< number and reason of each failed cell
  std::size_t missing = 0;                                    ///< neither done nor failed
  std::vector<std::string> damaged;  ///< files that are not as they were written; not looked for while a process writes
  bool complete = false;             ///< the tables and the manifest are written, and nothing is damaged
  std::string running;               ///< the process that writes it; empty if there is none
  std::optional<double> seconds_left;  ///< of a running one, once a cell is done
};

/// Reads the journal and checks every file without touching anything; a cell with a damaged file is missing. Throws
/// Error: no_input for what is no results directory, bad_data for a damaged run.toml or manifest.
ACTLAB_API Status status_of(const std::filesystem::path& directory);

}  // namespace actlab
