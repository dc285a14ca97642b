#include "analysis/compare.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/cells_by_hand.hpp"
#include "arithmetic/elementary.hpp"
#include "statistics/intervals.hpp"
#include "statistics/mean_interval.hpp"
#include "statistics/paired_tests.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Setting = std::map<std::string, std::string>;
const std::vector<CellByHand>& both = relu_and_tanh_by_hand;
const char* const both_toml = relu_and_tanh_by_hand_toml;

template <class Change>
Comparison compared(const ResultsByHand& results, const Change& change) {
  ComparisonRequest request = request_of({&results});
  change(request);
  return compare(request);
}

Comparison compared(const ResultsByHand& results) {
  return compared(results, [](ComparisonRequest&) {});
}

template <class Change>
std::string usage_error(const ResultsByHand& results, const Change& change) {
  const auto [kind, what] = error_in([&] { compared(results, change); });
  CHECK(kind == ErrorKind::usage);
  return what;
}

ComparedPair only_pair(const Comparison& comparison) {
  REQUIRE(comparison.panels.size() == 1);
  REQUIRE(comparison.panels[0].pairs.size() == 1);
  return comparison.panels[0].pairs[0];
}

DataSetEffect only_effect(const Comparison& comparison) {
  const ComparedPair pair = only_pair(comparison);
  REQUIRE(pair.effect.effect.data_sets.size() == 1);
  return pair.effect.effect.data_sets[0];
}

// relu and tanh under two noises of spiral, two networks each: by variant relu is better by 0.25 and by 0.125.
std::vector<CellByHand> two_noises(const Setting& more = {}) {
  std::vector<CellByHand> cells{{"c0", {{"activation", "relu"}}, {0.75, 0.875}, {}},
                                {"c1", {{"activation", "tanh"}}, {0.5, 0.625}, {}},
                                {"c2", {{"activation", "relu"}, {"noise", "20"}}, {0.5, 0.75}, {}},
                                {"c3", {{"activation", "tanh"}, {"noise", "20"}}, {0.375, 0.625}, {}}};
  for (CellByHand& cell : cells) cell.values.insert(more.begin(), more.end());
  return cells;
}

double width(const Interval& interval) { return interval.high - interval.low; }

}  // namespace

TEST_CASE("Runs are paired by their replicates, and a pair with a run that diverged does not count") {
  const ResultsByHand results(both_toml, both);
  const Comparison comparison = compared(results);
  CHECK(comparison.by == "activation");
  CHECK(comparison.metric == "test_accuracy");
  CHECK(comparison.scale == Scale::difference);
  CHECK(comparison.higher_is_better);
  CHECK(comparison.counts_successes);
  CHECK(comparison.groups == Texts{"relu", "tanh"});
  REQUIRE(comparison.panels.size() == 1);
  CHECK(comparison.panels[0].condition.empty());
  CHECK(comparison.panels[0].metric == "test_accuracy");
  CHECK(!comparison.panels[0].ranks);
  REQUIRE(comparison.panels[0].data_sets.size() == 1);
  const ComparedDataSet& spiral = comparison.panels[0].data_sets[0];
  CHECK(spiral.name == "spiral");
  CHECK(spiral.groups.at(0).runs == 3);
  CHECK(spiral.groups[0].diverged == 0);
  CHECK(spiral.groups[0].mean == Approx((0.875 + 0.75 + 0.96875) / 3));
  CHECK(spiral.groups[0].successes == 1);
  CHECK(spiral.groups.at(1).runs == 3);
  CHECK(spiral.groups[1].diverged == 1);
  CHECK(spiral.groups[1].mean == 0.5625);
  CHECK(spiral.groups[1].successes == 0);
  const DataSetEffect effect = only_effect(comparison);
  CHECK(effect.n == 2);
  CHECK(effect.estimate == (0.375 + 0.34375) / 2);
  CHECK(effect.first_higher == 1);
  CHECK(only_pair(comparison).first == 0);
  CHECK(only_pair(comparison).second == 1);
  CHECK(only_pair(comparison).data_sets == std::vector<std::size_t>{0});
}

