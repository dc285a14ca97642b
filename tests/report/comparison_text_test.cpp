#include "report/comparison_text.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "arithmetic/elementary.hpp"
#include "report/comparison.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Row = std::vector<std::string>;
using Cell = std::pair<std::size_t, std::size_t>;

// A loss of relu that is half of tanh's, on circle.
Comparison losses() {
  Comparison comparison = relu_and_tanh();
  comparison.metric = comparison.panels[0].metric = "test_loss";
  comparison.scale = Scale::ratio;
  comparison.higher_is_better = false;
  comparison.counts_successes = false;
  comparison.smallest = 0.05;
  comparison.panels[0].pairs = {
      pair_by_hand(0, 1, 1, arithmetic::log(0.5), {arithmetic::log(0.25), arithmetic::log(0.75)}, Outcome::holds)};
  return comparison;
}

Comparison two_conditions() {
  Comparison comparison = relu_and_tanh();
  comparison.panels.push_back(comparison.panels[0]);
  comparison.panels[0].condition = "arch 4";
  comparison.panels[1].condition = "arch 8";
  return comparison;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("The groups' table has four digits and one column per interval for readers") {
  const Table table = groups_table(relu_and_tanh(), TableFormat::text);
  CHECK(table.title ==
        "test_accuracy by activation, over the runs that did not diverge; intervals for new draws of the data");
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

TEST_CASE("The groups' table has all digits, two columns per interval and every place for machines") {
  for (const TableFormat format : {TableFormat::csv, TableFormat::json}) {
    const Table table = groups_table(relu_and_tanh(), format);
    CHECK(table.header == Row{"condition", "metric", "data_set", "activation", "runs", "diverged", "mean", "mean_low",
                              "mean_high", "sd", "q1", "median", "q3", "success_rate", "success_low", "success_high"});
    CHECK(table.numbers_from == 4);
    CHECK(table.rows[0] == Row{"", "test_accuracy", "circle", "relu", "4", "0", "0.75", "0.7", "0.8", "0.125", "0.6875",
                               "0.765625", "0.8125", "0.75", "0.300642", "0.954413"});
  }
}

TEST_CASE("Readers are told the data set and the condition where there is more than one") {
  const Table sets = groups_table(relu_and_tanh_over(2), TableFormat::text);
  CHECK(Row(sets.header.begin(), sets.header.begin() + 3) == Row{"data set", "activation", "runs"});
  CHECK(sets.numbers_from == 2);
  REQUIRE(sets.rows.size() == 4);
  CHECK(sets.rows[2][0] == "xor");
  const Table conditions = groups_table(two_conditions(), TableFormat::text);
  CHECK(Row(conditions.header.begin(), conditions.header.begin() + 2) == Row{"when", "activation"});
  CHECK(conditions.rows.at(2).at(0) == "arch 8");
  CHECK(groups_table(two_conditions(), TableFormat::csv).rows.at(2).at(0) == "arch 8");
}

TEST_CASE("A group that has no runs on a data set has no row there") {
  Comparison comparison = relu_and_tanh_over(2);
  comparison.panels[0].data_sets[0].groups[1] = GroupStatistics{};
  const Table table = groups_table(comparison, TableFormat::csv);
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[1][2] == "xor");
}

TEST_CASE("Successes are told where they mean something") {
  Comparison comparison = relu_and_tanh();
  comparison.counts_successes = false;
  CHECK(groups_table(comparison, TableFormat::text).header.back() == "q3");
  CHECK(groups_table(comparison, TableFormat::csv).header.back() == "q3");
  CHECK(groups_table(comparison, TableFormat::csv).rows[0].back() == "0.8125");
}

TEST_CASE("Numbers that there are none of are one dash for readers and empty for machines") {
  Comparison comparison = relu_and_tanh();
  GroupStatistics& relu = comparison.panels[0].data_sets[0].groups[0];
  relu.mean = std::nan("");
  relu.interval = {std::nan(""), std::nan("")};
  CHECK(groups_table(comparison, TableFormat::text).rows[0][3] == "-");
  CHECK(groups_table(comparison, TableFormat::text).rows[0][4] == "-");
  const Table csv = groups_table(comparison, TableFormat::csv);
  CHECK(Row(csv.rows[0].begin() + 6, csv.rows[0].begin() + 9) == Row{"", "", ""});
}

TEST_CASE("What rounding leaves of the spread of equal numbers is 0 for readers") {
  Comparison comparison = relu_and_tanh();
  comparison.panels[0].data_sets[0].groups[0].sd = 1e-17;
  CHECK(groups_table(comparison, TableFormat::text).rows[0][5] == "0");
  CHECK(groups_table(comparison, TableFormat::csv).rows[0][9] == "1e-17");
}

TEST_CASE("The means by data set and group have the best of each in bold, and the average ranks") {
  const Comparison comparison = three_activations();
  const Table table = means_table(comparison.panels[0], comparison, TableFormat::text);
  CHECK(table.title == "mean test_accuracy by data set and activation");
  CHECK(means_table(comparison.panels[0], comparison, TableFormat::latex).title == table.title + ", the best in bold");
  CHECK(table.header == Row{"data set", "relu", "tanh", "gelu"});
  CHECK(table.rows == std::vector<Row>{{"circle", "0.75", "0.5", "0.625"},
                                       {"xor", "0.75", "0.5", "0.625"},
                                       {"spiral", "0.75", "0.5", "0.625"},
                                       {"average rank", "1.00", "3.00", "2.00"}});
  CHECK(table.bold == std::set<Cell>{{0, 1}, {1, 1}, {2, 1}, {3, 1}});
  CHECK(contains(table_text(table, TableFormat::markdown), "| circle | **0.75** | 0.5 | 0.625 |"));
  CHECK(contains(table_text(table, TableFormat::latex), "circle & \\textbf{0.75} & 0.5 & 0.625 \\\\"));
}

TEST_CASE("The best of a loss is the lowest, ties are all bold, and what is missing is a dash") {
  Comparison comparison = three_activations();
  comparison.higher_is_better = false;
  ComparisonPanel& panel = comparison.panels[0];
  panel.data_sets[1].groups[2].mean = 0.5;
  panel.data_sets[2].groups[1].mean = std::nan("");
  panel.ranks.reset();
  panel.condition = "arch 4";
  const Table table = means_table(panel, comparison, TableFormat::text);
  CHECK(table.title.ends_with(" by data set and activation, arch 4"));
  CHECK(table.rows.size() == 3);
  CHECK(table.rows[2] == Row{"spiral", "0.75", "-", "0.625"});
  CHECK(table.bold == std::set<Cell>{{0, 2}, {1, 2}, {1, 3}, {2, 3}});
}

TEST_CASE("The pairs' table has the effect with its interval, the counts, the test and the outcome") {
  const Table table = pairs_table(relu_and_tanh(), TableFormat::text);
  CHECK(table.title == "difference, first - second; up to 0.01 does not matter; p with Holm's correction");
  CHECK(table.header == Row{"first", "second", "data sets", "n", "difference", "95 % interval", "80 % prediction",
                            "better/as good/worse", "P(first better)", "p", "outcome"});
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0] ==
        Row{"relu", "tanh", "1", "4", "+0.25", "+0.125 to +0.375", "-", "1/0/0", "1.000", "0.012", "relu better"});
  CHECK(table.numbers_from == 2);
}

