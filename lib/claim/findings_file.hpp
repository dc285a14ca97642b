#pragma once

#include <filesystem>
#include <vector>

#include "claim/claim.hpp"
#include "claim/judge.hpp"

namespace actlab {

/// Writes findings.csv: of every finding a row over its data sets (data_set is empty) and one for each. Numbers on the
/// scale of ratios are logarithms; what is not known is empty. Throws Error (cannot_write).
void write_findings(const std::filesystem::path& path, const Claim& claim, const std::vector<Finding>& findings);

}  // namespace actlab