TEST_CASE("The interval of a group's mean is over its own draws, those without a partner too") {
  const ResultsByHand results(both_toml, both);
  const ComparedDataSet spiral = compared(results).panels.at(0).data_sets.at(0);
  const Interval wanted = mean_interval({0.875, 0.75, 0.96875}, 0.95);
  CHECK(spiral.groups[0].interval.low == Approx(std::max(0.0, wanted.low)));
  CHECK(spiral.groups[0].interval.high == Approx(std::min(1.0, wanted.high)));
}

TEST_CASE("Every run is there for pictures, and one that diverged has no value") {
  const ResultsByHand results(both_toml, both);
  const std::vector<ComparedRun> runs = compared(results).runs;
  REQUIRE(runs.size() == 6);
  CHECK(runs[1].group == 0);
  CHECK(runs[1].value == 0.75);
  CHECK(runs[4].group == 1);
  CHECK(std::isnan(runs[4].value));
}

TEST_CASE("A success is a run that reaches the target and did not diverge") {
  const ResultsByHand results(both_toml, both);
  const auto successes = [&](double target) {
    const auto groups =
        compared(results, [&](ComparisonRequest& r) { r.target = target; }).panels.at(0).data_sets.at(0).groups;
    return std::pair(groups[0].successes, groups[1].successes);
  };
  CHECK(successes(0.75) == std::pair<std::size_t, std::size_t>(3, 0));
  CHECK(successes(0.5) == std::pair<std::size_t, std::size_t>(3, 2));
}

TEST_CASE("Variants of one data set are one unit, whose replicates each count once") {
  const ResultsByHand results("noise = [0, 20]\n", two_noises());
  const Comparison comparison = compared(results);
  CHECK(comparison.panels.at(0).data_sets.size() == 1);
  const DataSetEffect effect = only_effect(comparison);
  CHECK(effect.n == 2);
  CHECK(effect.estimate == (0.25 + 0.125) / 2);
  CHECK(effect.first_mean == (0.75 + 0.875 + 0.5 + 0.75) / 4);
  CHECK(!comparison.panels[0].ranks);
  // The table of groups is of runs, not of draws.
  CHECK(comparison.panels[0].data_sets[0].groups[0].runs == 4);
}

TEST_CASE("A data set of many runs counts as much as one of few") {
  // relu is better by 0.5 in the one network on circle's three variants, and by 0 or so on xor.
  std::vector<CellByHand> cells;
  for (const char* noise : {"0", "10", "20"}) {
    for (const char* activation : {"relu", "tanh"}) {
      const bool relu = std::string(activation) == "relu";
      cells.push_back({fmt::format("c{}", cells.size()),
                       {{"dataset", "circle"}, {"noise", noise}, {"activation", activation}},
                       relu ? Accuracies{0.875, 0.9375, 0.875} : Accuracies{0.375, 0.4375, 0.3125},
                       {}});
    }
  }
  cells.push_back({"c6", {{"dataset", "xor"}, {"activation", "relu"}}, {0.5, 0.625, 0.5}, {}});
  cells.push_back({"c7", {{"dataset", "xor"}, {"activation", "tanh"}}, {0.5, 0.5, 0.5625}, {}});
  const ResultsByHand results("noise = [0, 10, 20]\n", cells);
  const ComparedPair pair = only_pair(compared(results));
  REQUIRE(pair.effect.effect.data_sets.size() == 2);
  CHECK(pair.effect.effect.data_sets[0].n == 3);
  CHECK(pair.effect.effect.data_sets[1].n == 3);
  CHECK(pair.effect.effect.estimate < 0.4);
  CHECK(pair.effect.effect.higher == 2);
  CHECK(pair.effect.outcome == Outcome::cannot_tell);
  CHECK(pair.effect.data_set_outcomes.at(0) == Outcome::holds);
}

TEST_CASE("Under resplit every replicate has its own draw, and data are called resampled") {
  const ResultsByHand one_draw("", two_noises());
  CHECK(!compared(one_draw).panels.at(0).data_sets.at(0).resampled);
  CHECK(!only_pair(compared(one_draw)).effect.resampled);
  const ResultsByHand drawn("", two_noises({{"resplit", "on"}}));
  CHECK(compared(drawn).panels.at(0).data_sets.at(0).resampled);
  CHECK(only_pair(compared(drawn)).effect.resampled);
  CHECK(only_effect(compared(drawn)).n == 2);
  std::vector<CellByHand> mixed = two_noises();
  mixed[0].values["resplit"] = mixed[1].values["resplit"] = "on";
  const ResultsByHand half("", mixed);
  CHECK(!compared(half).panels.at(0).data_sets.at(0).resampled);
}

