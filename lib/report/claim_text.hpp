#pragma once

#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "claim/claim.hpp"
#include "claim/examine.hpp"
#include "claim/stability.hpp"
#include "document/document.hpp"
#include "document/table.hpp"

namespace actlab {

/// What a group is called: a formula with a name by it.
std::string short_group(const std::string& group);

/// What a rule measures: "test loss", "dead fraction, slope over learning rate".
std::string metric_text(const ClaimRule& rule);

/// "relu not lower than tanh", "relu at most 0.75"
std::string comparison_text(const ClaimRule& rule, const Finding& finding);

/// An outcome as the rule's sentence has it: of "same" and "differs", which do not say which is better, "higher" and
/// "lower" in place of holds and reversed; of a control "passed" and "failed".
std::string outcome_text(const ClaimRule& rule, Outcome outcome);

/// The smallest difference that matters, as a reader reads it: "0.01", "5 %"; "-" for bounds.
std::string smallest_text(const ClaimRule& rule, const Finding& finding);

/// The colour of a verdict.
Tone tone_of(Verdict verdict);

/// The outcome whose colour a finding has: what contradicts "same" is reversed, and a difference is what "differs"
/// holds.
Outcome shown_outcome(const ClaimRule& rule, Outcome outcome);

/// The verdict with what there is to add: "holds on this machine", "reversed, but varies from data set to data set
/// (holds on spiral)", "holds: 240 of 240 networks agree with the theorem".
ACTLAB_API std::string verdict_sentence(const Claim& claim, const Examination& examination);

/// What a teacher would say now.
ACTLAB_API std::string teacher_sentence(const Claim& claim, Verdict verdict);

/// How many main findings say yes, no, or cannot tell: "5 yes, 2 no".
std::string counts_text(const Claim& claim, const Examination& examination);

/// A row per finding of a role, with its interval and, in words, how it fares over the data sets.
ACTLAB_API Table findings_table(const Claim& claim, const Examination& examination, Role role);

/// A row per data set of every finding that is compared, main ones first.
Table data_sets_table(const Claim& claim, const Examination& examination);

/// A row per data set of the controls that ask for what is known to be reached.
ACTLAB_API Table controls_table(const Claim& claim, const Examination& examination);

/// What stood before the data: networks, data sets, level, tuning.
ACTLAB_API std::string design_text(const Claim& claim, const Examination& examination);

/// "verdicts by data seed: 1 holds, 2 holds; 9 of 10 findings keep their outcome"
ACTLAB_API std::string stability_text(const Stability& stability);

}  // namespace actlab
