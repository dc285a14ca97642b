#include "report/comparison_text.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "report/comparison.hpp"

using namespace actlab;
using actlab::test::relu_and_tanh;
using actlab::test::three_activations;

namespace {

using Row = std::vector<std::string>;

// The verdict on relu and tanh whose pair is changed.
template <class Change>
Row verdict_with(Change change) {
  Comparison comparison = relu_and_tanh();
  change(comparison.statistics.pairs.front());
  return verdict(comparison, false);
}

}  // namespace

TEST_CASE("The groups' table has four digits and one column per interval for readers") {
  const Table table = groups_table(relu_and_tanh(), TableFormat::text);
  CHECK(table.title == "test_accuracy by activation, over all runs that did not diverge");
  CHECK(table.header == Row{"activation", "runs", "diverged", "mean", "95 % interval", "sd", "q1", "median", "q3",
                            "success", "95 % interval"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] ==
        Row{"relu", "4", "0", "0.75", "0.7 to 0.8", "0.125", "0.6875", "0.7656", "0.8125", "0.750", "0.301 to 0.954"});
  CHECK(table.rows[1] ==
        Row{"tanh", "4", "1", "0.5", "0.4 to 0.6", "0.125", "0.6875", "0.7656", "0.8125", "0.000", "0.000 to 0.490"});
  CHECK(table.numbers_from == 1);
  CHECK(groups_table(relu_and_tanh(), TableFormat::markdown).rows == table.rows);
  CHECK(groups_table(relu_and_tanh(), TableFormat::latex).rows == table.rows);
}

TEST_CASE("The groups' table has all digits and two columns per interval for machines") {
  const Table table = groups_table(relu_and_tanh(), TableFormat::csv);
  CHECK(table.header == Row{"activation", "runs", "diverged", "mean", "mean_low", "mean_high", "sd", "q1", "median",
                            "q3", "success_rate", "success_low", "success_high"});
  CHECK(table.rows[0] == Row{"relu", "4", "0", "0.75", "0.7", "0.8", "0.125", "0.6875", "0.765625", "0.8125", "0.75",
                             "0.300642", "0.954413"});
}

TEST_CASE("Numbers that there are none of are dashes for readers and empty for machines") {
  Comparison comparison = relu_and_tanh();
  comparison.statistics.groups[0].mean = std::nan("");
  comparison.statistics.groups[0].interval = {std::nan(""), std::nan("")};
  CHECK(groups_table(comparison, TableFormat::text).rows[0][3] == "-");
  CHECK(groups_table(comparison, TableFormat::text).rows[0][4] == "- to -");
  const Table csv = groups_table(comparison, TableFormat::csv);
  CHECK(Row(csv.rows[0].begin() + 3, csv.rows[0].begin() + 6) == Row{"", "", ""});
}

TEST_CASE("Over several data sets every group has its average rank") {
  const Table text = groups_table(three_activations(), TableFormat::text);
  CHECK(text.header.back() == "rank");
  CHECK(text.rows[1].back() == "3");
  CHECK(groups_table(three_activations(), TableFormat::csv).header.back() == "average_rank");
}

TEST_CASE("The pairs' table has two names, and numbers from then on") {
  const Table table = pairs_table(relu_and_tanh(), TableFormat::text);
  CHECK(table.title == "pairs of runs with the same settings and seed; p-values with Holm's correction");
  CHECK(table.header == Row{"first", "second", "pairs", "difference", "95 % interval", "effect d", "first better",
                            "p Wilcoxon", "p permutation"});
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0] == Row{"relu", "tanh", "4", "0.25", "0.125 to 0.375", "2.5", "1.000", "0.012", "<0.001"});
  CHECK(table.numbers_from == 2);
  const Table csv = pairs_table(relu_and_tanh(), TableFormat::csv);
  CHECK(csv.header == Row{"first", "second", "pairs", "difference", "difference_low", "difference_high", "effect",
                          "first_better", "p_wilcoxon", "p_permutation"});
  CHECK(csv.rows[0] == Row{"relu", "tanh", "4", "0.25", "0.125", "0.375", "2.5", "1", "0.0123456", "0.0001"});
}

TEST_CASE("The ranks are told in their order, with their tests") {
  CHECK(ranks_text(three_activations()) ==
        "average ranks over 3 data sets (1 is best): relu 1.00, gelu 2.00, tanh 3.00\n"
        "Friedman chi^2 6.00, Iman-Davenport F 12.35, p 0.050; critical difference 1.91 (Nemenyi, 0.05)\n");
  Comparison many = three_activations();
  many.statistics.ranks->critical_difference = std::nan("");
  many.statistics.ranks->friedman.p_value = 1e-9;
  CHECK(ranks_text(many).ends_with("p <0.001; no critical difference above 50 groups\n"));
}

TEST_CASE("The better group comes first, and its difference is positive, whichever way the pair stands") {
  const std::string relu_wins =
      "relu is better than tanh (difference 0.25, 95 % interval 0.125 to 0.375, n = 4 pairs, p 0.012)";
  CHECK(verdict(relu_and_tanh(), false) == Row{relu_wins});
  CHECK(verdict_with([](PairStatistics& pair) {
          pair.first = 1;
          pair.second = 0;
          pair.difference = -0.25;
          pair.interval = {-0.375, -0.125};
        }) == Row{relu_wins});
}

TEST_CASE("Of a loss the lower group is the better one") {
  Comparison comparison = relu_and_tanh();
  comparison.metric = "test_loss";
  comparison.higher_is_better = false;
  CHECK(verdict(comparison, false) ==
        Row{"tanh is better than relu (difference 0.25, 95 % interval 0.125 to 0.375, n = 4 pairs, p 0.012)"});
  comparison.statistics.pairs[0].difference = -0.25;
  comparison.statistics.pairs[0].interval = {-0.375, -0.125};
  CHECK(verdict(comparison, false) ==
        Row{"relu is better than tanh (difference 0.25, 95 % interval 0.125 to 0.375, n = 4 pairs, p 0.012)"});
}

TEST_CASE("Neither a p-value nor an interval alone tells two groups apart") {
  const Row high_p = verdict_with([](PairStatistics& pair) { pair.wilcoxon = 0.05; });
  REQUIRE(high_p.size() == 1);
  CHECK(high_p[0] ==
        "relu and tanh are not told apart (difference 0.25, 95 % interval 0.125 to 0.375, n = 4 pairs, p 0.050)");
  const Row wide = verdict_with([](PairStatistics& pair) { pair.interval = {-0.125, 0.625}; });
  REQUIRE(wide.size() == 1);
  CHECK(wide[0] ==
        "relu and tanh are not told apart (difference 0.25, 95 % interval -0.125 to 0.625, n = 4 pairs, p 0.012)");
}

TEST_CASE("The verdict is on the two groups with the best means, or on every pair with a baseline") {
  Comparison comparison = three_activations();
  const Row best = verdict(comparison, false);
  REQUIRE(best.size() == 1);
  CHECK(best[0].starts_with("relu and gelu are not told apart (difference 0.125,"));
  const Row all = verdict(comparison, true);
  REQUIRE(all.size() == 3);
  CHECK(all[0].starts_with("relu is better than tanh"));
  CHECK(all[2].starts_with("gelu and tanh are not told apart (difference 0.125,"));
  comparison.higher_is_better = false;
  REQUIRE(verdict(comparison, false).size() == 1);
  CHECK(verdict(comparison, false)[0].starts_with("tanh and gelu are not told apart"));
  comparison.statistics.pairs.back().pairs = 0;
  CHECK(verdict(comparison, false).empty());
}
