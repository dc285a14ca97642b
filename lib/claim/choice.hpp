#pragma once

#include <list>
#include <map>
#include <string>
#include <vector>

#include "claim/observation.hpp"
#include "record/stored_results.hpp"

namespace actlab {

/// Settings of choices, which no cell has.
using ChoiceSettings = std::list<std::map<std::string, std::string>>;

/// What someone gets who trains a network of every group and keeps the one that is best on the validation rows: of
/// `observations`, for each replicate and each value of what pairs them, that of the group with the best validation
/// counterpart of the rule's metric, as of a group `best_by_validation`. Of equals the first; one that diverged only
/// where all did. The settings are kept in `settings`.
std::vector<ClaimObservation> best_of_groups(const Claim& claim, const ClaimRule& rule, const StoredResults& results,
                                             const std::vector<ClaimObservation>& observations,
                                             ChoiceSettings& settings);

}  // namespace actlab
