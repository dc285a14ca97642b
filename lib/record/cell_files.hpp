#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "actlab/experiment.hpp"
#include "actlab/results.hpp"
#include "record/spool.hpp"

namespace actlab {

/// Writes the files of one cell that its recording asks for into `directory`, which is to be put into place and made to
/// last as a whole; returns the SHA-256 of each deterministic
/// one by name.
std::map<std::string, std::string> write_cell_files(const std::filesystem::path& directory, const Cell& cell,
                                                    const Recording& recording, const CellResult& result,
                                                    const CellSpools& spools);

/// Which of train, validation and test have rows; an absent part's metrics are empty fields.
struct Parts {
  bool present[3];
};
Parts parts_of(const Cell& cell);

/// The row of runs.csv of one replicate, without the newline.
std::string run_row_text(const Cell& cell, const RunRow& run);

}  // namespace actlab