TEST_CASE("Several data seeds are draws, over whose networks effects are averaged") {
  const std::vector<Setting> seeds{{{"data_seed", "0"}}, {{"data_seed", "1"}}, {{"data_seed", "2"}}};
  std::vector<CellByHand> cells = relu_and_tanh_under(seeds, 2);
  cells[1].accuracies = {0.25, 0.25};
  const ResultsByHand results("data_seed = [0, 1, 2]\n", cells);
  const Comparison comparison = compared(results);
  CHECK(comparison.panels.at(0).data_sets.at(0).resampled);
  CHECK(only_pair(comparison).effect.resampled);
  CHECK(only_effect(comparison).n == 3);
  CHECK(only_effect(comparison).estimate == Approx((0.28125 + 0.125 + 0.125) / 3));
  // One draw has its networks for pairs.
  const ResultsByHand one("", {cells[0], cells[1]});
  CHECK(only_effect(compared(one)).n == 2);
}

TEST_CASE("Replicates of other seeds are other networks") {
  const ResultsByHand results("seed = [1, 2]\n", relu_and_tanh_under({{{"seed", "1"}}, {{"seed", "2"}}}, 3));
  CHECK(only_effect(compared(results)).n == 6);
  CHECK(!only_pair(compared(results)).effect.resampled);
}

TEST_CASE("Compared seeds of the data are paired by replicate, and are no draws") {
  const ResultsByHand results("data_seed = [0, 1]\n",
                              relu_and_tanh_under({{{"data_seed", "0"}}, {{"data_seed", "1"}}}, 3));
  const Comparison comparison = compared(results, [](ComparisonRequest& r) { r.by = {"data_seed"}; });
  CHECK(comparison.groups == Texts{"0", "1"});
  REQUIRE(comparison.panels.size() == 2);
  CHECK(comparison.panels[0].pairs.at(0).effect.effect.data_sets.at(0).n == 3);
  CHECK(!comparison.panels[0].data_sets.at(0).resampled);
}

TEST_CASE("Splits of a file overlap, and its intervals are wider for that; generated points are drawn anew") {
  const auto interval_of = [](const Setting& settings) {
    std::vector<CellByHand> cells = relu_and_tanh_under({settings}, 4);
    cells[1].accuracies = {0.3125, 0.5, 0.4375, 0.625};
    const ResultsByHand results("", cells);
    return only_effect(compared(results)).interval;
  };
  const Interval plain = interval_of({{"dataset", "iris"}, {"train_fraction", "0.5"}});
  const Interval split = interval_of({{"dataset", "iris"}, {"train_fraction", "0.5"}, {"resplit", "on"}});
  // Nadeau and Bengio: (1/4 + 1) / (1/4).
  CHECK(width(split) / width(plain) == Approx(std::sqrt(5.0)));
  const Interval more =
      interval_of({{"dataset", "iris"}, {"train_fraction", "0.5"}, {"validation_fraction", "0.25"}, {"resplit", "on"}});
  CHECK(width(more) / width(plain) == Approx(std::sqrt(3.0)));
  for (const char* generated : {"circle", "fn:sin(x)", "playground-circle"}) {
    CAPTURE(generated);
    const Interval drawn = interval_of({{"dataset", generated}, {"train_fraction", "0.5"}, {"resplit", "on"}});
    CHECK(width(drawn) == width(plain));
  }
}

TEST_CASE("A group's mean over splits of a file has the wider interval too") {
  const auto interval_of = [](const Setting& settings) {
    const ResultsByHand results("", relu_and_tanh_under({settings}, 4));
    return compared(results).panels.at(0).data_sets.at(0).groups.at(0).interval;
  };
  const Interval plain = interval_of({{"dataset", "iris"}, {"train_fraction", "0.5"}});
  const Interval split = interval_of({{"dataset", "iris"}, {"train_fraction", "0.5"}, {"resplit", "on"}});
  CHECK(width(split) / width(plain) == Approx(std::sqrt(5.0)));
}

