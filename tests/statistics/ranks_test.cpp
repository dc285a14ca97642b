#include "statistics/ranks.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace actlab;

namespace {

// Demsar (2006), table 6: AUC of C4.5 with neither, with m, with cf, and with both tuned, over 14 UCI data sets.
const std::vector<std::vector<double>> demsar_auc{
    {0.763, 0.768, 0.771, 0.798},  {0.599, 0.591, 0.590, 0.569}, {0.954, 0.971, 0.968, 0.967},
    {0.628, 0.661, 0.654, 0.657},  {0.882, 0.888, 0.886, 0.898}, {0.936, 0.931, 0.916, 0.931},
    {0.661, 0.668, 0.609, 0.685},  {0.583, 0.583, 0.563, 0.625}, {0.775, 0.838, 0.866, 0.875},
    {1.000, 1.000, 1.000, 1.000},  {0.940, 0.962, 0.965, 0.962}, {0.619, 0.666, 0.614, 0.669},
    {0.972, 0.981, 0.9751, 0.975}, {0.957, 0.978, 0.946, 0.970}};

std::vector<std::vector<double>> ranks_from_best(const std::vector<std::vector<double>>& scores) {
  std::vector<std::vector<double>> ranks;
  for (const auto& row : scores) {
    std::vector<double> negative;
    for (const double score : row) negative.push_back(-score);
    ranks.push_back(mean_ranks(negative));
  }
  return ranks;
}

}  // namespace

TEST_CASE("Equal values share their mean rank") {
  CHECK(mean_ranks({3, 1, 2}) == std::vector<double>{3, 1, 2});
  CHECK(mean_ranks({5, 1, 5, 0, 5}) == std::vector<double>{4, 2, 4, 1, 4});
  CHECK(mean_ranks({7, 7}) == std::vector<double>{1.5, 1.5});
  CHECK(mean_ranks({}).empty());
}

TEST_CASE("Friedman's test, Iman and Davenport's F and the critical difference are those of Demsar's example") {
  const Friedman friedman = friedman_test(ranks_from_best(demsar_auc));
  CHECK(friedman.average_ranks[0] == Approx(3.143).margin(5e-4));
  CHECK(friedman.average_ranks[1] == Approx(2.000).margin(5e-4));
  CHECK(friedman.average_ranks[2] == Approx(2.893).margin(5e-4));
  CHECK(friedman.average_ranks[3] == Approx(1.964).margin(5e-4));
  CHECK(friedman.chi_squared == Approx(9.28).margin(5e-3));
  CHECK(friedman.f == Approx(3.69).margin(5e-3));
  // The paper's critical value of F(3, 39) at 0.05 is 2.85.
  CHECK(friedman.p_value < 0.05);
  CHECK(nemenyi_critical_difference(4, 14) == Approx(2.569 * std::sqrt(4.0 * 5.0 / (6.0 * 14.0))).epsilon(1e-4));
  CHECK(nemenyi_critical_difference(4, 14) == Approx(1.25).margin(5e-3));
}

TEST_CASE("The quantiles of Nemenyi's test are Demsar's table") {
  const std::vector<double> table{1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto k = static_cast<double>(i + 2);
    CHECK(nemenyi_critical_difference(i + 2, 1) == Approx(table[i] * std::sqrt(k * (k + 1) / 6)).epsilon(4e-4));
  }
  CHECK(std::isnan(nemenyi_critical_difference(51, 10)));
  CHECK(std::isnan(nemenyi_critical_difference(1, 10)));
}

TEST_CASE("Tails of the F distribution are those of tables") {
  CHECK(f_upper_tail(2.845068, 3, 39) == Approx(0.05).epsilon(1e-6));
  CHECK(f_upper_tail(161.4476387975881, 1, 1) == Approx(0.05).epsilon(1e-9));
  CHECK(f_upper_tail(4.102821015130402, 2, 10) == Approx(0.05).epsilon(1e-9));
  CHECK(f_upper_tail(1.0, 7, 7) == Approx(0.5).epsilon(1e-12));
  // F(2, 2d) has the closed tail (1 + f / d)^-d.
  for (const double f : {0.01, 0.5, 3.0, 40.0}) {
    CHECK(f_upper_tail(f, 2, 60) == Approx(std::pow(1 + f / 30, -30)).epsilon(1e-11));
  }
  CHECK(f_upper_tail(0, 3, 3) == 1);
}

TEST_CASE("Where all data sets agree on all ranks nothing is left to chance") {
  const Friedman friedman = friedman_test({{1, 2, 3}, {1, 2, 3}, {1, 2, 3}});
  CHECK(std::isinf(friedman.f));
  CHECK(friedman.p_value == 0);
  CHECK(friedman_test({{1, 2}, {2, 1}}).p_value == Approx(1));
}

TEST_CASE("Groups within a critical difference are joined, each longest run once") {
  using Runs = std::vector<std::pair<std::size_t, std::size_t>>;
  CHECK(indistinct_runs({1.964, 2.0, 2.893, 3.143}, 1.25) == Runs{{0, 3}});
  CHECK(indistinct_runs({1, 1.5, 2.4, 4, 4.2}, 1) == Runs{{0, 1}, {1, 2}, {3, 4}});
  CHECK(indistinct_runs({1, 3, 5}, 1).empty());
}
