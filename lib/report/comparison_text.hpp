#pragma once

#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "analysis/compare.hpp"
#include "document/table.hpp"

namespace actlab {

/// A row per group, data set and condition: its runs, mean with interval, quartiles and, where it means something, the
/// success rate. Numbers are as the format wants them: in full for machines, in four digits for readers.
ACTLAB_API Table groups_table(const Comparison& comparison, TableFormat format);

/// Data sets by groups: the means, the best of each data set in bold (text has none), and the average ranks. What
/// papers print.
ACTLAB_API Table means_table(const ComparisonPanel& panel, const Comparison& comparison, TableFormat format);

/// A row per pair of groups: the effect over data sets with its interval and prediction interval, on how many data sets
/// each is better, the test and the outcome.
ACTLAB_API Table pairs_table(const Comparison& comparison, TableFormat format);

/// A row per pair of groups and data set.
ACTLAB_API Table data_set_effects_table(const Comparison& comparison, TableFormat format);

/// The values that the validation rows chose: for readers data sets by groups, for machines a row of each.
ACTLAB_API Table chosen_table(const Comparison& comparison, TableFormat format);

/// Average ranks over data sets and the tests of them, two lines. The panel has ranks.
ACTLAB_API std::string ranks_text(const ComparisonPanel& panel, const Comparison& comparison);

/// What the comparison says, in plain sentences: for each condition on the best group and the one next to it, and on
/// the best one and all others; or, with a baseline, on every pair.
ACTLAB_API std::vector<std::string> verdict(const Comparison& comparison, bool with_baseline);

/// All of it as one text of a format: the tables, and for readers the ranks and the verdict.
ACTLAB_API std::string comparison_text(const Comparison& comparison, bool with_baseline, TableFormat format);

}  // namespace actlab
