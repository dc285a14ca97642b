#include "figure/comparison_figures.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "analysis/cells_by_hand.hpp"
#include "data/files.hpp"
#include "figure/own_scripts.hpp"
#include "report/comparison.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

namespace fs = std::filesystem;

// relu and a formula on circle and xor; a run of the formula on xor diverged, another has no finite value.
Comparison two_groups() {
  Comparison comparison = relu_and_tanh_over(2);
  comparison.groups[1] = "mine=where(x>0,x,0)";
  comparison.panels[0].data_sets[1].groups[1].runs = 3;
  comparison.runs = {{0, 0, 0, 0.5},
                     {0, 1, 0, 0.75},
                     {0, 0, 1, 0.25},
                     {0, 1, 1, std::nan("")},
                     {0, 1, 1, std::numeric_limits<double>::infinity()},
                     {0, 1, 1, 1}};
  return comparison;
}

std::string groups_file(const fs::path& directory, const Comparison& comparison, std::size_t panel) {
  write_group_data(directory, comparison, panel);
  return read_file(directory / "groups.csv");
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    lines.push_back(text.substr(at, text.find('\n', at) - at));
  }
  return lines;
}

std::vector<std::string> forest_of(const Comparison& comparison) {
  const TemporaryDirectory directory;
  write_effect_data(directory.path(), comparison, 0);
  std::vector<std::string> lines = lines_of(read_file(directory.path() / "forest.csv"));
  lines.erase(lines.begin());
  return lines;
}

// So many groups over as many data sets, the last one the best.
Comparison many_groups(std::size_t groups, std::size_t data_sets) {
  Comparison comparison = relu_and_tanh_over(data_sets);
  ComparisonPanel& panel = comparison.panels[0];
  comparison.groups.clear();
  panel.pairs.clear();
  panel.ranks->order.clear();
  for (std::size_t g = 0; g < groups; ++g) {
    comparison.groups.push_back("g" + std::to_string(g));
    panel.ranks->order.insert(panel.ranks->order.begin(), g);
    for (std::size_t h = g + 1; h < groups; ++h) {
      panel.pairs.push_back(pair_by_hand(g, h, data_sets, -0.25, {-0.375, -0.125}, Outcome::reversed));
    }
  }
  return comparison;
}

}  // namespace

TEST_CASE("The groups' file has a row per data set and group, and the runs' file a row per finite run") {
  const TemporaryDirectory directory;
  CHECK(groups_file(directory.path(), two_groups(), 0) ==
        "set,group,data_set,name,runs,mean,low,high,q1,median,q3,diverged\n"
        "1,1,circle,relu,4,0.75,0.7,0.8,0.6875,0.765625,0.8125,0\n"
        "1,2,circle,mine=where(x>0\u201ax\u201a0),3,0.5,0.4,0.6,0.6875,0.765625,0.8125,1\n"
        "2,1,xor,relu,4,0.75,0.7,0.8,0.6875,0.765625,0.8125,0\n"
        "2,2,xor,mine=where(x>0\u201ax\u201a0),2,0.5,0.4,0.6,0.6875,0.765625,0.8125,1\n");
  CHECK(read_file(directory.path() / "group-runs.csv") ==
        "set,group,test_accuracy\n1,1,0.5\n2,1,0.75\n1,2,0.25\n2,2,1\n");
}

TEST_CASE("Files of a panel hold nothing of another") {
  Comparison comparison = two_groups();
  comparison.panels.push_back(comparison.panels[0]);
  comparison.panels[1].metric = "test_r2";
  comparison.panels[1].data_sets.pop_back();
  comparison.runs.push_back({1, 0, 1, 0.125});
  const TemporaryDirectory directory;
  CHECK(lines_of(groups_file(directory.path(), comparison, 1)).size() == 3);
  CHECK(read_file(directory.path() / "group-runs.csv") == "set,group,test_r2\n1,2,0.125\n");
}

TEST_CASE("The forest has the pair's effect over its data sets, and then those on each of them") {
  const std::vector<std::string> rows = forest_of(relu_and_tanh_over(3));
  REQUIRE(rows.size() == 4);
  const std::string panel = "1,relu \u2212 tanh: test accuracy,\u2190 tanh better,relu better \u2192,";
  CHECK(rows[0] == panel + "over 3 data sets,1,0.25,0.125,0.375,-0.25,0.75,-0.01,0.01,holds,n = 12");
  CHECK(rows[1] == panel + "circle,0,0.25,0.125,0.375,,,-0.01,0.01,holds,n = 4");
  CHECK(rows[3].starts_with(panel + "spiral,0,"));
}