TEST_CASE("Over several data sets a pair has its prediction interval, and is said to vary") {
  Comparison comparison = three_activations();
  comparison.level = 1 - 0.05 / 3;
  comparison.panels[0].pairs[0].effect.varies = true;
  comparison.panels[0].pairs[0].p_value = 0.0001;
  const Table table = pairs_table(comparison, TableFormat::text);
  CHECK(table.title ==
        "difference, first - second; up to 0.01 does not matter; the 3 intervals hold together with 95 %; p with "
        "Holm's correction");
  CHECK(table.header[5] == "98.33 % interval");
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0] == Row{"relu", "tanh", "3", "12", "+0.25", "+0.125 to +0.375", "-0.25 to +0.75", "3/0/0", "1.000",
                             "<0.001", "relu better, but varies"});
  CHECK(table.rows[2].back() == "gelu better");
  CHECK(table.rows[2][7] == "0/0/3");
}

TEST_CASE("The pairs' table for machines has a column per number, and plain outcomes") {
  Comparison comparison = three_activations();
  comparison.panels[0].pairs[1].effect.varies = true;
  comparison.panels[0].pairs[1].effect.resampled = false;
  comparison.panels[0].pairs[2].p_value = std::nan("");
  comparison.panels[0].pairs[2].effect.effect.prediction.reset();
  const Table table = pairs_table(comparison, TableFormat::csv);
  CHECK(table.header == Row{"condition", "metric",     "first",       "second",         "data_sets",       "n",
                            "effect",    "effect_low", "effect_high", "prediction_low", "prediction_high", "tau",
                            "wins",      "ties",       "losses",      "first_better",   "p_value",         "outcome",
                            "varies",    "resampled"});
  CHECK(table.numbers_from == 4);
  CHECK(table.rows[0] == Row{"",     "test_accuracy", "relu", "tanh", "3", "12", "0.25",      "0.125", "0.375", "-0.25",
                             "0.75", "0.0625",        "3",    "0",    "0", "1",  "0.0123456", "holds", "no",    "yes"});
  CHECK(Row(table.rows[1].end() - 3, table.rows[1].end()) == Row{"cannot tell", "yes", "no"});
  CHECK(Row(table.rows[2].begin() + 9, table.rows[2].begin() + 11) == Row{"", ""});
  CHECK(table.rows[2][16].empty());
}

