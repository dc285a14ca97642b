#pragma once

#include <map>
#include <string>

#include "actlab/results.hpp"
#include "file/directory.hpp"
#include "record/cell.hpp"
#include "record/cell_spools.hpp"

namespace actlab {

/// Writes the files of one cell that its recording asks for into `directory`, which is to be put into place and made to
/// last as a whole; returns the SHA-256 of each deterministic
/// one by name.
std::map<std::string, std::string> write_cell_files(const Directory& directory, const Cell& cell,
                                                    const Recording& recording, const CellResult& result,
                                                    const CellSpools& spools);

}  // namespace actlab
