#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "claim/claim.hpp"
#include "claim/examine.hpp"
#include "claim/stability.hpp"
#include "document/document.hpp"
#include "document/table.hpp"

namespace actlab {

/// A claim, what examining it gave, and the files of its figures; empty where none was drawn.
struct Examined {
  Claim claim;
  Examination examination;  ///< of several data seeds that of the first
  std::filesystem::path forest;
  std::filesystem::path picture;
  std::optional<Stability> stability;  ///< where it was examined under several data seeds
};

/// The verdict: of several data seeds the one that they share.
ACTLAB_API Verdict final_verdict(const Examined& one);

/// A row per claim: its sentence, verdict, counts of findings and what a teacher would say.
ACTLAB_API Table verdicts_table(const std::vector<Examined>& all);

/// A row per claim that was examined under several data seeds: how many findings keep their outcome, and its verdicts.
/// The last row is their total.
ACTLAB_API Table stability_table(const std::vector<Examined>& all);

/// Whether any claim holds under one data seed and is reversed under another, in a sentence.
ACTLAB_API std::string flips_sentence(const std::vector<Examined>& all);

/// The page on all claims: their verdicts, a section per claim, and the words explained. `command` is the line of a
/// shell that made it; `warnings` stand above everything.
ACTLAB_API Document claims_document(const std::vector<Examined>& all, const std::string& command,
                                    const std::vector<std::string>& warnings);

}  // namespace actlab
