#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "claim/claim.hpp"
#include "claim/examine.hpp"
#include "document/document.hpp"
#include "document/table.hpp"

namespace actlab {

/// A claim, what examining it gave, and the file of its figure; empty where none was drawn.
struct Examined {
  Claim claim;
  Examination examination;
  std::filesystem::path figure;
};

/// A row per claim: its sentence, verdict, counts of findings and where it holds.
ACTLAB_API Table verdicts_table(const std::vector<Examined>& all);

/// The page on all claims: their verdicts, then a section per claim. `command` is the line of a shell that made it.
ACTLAB_API Document claims_document(const std::vector<Examined>& all, const std::string& command);

/// Writes a claim's findings as the CSV file that its figure is drawn from. Throws Error (cannot_write).
ACTLAB_API void write_claim_figure_data(const std::filesystem::path& path, const Claim& claim,
                                        const Examination& examination);

}  // namespace actlab