TEST_CASE("Ratios are percentages off 1 for readers, shares for machines, and the lower one wins") {
  const Table text = pairs_table(losses(), TableFormat::text);
  CHECK(text.title ==
        "ratio of means, first to second, as a percentage off 1; up to 5 % does not matter; p with Holm's correction");
  CHECK(text.header[4] == "ratio");
  CHECK(text.rows[0] ==
        Row{"relu", "tanh", "1", "4", "-50 %", "-75 % to -25 %", "-", "1/0/0", "1.000", "0.012", "relu better"});
  const Table csv = pairs_table(losses(), TableFormat::csv);
  CHECK(std::stod(csv.rows[0][6]) == Approx(-0.5));
  CHECK(std::stod(csv.rows[0][7]) == Approx(-0.75));
  CHECK(csv.rows[0][12] == "1");
  CHECK(csv.rows[0][14] == "0");
  CHECK(csv.rows[0][15] == "1");
}

TEST_CASE("The table by data set has a row per pair and data set, and says of which draw it is") {
  Comparison comparison = relu_and_tanh_over(2);
  comparison.panels[0].data_sets[1].resampled = false;
  comparison.panels[0].pairs[0].effect.data_set_outcomes[1] = Outcome::not_worse;
  const Table text = data_set_effects_table(comparison, TableFormat::text);
  CHECK(text.title == "the same by data set, for this draw of the data on xor");
  CHECK(text.header ==
        Row{"data set", "first", "second", "n", "difference", "95 % interval", "P(first better)", "outcome"});
  CHECK(text.rows ==
        std::vector<Row>{{"circle", "relu", "tanh", "4", "+0.25", "+0.125 to +0.375", "1.000", "relu better"},
                         {"xor", "relu", "tanh", "4", "+0.25", "+0.125 to +0.375", "1.000", "relu not worse by 0.01"}});
  const Table csv = data_set_effects_table(comparison, TableFormat::csv);
  CHECK(csv.header == Row{"condition", "metric", "data_set", "first", "second", "n", "effect", "effect_low",
                          "effect_high", "first_better", "outcome", "resampled"});
  CHECK(csv.rows[1] ==
        Row{"", "test_accuracy", "xor", "relu", "tanh", "4", "0.25", "0.125", "0.375", "1", "not worse", "no"});
  CHECK(csv.rows[0].back() == "yes");
}

TEST_CASE("A pair that is on some data sets alone has rows of those") {
  Comparison comparison = relu_and_tanh_over(3);
  comparison.panels[0].pairs = {pair_by_hand(0, 1, 1, 0.25, {0.125, 0.375}, Outcome::holds)};
  comparison.panels[0].pairs[0].data_sets = {2};
  const Table table = data_set_effects_table(comparison, TableFormat::text);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0][0] == "spiral");
}