TEST_CASE("On one data set there is no diamond, and each pair is a panel") {
  CHECK(forest_of(relu_and_tanh()).size() == 1);
  CHECK(
      forest_of(relu_and_tanh()).at(0).starts_with("1,relu \u2212 tanh: test accuracy,\u2190 tanh better,relu better"));
  const std::vector<std::string> three = forest_of(three_activations());
  REQUIRE(three.size() == 12);
  CHECK(three[3].starts_with("1,"));
  CHECK(three[4].starts_with("2,relu \u2212 gelu: test accuracy,"));
  CHECK(three[11].starts_with("3,tanh \u2212 gelu: test accuracy,"));
}

TEST_CASE("Outcomes of the forest's rows are those of the data sets that the pair is on") {
  Comparison comparison = relu_and_tanh_over(3);
  comparison.panels[0].pairs = {pair_by_hand(0, 1, 2, 0.25, {0.125, 0.375}, Outcome::holds)};
  comparison.panels[0].pairs[0].data_sets = {0, 2};
  comparison.panels[0].pairs[0].effect.data_set_outcomes[1] = Outcome::cannot_tell;
  const std::vector<std::string> rows = forest_of(comparison);
  REQUIRE(rows.size() == 3);
  CHECK(rows[2].find(",spiral,0,") != std::string::npos);
  CHECK(rows[2].ends_with(",cannot tell,n = 4"));
}

TEST_CASE("Of a loss the lower group lies on the left, and is said to be better there") {
  Comparison comparison = relu_and_tanh();
  comparison.higher_is_better = false;
  comparison.scale = Scale::ratio;
  comparison.panels[0].metric = "test_loss";
  CHECK(forest_of(comparison)
            .at(0)
            .starts_with("1,relu \u2212 tanh: test loss\u201a %,\u2190 relu better,tanh better \u2192,circle,0,28.4"));
}

TEST_CASE("Of more than six pairs those with the best group are drawn") {
  CHECK(forest_of(many_groups(4, 2)).size() == 6 * 3);
  const std::vector<std::string> rows = forest_of(many_groups(5, 2));
  REQUIRE(rows.size() == 4 * 3);
  for (const std::string& row : rows) CHECK(row.find("g4: test accuracy") != std::string::npos);
}

TEST_CASE("Where data sets would be too many rows, effects over all of them share a panel") {
  const std::vector<std::string> rows = forest_of(many_groups(15, 8));
  REQUIRE(rows.size() == 14);
  CHECK(rows[0].starts_with("1,test accuracy,\u2190 second better,first better \u2192,g0 \u2212 g14,1,-0.25,"));
  CHECK(rows[13].starts_with("1,test accuracy,\u2190 second better,first better \u2192,g13 \u2212 g14,1,"));
  CHECK(rows[13].ends_with(",n = 32"));
}

TEST_CASE("Ranks are written best first, with bars over those that are not told apart") {
  const TemporaryDirectory directory;
  CHECK(write_rank_data(directory.path(), three_activations(), 0));
  CHECK(read_file(directory.path() / "ranks.csv") ==
        "group,average_rank,critical_difference\nrelu,1,1.9138\ngelu,2,1.9138\ntanh,3,1.9138\n");
  CHECK(read_file(directory.path() / "rank-bars.csv") == "from,to\n1,2\n2,3\n");
}

TEST_CASE("Without ranks or their critical difference no ranks are written") {
  const TemporaryDirectory directory;
  CHECK(!write_rank_data(directory.path(), relu_and_tanh(), 0));
  Comparison many = three_activations();
  many.panels[0].ranks->critical_difference = std::nan("");
  CHECK(!write_rank_data(directory.path(), many, 0));
  CHECK(fs::is_empty(directory.path()));
}

TEST_CASE("Learning curves are quartiles by data set, group and epoch, under the metric's names") {
  const TemporaryDirectory directory;
  write_curve_data(directory.path(), "test_r2",
                   {{0, 0, 0, 0, 0.25, 0.5, 0.75}, {1, 0, 0, 0, 9, 9, 9}, {0, 1, 2, 10, 1, 2, 3}}, 0);
  CHECK(read_file(directory.path() / "group-curves.csv") ==
        "set,group,epoch,test_r2_q1,test_r2_median,test_r2_q3\n"
        "1,1,0,0.25,0.5,0.75\n"
        "2,3,10,1,2,3\n");
}

