#pragma once

#include <string>
#include <utility>
#include <vector>

#include "actlab/api.hpp"
#include "claim/claim.hpp"
#include "claim/examine.hpp"
#include "document/table.hpp"

namespace actlab {

/// "relu not lower than tanh", "relu at most 0.75"
std::string comparison_text(const ClaimRule& rule, const Finding& finding);

/// The rule's smallest difference or bound, as a reader reads it: "0.01", "10 %".
std::string smallest_text(const ClaimRule& rule);

/// A row per finding: verdict, what is compared, under which condition, the numbers.
ACTLAB_API Table findings_table(const Claim& claim, const Examination& examination);

/// The verdict of the whole; with how many findings are which where they are not all alike.
ACTLAB_API std::string verdict_sentence(const Examination& examination);

/// Each comparison and where it holds and where not: "relu not lower than tanh (test_accuracy)" and "supported (circle,
/// moons); refuted (spiral)".
ACTLAB_API std::vector<std::pair<std::string, std::string>> where_it_holds(const Claim& claim,
                                                                           const Examination& examination);

/// How many findings are supported, refuted and undecided: "5 supported, 2 refuted".
std::string counts_text(const Examination& examination);

/// In which conditions everything holds, something fails, or neither is known: "holds: circle; fails: spiral", or
/// "holds everywhere". Empty for an undecided or conditional claim without conditions.
std::string conditions_text(const Examination& examination);

/// What stood before the data: replicates, level, tuning.
ACTLAB_API std::string design_text(const Claim& claim, const Examination& examination);

}  // namespace actlab