TEST_CASE("Every run is a pair of its own where it succeeds or fails") {
  const std::vector<Setting> seeds{{{"data_seed", "0"}}, {{"data_seed", "1"}}};
  const auto shares = [](ComparisonRequest& r) {
    r.metric = "success";
    r.target = 0.5;
  };
  for (const std::vector<Setting>& variants : {seeds, {{{"noise", "0"}}, {{"noise", "20"}}}}) {
    const ResultsByHand results("", relu_and_tanh_under(variants, 4));
    const Comparison comparison = compared(results, shares);
    CHECK(comparison.scale == Scale::share);
    const DataSetEffect effect = only_effect(comparison);
    CHECK(effect.n == 8);
    // Of relu 4 and 3 of 4 networks reach one half, of tanh 2 and 1.
    CHECK(effect.first_mean == 7.0 / 8);
    CHECK(effect.second_mean == 3.0 / 8);
    const Interval wanted = newcombe_interval({3, 4, 0, 1}, 0.95);
    CHECK(effect.interval.low == Approx(wanted.low));
    CHECK(effect.interval.high == Approx(wanted.high));
    const GroupStatistics& relu = comparison.panels.at(0).data_sets.at(0).groups.at(0);
    CHECK(relu.mean == 7.0 / 8);
    CHECK(relu.interval.low == Approx(wilson_interval(7, 8).low));
  }
}

TEST_CASE("A run that diverged has failed, and is no missing one, where successes are compared") {
  const ResultsByHand results(both_toml, both);
  const Comparison comparison = compared(results, [](ComparisonRequest& r) {
    r.metric = "success";
    r.target = 0.5;
  });
  CHECK(only_effect(comparison).n == 3);
  CHECK(only_effect(comparison).second_mean == Approx(2.0 / 3));
}

TEST_CASE("Crossed settings make panels with pairs of their own") {
  std::vector<CellByHand> cells = relu_and_tanh_under({{{"arch", "4"}}, {{"arch", "8"}}});
  cells[3].accuracies = {0.875, 0.9375, 0.875, 1};
  const ResultsByHand results("arch = [\"4\", \"8\"]\n", cells);
  const Comparison comparison = compared(results);
  REQUIRE(comparison.panels.size() == 2);
  CHECK(comparison.panels[0].condition == "arch 4");
  CHECK(comparison.panels[1].condition == "arch 8");
  CHECK(comparison.panels[0].pairs.at(0).effect.effect.estimate == Approx(0.125));
  CHECK(comparison.panels[1].pairs.at(0).effect.effect.estimate < 0);
  CHECK(comparison.runs.front().panel == 0);
  CHECK(comparison.runs.back().panel == 1);
}

TEST_CASE("Over two data sets and more groups have ranks, by their means") {
  const ResultsByHand results("", relu_and_tanh_under({{{"dataset", "circle"}}, {{"dataset", "xor"}}}));
  const Comparison comparison = compared(results);
  REQUIRE(comparison.panels.at(0).ranks);
  CHECK(comparison.panels[0].ranks->data_sets == 2);
  CHECK(comparison.panels[0].ranks->order == std::vector<std::size_t>{0, 1});
  const Comparison losses = compared(results, [](ComparisonRequest& r) { r.metric = "test_loss"; });
  CHECK(losses.panels.at(0).ranks->order == std::vector<std::size_t>{0, 1});
  CHECK(comparison.runs.back().data_set == 1);
}

TEST_CASE("A data set that one group lacks is no part of its pairs") {
  std::vector<CellByHand> cells = relu_and_tanh_under({{{"dataset", "circle"}}, {{"dataset", "xor"}}});
  cells.push_back({"c4", {{"dataset", "xor"}, {"activation", "gelu"}}, {0.5, 0.25, 0.5, 0.5}, {}});
  const ResultsByHand results("", cells);
  const Comparison comparison = compared(results);
  const std::vector<ComparedPair>& pairs = comparison.panels.at(0).pairs;
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[0].data_sets == std::vector<std::size_t>{0, 1});
  CHECK(pairs[1].data_sets == std::vector<std::size_t>{1});
  CHECK(pairs[1].effect.effect.data_sets.size() == 1);
  CHECK(comparison.panels[0].data_sets[0].groups.at(2).runs == 0);
  CHECK(!comparison.panels[0].ranks);
}

