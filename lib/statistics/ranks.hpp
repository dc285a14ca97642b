#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace actlab {

/// Rank of each value, 1 for the smallest; equal values share their mean rank.
std::vector<double> mean_ranks(const std::vector<double>& values);

/// Friedman's (1937) test over data sets, as Demsar (2006) uses it.
struct Friedman {
  std::vector<double> average_ranks;  ///< by group
  double chi_squared = 0;             ///< with groups - 1 degrees of freedom
  double f = 0;        ///< Iman and Davenport's (1980) statistic; infinite where all data sets agree on all ranks
  double p_value = 1;  ///< of f with groups - 1 and (groups - 1)(data sets - 1) degrees of freedom
};

/// `ranks` is [data set][group], at least two of each.
Friedman friedman_test(const std::vector<std::vector<double>>& ranks);

/// Critical difference of average ranks at alpha = 0.05 (Nemenyi 1963): groups whose average ranks differ by less are
/// not told apart. For 2 to 50 groups; NaN for more.
double nemenyi_critical_difference(std::size_t groups, std::size_t data_sets);

/// The longest runs of at least two groups, sorted by average rank, within a critical difference of one another: first
/// and last of each, as places in the sorted order. What a critical-difference diagram joins by a bar.
std::vector<std::pair<std::size_t, std::size_t>> indistinct_runs(const std::vector<double>& sorted_ranks,
                                                                 double critical_difference);

/// P(F > f) of the F distribution with d1 and d2 degrees of freedom, by the continued fraction of the incomplete beta
/// function (DLMF 8.17.22). About 12 digits.
double f_upper_tail(double f, double d1, double d2);

}  // namespace actlab
