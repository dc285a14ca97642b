#pragma once

#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "analysis/compare.hpp"
#include "document/table.hpp"

namespace actlab {

/// A row per group: its runs, mean with interval, quartiles, success rate and, over several data sets, average rank.
/// Numbers are as the format wants them: in full for machines, in four digits for readers.
ACTLAB_API Table groups_table(const Comparison& comparison, TableFormat format);

/// A row per pair of groups: difference with interval, effect, p-values.
ACTLAB_API Table pairs_table(const Comparison& comparison, TableFormat format);

/// Average ranks over data sets and the tests of them, two lines. The comparison has ranks.
ACTLAB_API std::string ranks_text(const Comparison& comparison);

/// Sentences that say who is better with n, difference, interval and p: of the two groups with the best means, or of
/// every pair where all are compared with a baseline.
ACTLAB_API std::vector<std::string> verdict(const Comparison& comparison, bool with_baseline);

}  // namespace actlab