TEST_CASE("Intervals of all rows hold together, and their tests have Holm's correction over all panels") {
  std::vector<CellByHand> cells = relu_and_tanh_under({{{"arch", "4"}}, {{"arch", "8"}}}, 6);
  for (std::size_t c : {0, 2}) {
    CellByHand gelu = cells[c];
    gelu.id += "g";
    gelu.values["activation"] = "gelu";
    for (std::size_t r = 0; r < 6; ++r) gelu.accuracies[r] = 0.5 + (r % 2 == 0 ? 0.125 : -0.0625) * (c == 0 ? 1 : 2);
    cells.push_back(gelu);
  }
  const ResultsByHand results("arch = [\"4\", \"8\"]\n", cells);
  const Comparison comparison = compared(results);
  CHECK(comparison.level == 1 - 0.05 / 6);
  std::vector<double> plain;
  std::vector<double> corrected;
  for (const ComparisonPanel& panel : comparison.panels) {
    for (const ComparedPair& pair : panel.pairs) {
      plain.push_back(pair.effect.effect.p_value);
      corrected.push_back(pair.p_value);
    }
  }
  REQUIRE(plain.size() == 6);
  CHECK(corrected == holm(plain));
  CHECK(corrected != plain);
  // A level of 95 % for one row alone.
  const Comparison one = compared(results, [](ComparisonRequest& r) {
    r.where = {{"arch", {"4"}}, {"activation", {"relu", "tanh"}}};
  });
  CHECK(one.level == 0.95);
  CHECK(only_pair(one).p_value == only_pair(one).effect.effect.p_value);
}

TEST_CASE("An interval is that of the level which the rows leave it") {
  std::vector<CellByHand> cells = both;
  cells[1].accuracies[1] = 0.375;
  cells.push_back({"c3", {{"activation", "gelu"}}, {0.25, 0.5, 0.75}, {}});
  const ResultsByHand results(both_toml, cells);
  const Comparison comparison = compared(results);
  const Interval wanted = mean_interval({0.375, 0.375, 0.34375}, 1 - 0.05 / 3);
  const Interval& interval = comparison.panels.at(0).pairs.at(0).effect.effect.interval;
  CHECK(interval.low == Approx(std::max(-1.0, wanted.low)));
  CHECK(interval.high == Approx(std::min(1.0, wanted.high)));
}

TEST_CASE("With a baseline every other group is compared with it, and with nothing else") {
  std::vector<CellByHand> cells = both;
  cells.push_back({"c3", {{"activation", "gelu"}, {"init", "he"}}, {0.75, 0.75, 0.75}, {}});
  const ResultsByHand results(both_toml, cells);
  CHECK(compared(results).panels.at(0).pairs.size() == 3);
  const Comparison comparison = compared(results, [](ComparisonRequest& r) { r.baseline = "tanh"; });
  const std::vector<ComparedPair>& pairs = comparison.panels.at(0).pairs;
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].first == 0);
  CHECK(pairs[0].second == 1);
  CHECK(pairs[1].first == 2);
  CHECK(pairs[1].second == 1);
  CHECK(comparison.level == 1 - 0.05 / 2);
  CHECK(usage_error(results, [](ComparisonRequest& r) { r.baseline = "tan"; }) ==
        "`baseline`: there is no group 'tan'; did you mean tanh?");
}

TEST_CASE("Losses are compared by the ratio of their means, and the lower one is better") {
  const ResultsByHand results("", relu_and_tanh_under({{}}));
  const Comparison comparison = compared(results, [](ComparisonRequest& r) { r.metric = "test_loss"; });
  CHECK(comparison.metric == "test_loss");
  CHECK(comparison.scale == Scale::ratio);
  CHECK(!comparison.higher_is_better);
  CHECK(!comparison.counts_successes);
  // Mean accuracies are 0.59375 and 1/8 lower, losses 1.25 less that.
  CHECK(only_effect(comparison).estimate == Approx(std::log(0.65625 / 0.78125)));
  CHECK(only_pair(comparison).effect.delta == arithmetic::log(1.05));
  CHECK(only_pair(comparison).effect.outcome == Outcome::holds);
  CHECK(compared(results).higher_is_better);
}

