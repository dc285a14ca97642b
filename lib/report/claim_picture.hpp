#pragma once

#include <filesystem>

#include "actlab/api.hpp"
#include "claim/claim.hpp"

namespace actlab {

/// Writes into out/picture what the claim's picture is drawn from: the cells of the finished trial out/trial that it
/// shows, as a results directory or as groups and their runs and curves (see comparison_figures.hpp). Throws Error:
/// usage where its `where` leaves no cell; incomplete where the trial lacks a recording.
void write_picture_data(const Claim& claim, const std::filesystem::path& out);

/// The same, and draws it: picture.svg in `out`. Throws Error.
ACTLAB_API std::filesystem::path draw_claim_picture(const Claim& claim, const std::filesystem::path& out);

}  // namespace actlab