TEST_CASE("A comparison is drawn with its effects and ranks, and without curves where metrics were not recorded") {
  const TemporaryDirectory directory;
  const fs::path out = directory.path() / "figures";
  directory.write("run.toml", "record = [\"model\"]\n");
  ComparisonRequest request;
  request.directories = {directory.path()};
  const Plotter plotter(out, out, "svg", false);
  Comparison comparison = three_activations();
  comparison.groups[1] = "mine=where(x>0,x,0)";
  const std::vector<ComparisonFigures> figures = draw_comparison(comparison, request, out, plotter);
  REQUIRE(figures.size() == 1);
  CHECK(figures[0].condition.empty());
  CHECK(figures[0].effects == out / "compare-effects.svg");
  CHECK(figures[0].runs == out / "compare-runs.svg");
  CHECK(figures[0].ranks == out / "critical-difference.svg");
  CHECK(figures[0].curves.empty());
  CHECK(!fs::exists(out / "group-curves.csv"));
  // A name with commas stands whole in the pictures, and data sets by their names.
  for (const fs::path& file : {figures[0].effects, figures[0].runs}) {
    CHECK(read_file(file).find("0\u201ax\u201a0)") != std::string::npos);
    CHECK(read_file(file).find(">spiral<") != std::string::npos);
  }
  CHECK(draw_comparison(relu_and_tanh(), request, out, plotter).at(0).ranks.empty());
}

TEST_CASE("Each condition has pictures of its own, from files of its own") {
  const TemporaryDirectory directory;
  const fs::path out = directory.path() / "figures";
  directory.write("run.toml", "record = []\n");
  ComparisonRequest request;
  request.directories = {directory.path()};
  Comparison comparison = relu_and_tanh();
  comparison.panels.push_back(comparison.panels[0]);
  comparison.panels[0].condition = "arch 4";
  comparison.panels[1].condition = "arch 8";
  comparison.panels[1].pairs.clear();
  const OwnScripts scripts;
  for (const char* name : {"forest.gp", "compare-runs.gp"}) scripts.add(name, OwnScripts::prints_arguments);
  const auto figures = draw_comparison(comparison, request, out, Plotter(out, out, "svg", false));
  REQUIRE(figures.size() == 2);
  CHECK(figures[0].condition == "arch 4");
  CHECK(figures[0].runs == out / "compare-runs-1.svg");
  CHECK(figures[0].effects == out / "compare-effects-1.svg");
  CHECK(figures[1].runs == out / "compare-runs-2.svg");
  CHECK(figures[1].effects.empty());
  CHECK(read_file(figures[1].runs) == "2\n" + (out / "comparison-2").string() + "\n\n" + OwnScripts::end_of_figure);
  CHECK(fs::exists(out / "comparison-1/groups.csv"));
}

TEST_CASE("Curves of regressions beside classes are called R^2, those of classes an accuracy") {
  std::vector<CellByHand> cells = relu_and_tanh_under({{{"dataset", "circle"}}, {{"dataset", "reg-plane"}}});
  for (std::size_t c : {2, 3}) cells[c].values["task"] = "regression";
  ResultsByHand results("dataset = [\"circle\", \"reg-plane\"]\n", cells);
  for (const CellByHand& cell : cells) {
    results.add("cells/" + cell.id + "/metrics.csv", "replicate,epoch,test_loss,test_accuracy\n0,0,1,0.5\n");
  }
  const OwnScripts scripts;
  for (const char* name : {"forest.gp", "compare-runs.gp", "compare-curves.gp"}) {
    scripts.add(name, OwnScripts::prints_arguments);
  }
  const TemporaryDirectory out;
  const auto first_line = [&](const char* panel) {
    return lines_of(read_file(out.path() / panel / "group-curves.csv")).at(0);
  };
  ComparisonRequest request = request_of({&results});
  const Plotter plotter(out.path(), out.path(), "svg", false);
  CHECK(draw_comparison(compare(request), request, out.path(), plotter).at(1).curves ==
        out.path() / "compare-curves-2.svg");
  CHECK(first_line("comparison-1") == "set,group,epoch,test_accuracy_q1,test_accuracy_median,test_accuracy_q3");
  CHECK(first_line("comparison-2") == "set,group,epoch,test_r2_q1,test_r2_median,test_r2_q3");
}