TEST_CASE("The smallest difference that matters is the metric's own, or the one that is given") {
  const ResultsByHand results("", relu_and_tanh_under({{}}, 8));
  CHECK(compared(results).smallest == 0.01);
  CHECK(only_pair(compared(results)).effect.delta == 0.01);
  const auto give = [](ComparisonRequest& r) { r.smallest = 0.25; };
  CHECK(compared(results, give).smallest == 0.25);
  CHECK(only_pair(compared(results, give)).effect.delta == 0.25);
  const auto of_loss = [](ComparisonRequest& r) {
    r.metric = "test_loss";
    r.smallest = 0.5;
  };
  CHECK(only_pair(compared(results, of_loss)).effect.delta == arithmetic::log(1.5));
  CHECK(only_pair(compared(results, of_loss)).effect.outcome == Outcome::no_difference);
}

TEST_CASE("Where the test rows are so few that one is more than what matters, one draw tells nothing of it") {
  const auto outcome_with = [](const Setting& settings, double share) {
    std::vector<CellByHand> cells = relu_and_tanh_under({settings}, 4);
    cells[0].accuracies = {0.5, 0.5 + share, 0.5, 0.5};
    cells[1].accuracies = {0.5, 0.5, 0.5 + share, 0.5};
    const ResultsByHand results("", cells);
    return only_pair(compared(results)).effect.outcome;
  };
  CHECK(outcome_with({}, 1.0 / 16) == Outcome::no_information);   // of 16 rows
  CHECK(outcome_with({}, 8.0 / 128) == Outcome::no_information);  // the same
  CHECK(outcome_with({}, 9.0 / 128) == Outcome::cannot_tell);     // of 128 rows
  CHECK(outcome_with({{"resplit", "on"}}, 1.0 / 16) == Outcome::cannot_tell);
  CHECK(outcome_with({{"task", "regression"}}, 1.0 / 16) == Outcome::cannot_tell);
}

TEST_CASE("Nothing is known of groups at the ceiling, or that are the same in every run") {
  std::vector<CellByHand> cells = relu_and_tanh_under({{}});
  cells[0].accuracies = {1, 1, 1, 1};
  cells[1].accuracies = {1, 0.9921875, 1, 1};
  const ResultsByHand ceiling("", cells);
  CHECK(only_pair(compared(ceiling)).effect.outcome == Outcome::no_information);
  cells[0].accuracies = cells[1].accuracies = {0.5, 0.75, 0.5, 0.25};
  const ResultsByHand same("", cells);
  CHECK(only_pair(compared(same)).effect.outcome == Outcome::no_information);
  CHECK(only_pair(compared(same)).p_value == 1);
}

TEST_CASE("Chosen values are compared, and listed") {
  std::vector<CellByHand> cells;
  for (const char* activation : {"relu", "tanh"}) {
    for (const char* rate : {"0.1", "0.01"}) {
      const bool best = (std::string(activation) == "relu") == (std::string(rate) == "0.1");
      cells.push_back({fmt::format("c{}", cells.size()),
                       {{"activation", activation}, {"learning_rate", rate}},
                       best ? Accuracies{0.75, 0.5} : Accuracies{1, 1},
                       best ? Accuracies{1, 1} : Accuracies{0.5, 0.5}});
    }
  }
  const ResultsByHand results("learning_rate = [0.1, 0.01]\n", cells);
  CHECK(compared(results).panels.size() == 2);
  CHECK(compared(results).chosen.empty());
  const Comparison comparison = compared(results, [](ComparisonRequest& r) { r.choose_crossed = true; });
  REQUIRE(comparison.panels.size() == 1);
  // The test rows, on which the others are better, have no say.
  CHECK(comparison.panels[0].data_sets.at(0).groups.at(0).mean == 0.625);
  CHECK(only_effect(comparison).n == 2);
  REQUIRE(comparison.chosen.size() == 2);
  CHECK(comparison.chosen[0].group == "relu");
  CHECK(comparison.chosen[0].value == "learning rate 0.1");
  CHECK(comparison.chosen[1].value == "learning rate 0.01");
}

