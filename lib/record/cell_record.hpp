#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace actlab {

/// What the journal keeps of one cell: how it ended.
struct CellRecord {
  std::string cell;                          ///< its identity
  std::vector<std::string> runs;             ///< its rows of runs.csv
  std::string summary;                       ///< its row of summary.csv
  std::map<std::string, std::string> files;  ///< SHA-256 of its deterministic files by name
  std::string failure;                       ///< why it could not be trained; empty for a finished cell

  friend bool operator==(const CellRecord&, const CellRecord&) = default;
};

/// The journal's payload for a cell.
std::string record_text(const CellRecord& record);

/// The records of a results directory's journal by cell, the last one of each; a failure never stands in for a result.
/// Records that cannot be read, and everything after a damaged one, are left out.
std::map<std::string, CellRecord> read_cell_records(const std::vector<std::string>& payloads);

/// The first file of a finished cell that is not in `directory` (the cell's own) with the recorded hash; empty if all
/// are. Throws Error (cannot_read) where that cannot be found out.
std::string damaged_file(const CellRecord& record, const std::filesystem::path& directory);

}  // namespace actlab
