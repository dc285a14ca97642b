#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "claim/judge.hpp"

namespace actlab {

/// What becomes of a claim.
enum class Verdict {
  holds,
  reversed,       ///< the opposite is so
  no_difference,  ///< none that matters
  cannot_tell,
  not_tested,  ///< a control failed
};
inline constexpr std::array<std::string_view, 5> verdict_names{"holds", "reversed", "no difference that matters",
                                                               "cannot tell", "not tested"};
inline std::string_view verdict_name(Verdict verdict) { return verdict_names[static_cast<std::size_t>(verdict)]; }

/// What a finding's outcome does to the sentence of its rule.
enum class Answer { yes, no, unknown };

/// higher, lower and bounds: yes if it holds; no if it is reversed, there is no difference that matters, or it is not
/// better. same: yes if there is no difference that matters; no if there is one. not lower, not higher: yes if it
/// holds, there is no difference that matters, or it is not worse; no if it is reversed. differs: yes if there is a
/// difference; no if none matters. Against a bound, whatever is not shown to be missed is unknown.
Answer answer_of(Relation relation, Outcome outcome);

struct ClaimVerdict {
  Verdict verdict = Verdict::cannot_tell;
  bool varies = false;                  ///< a main finding may be otherwise on a further data set
  std::vector<std::string> exceptions;  ///< "reversed on spiral": data sets that contradict what is found over all
};

/// Not tested where a control is not answered by yes. Else over the main findings: a "no" makes the claim reversed if
/// its finding shows the opposite (for "same" a difference, for `every` a counterexample), or else without a difference
/// that matters; an unknown makes that it cannot be told; it holds where all say yes.
ClaimVerdict verdict_of(const std::vector<ClaimRule>& rules, const std::vector<Finding>& findings);

}  // namespace actlab