TEST_CASE("Regressions are compared by R^2, apart from accuracies, whichever directory comes first") {
  std::vector<CellByHand> cells = relu_and_tanh_under({{{"dataset", "reg-plane"}, {"task", "regression"}}});
  const ResultsByHand regressions("", cells, "r2");
  CHECK(compared(regressions).metric == "test_r2");
  CHECK(compared(regressions, [](ComparisonRequest& r) { r.metric = "test_r2"; }).metric == "test_r2");
  std::vector<CellByHand> others = relu_and_tanh_under({{{"dataset", "circle"}}});
  for (CellByHand& cell : others) cell.id += "x";
  const ResultsByHand classes("", others);
  const Comparison first = compare(request_of({&classes, &regressions}));
  REQUIRE(first.panels.size() == 2);
  CHECK(first.metric == "test_accuracy and test_r2");
  CHECK(first.panels[1].metric == "test_r2");
  CHECK(first.panels[1].data_sets.at(0).name == "reg-plane");
  CHECK(first.panels[1].pairs.at(0).effect.effect.data_sets.size() == 1);
  CHECK(compare(request_of({&regressions, &classes})).metric == "test_r2 and test_accuracy");
}

TEST_CASE("Cells of several directories are compared together, a shared one once") {
  const ResultsByHand first("", {both[0]});
  const ResultsByHand second("activation = \"tanh\"\n", {both[1], both[0]});
  const Comparison comparison = compare(request_of({&first, &second}));
  CHECK(comparison.groups == Texts{"relu", "tanh"});
  CHECK(only_effect(comparison).n == 2);
  CHECK(comparison.runs.size() == 6);
  CHECK(compare(request_of({&second, &first})).groups == Texts{"tanh", "relu"});
}

TEST_CASE("What becomes of missing values follows from the data set, and does not keep data sets apart") {
  const ResultsByHand results("dataset = [\"iris\", \"penguins\"]\n",
                              {{"c1", {{"dataset", "iris"}}, {0.5, 0.75}, {}},
                               {"c2", {{"dataset", "penguins"}, {"missing", "drop"}}, {0.875, 1}, {}}});
  ComparisonRequest request = request_of({&results});
  request.by = {"dataset"};
  CHECK(only_effect(compare(request)).n == 2);
}

TEST_CASE("Where every pair has a run that diverged, that is what is said") {
  const ResultsByHand results(both_toml, {{"c1", {{"activation", "relu"}}, {0.5, std::nullopt}, {}},
                                          {"c2", {{"activation", "tanh"}}, {std::nullopt, 0.5}, {}}});
  CHECK(usage_error(results, [](ComparisonRequest&) {}) ==
        "`metric`: of every pair of runs one at least diverged or has no test_accuracy; compare by success, which "
        "counts such runs as failures, or train with a lower `learning_rate`");
  ComparisonRequest request = request_of({&results});
  request.metric = "success";
  CHECK(only_effect(compare(request)).n == 2);
}

TEST_CASE("What cannot be compared is refused with what to do about it") {
  const ResultsByHand results(both_toml, both);
  CHECK(usage_error(results, [](ComparisonRequest& r) { r.metric = "test_acuracy"; }) ==
        "`metric`: unknown metric 'test_acuracy'; did you mean test_accuracy or train_accuracy?");
  CHECK(usage_error(results, [](ComparisonRequest& r) { r.metric = "validation_loss"; }) ==
        "`metric`: validation_loss has no values in these results; choose another metric; `validation_fraction`, for "
        "one, makes validation metrics");
  CHECK(usage_error(results,
                    [](ComparisonRequest& r) {
                      r.where = {{"activation", {"relu"}}};
                    }) ==
        "`by`: all cells have the same activation ('relu'); compare by a setting that varies, or give several "
        "directories");
  const ResultsByHand given("activation = [\"relu\", \"tanh\"]\ninit = [\"he\", \"glorot\"]\n", both);
  CHECK(usage_error(given, [](ComparisonRequest&) {}) ==
        "`by`: no two cells differ in activation alone, so nothing can be paired; add the other settings in which they "
        "differ to `by`");
  CHECK(compared(given, [](ComparisonRequest& r) {
          r.by = {"activation", "init"};
        }).groups == Texts{"relu, he", "tanh, glorot"});
}
