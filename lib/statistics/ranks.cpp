#include "statistics/ranks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "statistics/incomplete_beta.hpp"

namespace actlab {
namespace {

// Quantiles of the studentised range at 0.95 with infinitely many degrees of freedom, divided by sqrt 2, for 2, 3, ...
// groups; the first nine are the table of Demsar (2006).
constexpr std::array<double, 49> nemenyi_quantiles{
    1.959964, 2.343701, 2.569032, 2.727774, 2.849705, 2.948320, 3.030878, 3.101730, 3.163684, 3.218654,
    3.268004, 3.312739, 3.353618, 3.391230, 3.426041, 3.458425, 3.488685, 3.517073, 3.543799, 3.569040,
    3.592946, 3.615646, 3.637252, 3.657861, 3.677556, 3.696413, 3.714498, 3.731869, 3.748578, 3.764672,
    3.780193, 3.795179, 3.809664, 3.823680, 3.837254, 3.850413, 3.863181, 3.875579, 3.887627, 3.899344,
    3.910747, 3.921852, 3.932673, 3.943224, 3.953518, 3.963566, 3.973379, 3.982969, 3.992343};

}  // namespace

std::vector<double> mean_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double rank = static_cast<double>(begin + 1 + end) / 2;
    for (; begin < end; ++begin) ranks[order[begin]] = rank;
  }
  return ranks;
}

Friedman friedman_test(const std::vector<std::vector<double>>& ranks) {
  const auto n = static_cast<double>(ranks.size());
  const std::size_t groups = ranks.front().size();
  const auto k = static_cast<double>(groups);
  Friedman out;
  double squares = 0;
  for (std::size_t g = 0; g < groups; ++g) {
    double sum = 0;
    for (const std::vector<double>& row : ranks) sum += row[g];
    out.average_ranks.push_back(sum / n);
    squares += out.average_ranks.back() * out.average_ranks.back();
  }
  out.chi_squared = 12 * n / (k * (k + 1)) * (squares - k * (k + 1) * (k + 1) / 4);
  const double rest = n * (k - 1) - out.chi_squared;
  if (rest <= 1e-9 * n * (k - 1)) {
    out.f = std::numeric_limits<double>::infinity();
    out.p_value = 0;
    return out;
  }
  out.f = (n - 1) * out.chi_squared / rest;
  out.p_value = f_upper_tail(out.f, k - 1, (k - 1) * (n - 1));
  return out;
}

double nemenyi_critical_difference(std::size_t groups, std::size_t data_sets) {
  if (groups < 2 || groups - 2 >= nemenyi_quantiles.size()) return std::numeric_limits<double>::quiet_NaN();
  const auto k = static_cast<double>(groups);
  return nemenyi_quantiles[groups - 2] * std::sqrt(k * (k + 1) / (6 * static_cast<double>(data_sets)));
}

std::vector<std::pair<std::size_t, std::size_t>> indistinct_runs(const std::vector<double>& sorted_ranks,
                                                                 double critical_difference) {
  std::vector<std::pair<std::size_t, std::size_t>> runs;
  std::size_t covered = 0;  // one past the last group of the run before
  for (std::size_t begin = 0; begin < sorted_ranks.size(); ++begin) {
    std::size_t end = begin;
    while (end + 1 < sorted_ranks.size() && sorted_ranks[end + 1] - sorted_ranks[begin] < critical_difference) ++end;
    if (end > begin && end + 1 > covered) runs.emplace_back(begin, end);
    covered = std::max(covered, end + 1);
  }
  return runs;
}

double f_upper_tail(double f, double d1, double d2) {
  if (!(f > 0)) return 1;
  const double sum = d2 + d1 * f;
  return regularized_beta(d2 / sum, d1 * f / sum, d2 / 2, d1 / 2);
}

}  // namespace actlab