TEST_CASE("What the validation rows chose stands data set by data set for readers, and in a row each for machines") {
  Comparison comparison = relu_and_tanh();
  comparison.chosen = {{"", "circle", "relu", "learning rate 0.1"},
                       {"", "xor", "relu", "learning rate 1"},
                       {"", "xor", "tanh", "learning rate 3"}};
  const Table text = chosen_table(comparison, TableFormat::text);
  CHECK(text.header == Row{"data set", "relu", "tanh"});
  CHECK(text.rows ==
        std::vector<Row>{{"circle", "learning rate 0.1", "-"}, {"xor", "learning rate 1", "learning rate 3"}});
  const Table csv = chosen_table(comparison, TableFormat::csv);
  CHECK(csv.header == Row{"condition", "data_set", "activation", "chosen"});
  CHECK(csv.rows.at(1) == Row{"", "xor", "relu", "learning rate 1"});
  Comparison conditions = two_conditions();
  conditions.chosen = {{"arch 8", "circle", "relu", "learning rate 0.1"}};
  CHECK(chosen_table(conditions, TableFormat::text).header.at(0) == "when");
  CHECK(chosen_table(conditions, TableFormat::csv).rows ==
        std::vector<Row>{{"arch 8", "circle", "relu", "learning rate 0.1"}});
}

TEST_CASE("The ranks are told in their order, with their tests") {
  Comparison comparison = three_activations();
  CHECK(ranks_text(comparison.panels[0], comparison) ==
        "average ranks over 3 data sets (1 is best): relu 1.00, gelu 2.00, tanh 3.00\n"
        "Friedman chi^2 6.00, Iman-Davenport F 12.35, p 0.050; critical difference 1.91 (Nemenyi, 0.05); ranks depend "
        "on which groups are compared\n");
  comparison.panels[0].condition = "arch 4";
  comparison.panels[0].ranks->critical_difference = std::nan("");
  comparison.panels[0].ranks->friedman.p_value = 1e-9;
  const std::string many = ranks_text(comparison.panels[0], comparison);
  CHECK(many.starts_with("arch 4: average ranks"));
  CHECK(many.ends_with("p <0.001; no critical difference above 50 groups\n"));
}

TEST_CASE("The text of one data set is its groups, its pairs and the verdict") {
  const Comparison comparison = relu_and_tanh();
  CHECK(comparison_text(comparison, false, TableFormat::text) ==
        table_text(groups_table(comparison, TableFormat::text), TableFormat::text) + "\n" +
            table_text(pairs_table(comparison, TableFormat::text), TableFormat::text) + "\n" +
            verdict(comparison, false).at(0) + "\n");
}

TEST_CASE("The text of several data sets has their means, their effects and the ranks too") {
  Comparison comparison = three_activations();
  comparison.chosen = {{"", "circle", "relu", "learning rate 0.1"}};
  const std::string text = comparison_text(comparison, false, TableFormat::text);
  std::size_t at = 0;
  for (const std::string& part :
       {table_text(groups_table(comparison, TableFormat::text), TableFormat::text),
        table_text(means_table(comparison.panels[0], comparison, TableFormat::text), TableFormat::text),
        table_text(chosen_table(comparison, TableFormat::text), TableFormat::text),
        table_text(data_set_effects_table(comparison, TableFormat::text), TableFormat::text),
        table_text(pairs_table(comparison, TableFormat::text), TableFormat::text),
        ranks_text(comparison.panels[0], comparison), verdict(comparison, false).back()}) {
    CAPTURE(part);
    const std::size_t found = text.find(part, at);
    REQUIRE(found != std::string::npos);
    at = found + part.size();
  }
}

