#include "statistics/paired_tests.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

using namespace actlab;

namespace {

// Darwin's maize (Fisher 1935, section 17): cross- minus self-fertilised heights in eighths of an inch, 15 pairs.
const std::vector<double> maize{49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

}  // namespace

TEST_CASE("Wilcoxon's test is exact for few differences") {
  // All three positive: P = 2 / 2^3.
  CHECK(wilcoxon_signed_rank({1, 2, 3}) == 0.25);
  CHECK(wilcoxon_signed_rank({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}) == 2.0 / 1024);
  CHECK(wilcoxon_signed_rank({1, -1}) == 1);
  CHECK(wilcoxon_signed_rank({0, 0, 0}) == 1);
  CHECK(wilcoxon_signed_rank({}) == 1);
  // W- = 24: one of Darwin's 15 pairs' rank sums; 2 * 675 / 2^15 (Hollander, Wolfe: 0.0413).
  CHECK(wilcoxon_signed_rank(maize) == Approx(0.0413).margin(5e-5));
}

TEST_CASE("Zeros are left out, signs turned over change nothing, ties share ranks") {
  CHECK(wilcoxon_signed_rank({0, 1, 2, 0, 3}) == wilcoxon_signed_rank({1, 2, 3}));
  std::vector<double> turned;
  for (const double difference : maize) turned.push_back(-difference);
  CHECK(wilcoxon_signed_rank(turned) == wilcoxon_signed_rank(maize));
  // Ranks 1.5, 1.5, 3 with signs +, +, -: W- = 3, and 3 or less comes from {}, {1.5}, {1.5}, {3}, {1.5, 1.5}: 5 of 8.
  CHECK(wilcoxon_signed_rank({1, 1, -2}) == 1);
  CHECK(wilcoxon_signed_rank({1, 1, 2}) == 0.25);
}

TEST_CASE("The exact and the normal p-value of Wilcoxon's test meet where one takes over from the other") {
  std::vector<double> differences;
  for (int i = 1; i <= 200; ++i) differences.push_back((i % 5 < 2 ? -1.0 : 1.0) * (i + 0.25 * (i % 3)));
  const double exact = wilcoxon_signed_rank(differences);
  differences.push_back(1e-9);
  const double normal = wilcoxon_signed_rank(differences);
  CHECK(exact > 0);
  CHECK(normal == Approx(exact).epsilon(0.1));
}

TEST_CASE("The permutation test counts signs, Fisher's own example among them") {
  CHECK(sign_permutation_test({1, 2, 3}) == 0.25);
  CHECK(sign_permutation_test({2, 2, -2, -2}) == 1);
  CHECK(sign_permutation_test({}) == 1);
  CHECK(sign_permutation_test({0, 0}) == 1);
  // Fisher (1935): 1,726 of 32,768 sign choices of the 15 differences are as extreme, 5.267 %. Drawn: within 4 standard
  // errors.
  CHECK(sign_permutation_test(maize) == Approx(1726.0 / 32768).margin(4 * std::sqrt(0.05267 * 0.947 / 9999)));
  CHECK(sign_permutation_test(maize) == sign_permutation_test(maize));
}

TEST_CASE("Drawn permutations and the normal approximation agree") {
  std::vector<double> differences;
  for (int i = 0; i < 1000; ++i) differences.push_back(std::sin(i * 1.7) + 0.06);
  const double drawn = sign_permutation_test(differences);
  differences.push_back(0);
  CHECK(sign_permutation_test(differences) == Approx(drawn).margin(0.01));
}

TEST_CASE("Drawn permutations count the observed one, so that no p-value is 0") {
  std::vector<double> differences(40);
  std::iota(differences.begin(), differences.end(), 1.0);
  CHECK(sign_permutation_test(differences) == 1.0 / 10'000);
}

TEST_CASE("Wilcoxon's test of Demsar's example: tuning a tree's leaf size over fourteen data sets") {
  // Demsar (2006), table 2: tuning wins on 10 of 14 data sets and loses on 2. He splits the two
  // zeros between the sums (93 and 12); left out, the negative sum is 6.5, which 15 of 2^12 sign choices do not pass.
  const std::vector<double> differences{0.005, -0.008, 0.017, 0.033, 0.006, -0.005, 0.007,
                                        0,     0.063,  0,     0.022, 0.047, 0.009,  0.021};
  CHECK(wilcoxon_signed_rank(differences) < 0.05);
  CHECK(wilcoxon_signed_rank(differences) == Approx(2 * 15.0 / 4096).epsilon(1e-12));
}

TEST_CASE("Holm's correction multiplies the smallest most and keeps the order") {
  CHECK(holm({0.01, 0.04, 0.03, 0.005}) == std::vector<double>{0.03, 0.06, 0.06, 0.02});
  // Demsar (2006), table 7: z of 2.416, 2.342 and 0.512 against the untuned tree; Holm rejects two of the three.
  const std::vector<double> demsar = holm({0.019, 0.607, 0.016});
  CHECK(demsar[0] == Approx(0.048));
  CHECK(demsar[1] == Approx(0.607));
  CHECK(demsar[2] == Approx(0.048));
  CHECK(holm({0.9, 0.8}) == std::vector<double>{1, 1});
  CHECK(holm({}).empty());
}
