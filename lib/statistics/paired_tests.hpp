#pragma once

#include <cstddef>
#include <vector>

namespace actlab {

/// Two-sided p-value of Wilcoxon's signed-rank test (Wilcoxon 1945) that paired differences are symmetric about 0.
/// Differences of 0 are left out; equal sizes share their mean rank. Exact, ties and all, for up to 200 differences
/// that are not 0; above, by the normal approximation with the correction for ties. 1 where no difference is left.
double wilcoxon_signed_rank(const std::vector<double>& differences);

/// Two-sided p-value of the paired permutation test of the mean difference: every sign of every difference is equally
/// likely (Fisher 1935). All 2^n signs for up to 14 differences; above, 9,999 drawn ones and the observed (Phipson,
/// Smyth 2010); above 1,000, by the normal approximation. 1 for no differences.
double sign_permutation_test(const std::vector<double>& differences);

/// Holm's (1979) correction: p-values such that each, compared with alpha, keeps the chance of any false rejection
/// among all of them below alpha.
std::vector<double> holm(const std::vector<double>& p_values);

}  // namespace actlab
