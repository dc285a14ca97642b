#pragma once

#include <string>
#include <string_view>

#include "actlab/api.hpp"

namespace actlab {

/// The numbers by which a question is put to data: in a claim's file, and as flags of a comparison.
enum class QuestionNumber {
  alpha,              ///< how often a claim's intervals of a role may miss together
  smallest,           ///< the smallest difference that matters: in the metric's unit, or for ratios as a share
  target,             ///< the accuracy (R^2) of a success
  bound,              ///< what a group's mean is set against
  diverged,           ///< what a run that diverged counts as
  version,            ///< of a claim
  tuning_replicates,  ///< networks by which a value is tuned
  rounds              ///< of a benchmark
};

/// Reads such a number. Throws Error (usage) at `where`, with the range, for a text that is no number, or one that is
/// not finite, not whole where it must be, or not in its range.
ACTLAB_API double read_question_number(QuestionNumber number, std::string_view text, const std::string& where);

}  // namespace actlab