TEST_CASE("Tables of more rows than a reader takes in are left out for readers, and never for machines") {
  Comparison comparison = relu_and_tanh_over(8);
  for (int p = 0; p < 2; ++p) comparison.panels.push_back(comparison.panels[0]);
  for (std::size_t p = 0; p < 3; ++p) comparison.panels[p].condition = "arch " + std::to_string(p);
  // 48 rows of groups, 24 of effects.
  const std::string text = comparison_text(comparison, false, TableFormat::text);
  CHECK(!contains(text, "over the runs that did not diverge"));
  CHECK(contains(text, "the same by data set"));
  CHECK(contains(text, "mean test_accuracy by data set and activation"));
  for (int p = 0; p < 3; ++p) comparison.panels.push_back(comparison.panels[0]);
  CHECK(!contains(comparison_text(comparison, false, TableFormat::text), "the same by data set"));
  const std::string csv = comparison_text(comparison, false, TableFormat::csv);
  CHECK(std::count(csv.begin(), csv.end(), '\n') == (1 + 96) + 1 + (1 + 6) + 1 + (1 + 48));
}

TEST_CASE("CSV is the tables alone, with a blank line between") {
  const Comparison comparison = relu_and_tanh_over(2);
  CHECK(comparison_text(comparison, false, TableFormat::csv) ==
        table_text(groups_table(comparison, TableFormat::csv), TableFormat::csv) + "\n" +
            table_text(pairs_table(comparison, TableFormat::csv), TableFormat::csv) + "\n" +
            table_text(data_set_effects_table(comparison, TableFormat::csv), TableFormat::csv));
}

TEST_CASE("LaTeX has no sentences, and Markdown has") {
  const Comparison comparison = three_activations();
  const std::string sentence = "relu has the best average rank";
  CHECK(!contains(comparison_text(comparison, false, TableFormat::latex), sentence));
  CHECK(contains(comparison_text(comparison, false, TableFormat::markdown), sentence));
  CHECK(contains(comparison_text(comparison, false, TableFormat::markdown), "| circle | **0.75** |"));
  CHECK(contains(comparison_text(comparison, false, TableFormat::latex), "\\textbf{0.75}"));
}

TEST_CASE("JSON is one object: what was compared, the rows of each table, and the verdict") {
  Comparison comparison = three_activations();
  comparison.panels[0].pairs[2].effect.effect.prediction.reset();
  const auto json = nlohmann::json::parse(comparison_text(comparison, false, TableFormat::json));
  CHECK(json.at("by") == "activation");
  CHECK(json.at("metric") == "test_accuracy");
  CHECK(json.at("higher_is_better") == true);
  CHECK(json.at("scale") == "difference");
  CHECK(json.at("smallest") == 0.01);
  CHECK(json.at("level") == 0.95);
  REQUIRE(json.at("groups").size() == 9);
  CHECK(json["groups"][1].at("activation") == "tanh");
  CHECK(json["groups"][1].at("diverged") == 1);
  CHECK(json["groups"][1].at("mean") == 0.5);
  REQUIRE(json.at("pairs").size() == 3);
  CHECK(json["pairs"][0].at("effect_low") == 0.125);
  CHECK(json["pairs"][0].at("outcome") == "holds");
  CHECK(json["pairs"][2].at("prediction_low").is_null());
  REQUIRE(json.at("data_sets").size() == 9);
  CHECK(json["data_sets"][1].at("data_set") == "xor");
  CHECK(!json.contains("chosen"));
  CHECK(json.at("verdict") == verdict(comparison, false));
  CHECK(nlohmann::json::parse(comparison_text(comparison, true, TableFormat::json)).at("verdict") ==
        verdict(comparison, true));
  comparison.chosen = {{"", "circle", "relu", "learning rate 0.1"}};
  CHECK(nlohmann::json::parse(comparison_text(comparison, false, TableFormat::json)).at("chosen").at(0).at("chosen") ==
        "learning rate 0.1");
}

TEST_CASE("Groups whose names are numbers, or break a line, stay texts in JSON") {
  Comparison comparison = relu_and_tanh();
  comparison.groups = {"4", "a\"b\nc\xff"};
  const auto json = nlohmann::json::parse(comparison_text(comparison, false, TableFormat::json));
  CHECK(json.at("groups")[0].at("activation") == "4");
  CHECK(json.at("pairs")[0].at("second") == "a\"b\nc\ufffd");
}
