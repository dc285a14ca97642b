#pragma once

#include <filesystem>
#include <vector>

#include "actlab/api.hpp"
#include "claim/examine.hpp"
#include "figure/forest.hpp"

namespace actlab {

/// The rows of a claim's forest plot: a panel per rule but controls, a row per finding over its data sets and, where
/// they are few enough to be read, below it one for each of them. Bounds are zero, and effects what is above them.
std::vector<ForestRow> claim_forest(const Claim& claim, const Examination& examination);

/// Draws the forest plot, claim.svg, from forest.csv, both in `out`. Throws Error.
ACTLAB_API std::filesystem::path draw_claim_forest(const Claim& claim, const Examination& examination,
                                                   const std::filesystem::path& out);

}  // namespace actlab
