#include "statistics/paired_tests.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "arithmetic/elementary.hpp"
#include "arithmetic/philox.hpp"
#include "statistics/ranks.hpp"

namespace actlab {
namespace {

constexpr std::size_t most_exact_wilcoxon = 200;
constexpr std::size_t most_exact_permutations = 14;
constexpr std::size_t most_drawn_permutations = 1000;
constexpr std::size_t drawn_permutations = 9999;

double two_sided_normal_p(double z) { return 2 * arithmetic::normal_cdf(-std::abs(z)); }

// P(W+ <= w) under all signs of the ranks; ranks and w are doubled, so that shared ranks are whole numbers.
double exact_lower_tail(const std::vector<std::size_t>& doubled_ranks, std::size_t w) {
  const std::size_t most = std::accumulate(doubled_ranks.begin(), doubled_ranks.end(), std::size_t{0});
  std::vector<double> probability(most + 1, 0.0);
  probability[0] = 1;
  std::size_t reached = 0;
  for (const std::size_t rank : doubled_ranks) {
    reached += rank;
    for (std::size_t sum = reached + 1; sum-- > 0;) {
      probability[sum] = 0.5 * probability[sum] + (sum >= rank ? 0.5 * probability[sum - rank] : 0.0);
    }
  }
  double tail = 0;
  for (std::size_t sum = 0; sum <= w; ++sum) tail += probability[sum];
  return tail;
}

// W+ has mean n(n+1)/4 and variance n(n+1)(2n+1)/24 - sum(t^3 - t)/48 over the sizes t of ties (Lehmann 1975).
double normal_wilcoxon(const std::vector<double>& ranks, double w_plus) {
  const auto n = static_cast<double>(ranks.size());
  double variance = n * (n + 1) * (2 * n + 1) / 24;
  std::vector<double> sorted = ranks;
  std::ranges::sort(sorted);
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i;
    while (end < sorted.size() && sorted[end] == sorted[i]) ++end;
    const auto t = static_cast<double>(end - i);
    variance -= (t * t * t - t) / 48;
    i = end;
  }
  return two_sided_normal_p((w_plus - n * (n + 1) / 4) / std::sqrt(variance));
}

// Sums that are equal but for rounding count as equal.
bool as_extreme(double sum, double observed) { return std::abs(sum) >= std::abs(observed) * (1 - 1e-12); }

double exact_permutations(const std::vector<double>& differences, double observed) {
  std::size_t extreme = 0;
  const std::size_t all = std::size_t{1} << differences.size();
  for (std::size_t signs = 0; signs < all; ++signs) {
    double sum = 0;
    for (std::size_t i = 0; i < differences.size(); ++i)
      sum += (signs >> i & 1U) != 0 ? -differences[i] : differences[i];
    extreme += as_extreme(sum, observed) ? 1 : 0;
  }
  return static_cast<double>(extreme) / static_cast<double>(all);
}

double drawn_permutation_test(const std::vector<double>& differences, double observed) {
  arithmetic::RandomStream stream(differences.size(), 0, arithmetic::Purpose::permutation);
  std::size_t extreme = 1;  // the observed one
  for (std::size_t draw = 0; draw < drawn_permutations; ++draw) {
    double sum = 0;
    std::uint32_t signs = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
      if (i % 32 == 0) signs = stream.word();
      sum += (signs & 1U) != 0 ? -differences[i] : differences[i];
      signs >>= 1;
    }
    extreme += as_extreme(sum, observed) ? 1 : 0;
  }
  return static_cast<double>(extreme) / static_cast<double>(drawn_permutations + 1);
}

}  // namespace

double wilcoxon_signed_rank(const std::vector<double>& differences) {
  std::vector<double> sizes;
  std::vector<bool> positive;
  for (const double difference : differences) {
    if (difference == 0) continue;
    sizes.push_back(std::abs(difference));
    positive.push_back(difference > 0);
  }
  if (sizes.empty()) return 1;
  const std::vector<double> ranks = mean_ranks(sizes);
  double w_plus = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i) w_plus += positive[i] ? ranks[i] : 0;
  if (ranks.size() > most_exact_wilcoxon) return normal_wilcoxon(ranks, w_plus);
  std::vector<std::size_t> doubled;
  for (const double rank : ranks) doubled.push_back(static_cast<std::size_t>(2 * rank));
  const std::size_t total = std::accumulate(doubled.begin(), doubled.end(), std::size_t{0});
  const auto w = static_cast<std::size_t>(2 * w_plus);
  return std::min(1.0, 2 * exact_lower_tail(doubled, std::min(w, total - w)));
}

double sign_permutation_test(const std::vector<double>& differences) {
  double observed = 0;
  double squares = 0;
  for (const double difference : differences) {
    observed += difference;
    squares += difference * difference;
  }
  if (squares == 0) return 1;
  if (differences.size() <= most_exact_permutations) return exact_permutations(differences, observed);
  if (differences.size() <= most_drawn_permutations) return drawn_permutation_test(differences, observed);
  return two_sided_normal_p(observed / std::sqrt(squares));
}

std::vector<double> holm(const std::vector<double>& p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> corrected(p_values.size());
  double greatest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    greatest = std::max(greatest, std::min(1.0, static_cast<double>(order.size() - i) * p_values[order[i]]));
    corrected[order[i]] = greatest;
  }
  return corrected;
}

}  // namespace actlab
