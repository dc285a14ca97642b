#include "analysis/arrangement.hpp"

#include <catch2/catch.hpp>

#include "analysis/cells_by_hand.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Setting = std::map<std::string, std::string>;

// The cells' places by their ids.
std::map<std::string, ArrangedCell> by_id(const Arrangement& arrangement) {
  std::map<std::string, ArrangedCell> out;
  for (const ArrangedCell& one : arrangement.cells) out.emplace(one.cell.id, one);
  return out;
}

Texts conditions(const Arrangement& arrangement) {
  Texts out;
  for (const Arrangement::Panel& panel : arrangement.panels) out.push_back(panel.condition);
  return out;
}

template <class Change>
Arrangement arranged(const ResultsByHand& results, const Change& change) {
  ComparisonRequest request = request_of({&results});
  change(request);
  return arrange(request);
}

Arrangement arranged(const ResultsByHand& results) {
  return arranged(results, [](ComparisonRequest&) {});
}

template <class Change>
std::string usage_error(const ResultsByHand& results, const Change& change) {
  const auto [kind, what] = error_in([&] { arranged(results, change); });
  CHECK(kind == ErrorKind::usage);
  return what;
}

// relu and tanh with two learning rates on two data sets, two networks each, with validation accuracies: of relu 0.1 is
// best on circle and 0.01 on xor, of tanh 0.01 everywhere.
std::vector<CellByHand> rates() {
  const std::map<std::string, double> validation{
      {"circle relu 0.1", 0.75}, {"circle relu 0.01", 0.5}, {"xor relu 0.1", 0.5},  {"xor relu 0.01", 0.75},
      {"circle tanh 0.1", 0.25}, {"circle tanh 0.01", 0.5}, {"xor tanh 0.1", 0.25}, {"xor tanh 0.01", 0.5}};
  std::vector<CellByHand> cells;
  for (const char* data : {"circle", "xor"}) {
    for (const char* activation : {"relu", "tanh"}) {
      for (const char* rate : {"0.1", "0.01"}) {
        const std::string name = fmt::format("{} {} {}", data, activation, rate);
        cells.push_back({name,
                         {{"dataset", data}, {"activation", activation}, {"learning_rate", rate}},
                         {0.5, 0.625},
                         Accuracies(2, validation.at(name))});
      }
    }
  }
  return cells;
}
const char* const rates_toml = "learning_rate = [0.1, 0.01]\n";

}  // namespace

TEST_CASE("Groups are the values of the settings that are asked for, in the order of the cells") {
  const ResultsByHand results("arch = [\"4\", \"8\"]\n", relu_and_tanh_under({{{"arch", "4"}}, {{"arch", "8"}}}));
  CHECK(arranged(results).groups == Texts{"relu", "tanh"});
  const Arrangement by_arch = arranged(results, [](ComparisonRequest& r) { r.by = {"arch"}; });
  CHECK(by_arch.groups == Texts{"4", "8"});
  CHECK(conditions(by_arch) == Texts{"activation relu", "activation tanh"});
  const Arrangement by_both = arranged(results, [](ComparisonRequest& r) { r.by = {"activation", "arch"}; });
  CHECK(by_both.groups == Texts{"relu, 4", "tanh, 4", "relu, 8", "tanh, 8"});
  CHECK(conditions(by_both) == Texts{""});
}

TEST_CASE("Settings that are crossed with what is compared make a panel of each of their values") {
  const ResultsByHand results(
      "arch = [\"4\", \"8\"]\nl2 = [0, 0.1]\n",
      relu_and_tanh_under(
          {{{"arch", "4"}}, {{"arch", "4"}, {"l2", "0.1"}}, {{"arch", "8"}}, {{"arch", "8"}, {"l2", "0.1"}}}));
  const Arrangement out = arranged(results);
  CHECK(conditions(out) == Texts{"arch 4, l2 0", "arch 4, l2 0.1", "arch 8, l2 0", "arch 8, l2 0.1"});
  CHECK(by_id(out).at("c5").panel == 2);
  CHECK(by_id(out).at("c5").group == 1);
  CHECK(by_id(out).at("c4").block == by_id(out).at("c5").block);
  CHECK(by_id(out).at("c4").block != by_id(out).at("c2").block);
}

TEST_CASE("A condition's words have blanks for the underscores of a setting") {
  const ResultsByHand results("batch_size = [5, 10]\n",
                              relu_and_tanh_under({{{"batch_size", "5"}}, {{"batch_size", "10"}}}));
  CHECK(conditions(arranged(results)) == Texts{"batch size 5", "batch size 10"});
}

TEST_CASE("Settings of the data and seeds make variants of a data set, each a block of its own") {
  const std::vector<Setting> variants{
      {}, {{"noise", "20"}}, {{"samples", "100"}}, {{"data_seed", "1"}}, {{"seed", "2"}}, {{"features", "x"}}};
  const ResultsByHand results("noise = [0, 20]\n", relu_and_tanh_under(variants));
  const Arrangement out = arranged(results);
  REQUIRE(out.panels.size() == 1);
  CHECK(out.panels[0].data_sets == Texts{"spiral"});
  for (std::size_t v = 0; v < variants.size(); ++v) {
    CHECK(by_id(out).at(fmt::format("c{}", 2 * v)).block == v);
    CHECK(by_id(out).at(fmt::format("c{}", 2 * v + 1)).block == v);
  }
}

TEST_CASE("Data sets are told apart by their name, in the order of the cells") {
  const ResultsByHand results("", relu_and_tanh_under({{{"dataset", "xor"}},
                                                       {{"dataset", "circle"}},
                                                       {{"dataset", "circle"}, {"noise", "20"}},
                                                       {{"dataset", "xor"}, {"noise", "20"}}}));
  const Arrangement out = arranged(results);
  CHECK(out.panels.at(0).data_sets == Texts{"xor", "circle"});
  CHECK(by_id(out).at("c2").data_set == 1);
  CHECK(by_id(out).at("c4").data_set == 1);
  CHECK(by_id(out).at("c7").data_set == 0);
}

TEST_CASE("Rings of three classes and of five are variants of one data set, and not paired with each other") {
  const ResultsByHand results("", relu_and_tanh_under({{{"dataset", "rings"}}, {{"dataset", "rings:5"}}}));
  const Arrangement out = arranged(results);
  CHECK(out.panels.at(0).data_sets == Texts{"rings"});
  CHECK(by_id(out).at("c0").block != by_id(out).at("c2").block);
}

TEST_CASE("What differs from data set to data set alone is not crossed with what is compared") {
  const ResultsByHand results("learning_rate = [0.1, 0.01]\n",
                              relu_and_tanh_under({{{"dataset", "xor"}, {"learning_rate", "0.1"}},
                                                   {{"dataset", "circle"}, {"learning_rate", "0.01"}}}));
  CHECK(conditions(arranged(results)) == Texts{""});
}

TEST_CASE("Where data sets are compared they are groups, and stand on none") {
  const ResultsByHand results("", relu_and_tanh_under({{{"dataset", "xor"}}, {{"dataset", "circle"}}}));
  const Arrangement out = arranged(results, [](ComparisonRequest& r) { r.by = {"dataset"}; });
  CHECK(out.groups == Texts{"xor", "circle"});
  REQUIRE(out.panels.size() == 2);
  CHECK(out.panels[0].data_sets == Texts{""});
}

TEST_CASE("What was left on auto keeps no cells apart, and what was given does") {
  std::vector<CellByHand> cells = relu_and_tanh_under({{}});
  cells[0].values["init"] = "he";
  cells[1].values["init"] = "glorot";
  const ResultsByHand automatic("activation = [\"relu\", \"tanh\"]\n", cells);
  const Arrangement together = arranged(automatic);
  CHECK(by_id(together).at("c0").block == by_id(together).at("c1").block);
  const ResultsByHand given("init = [\"he\", \"glorot\"]\n", cells);
  const Arrangement apart = arranged(given);
  CHECK(by_id(apart).at("c0").block != by_id(apart).at("c1").block);
}

TEST_CASE("Accuracies and R^2 are never in one panel, and losses of both are") {
  std::vector<CellByHand> cells = relu_and_tanh_under({{{"dataset", "circle"}}, {{"dataset", "reg-plane"}}});
  for (std::size_t c : {2, 3}) cells[c].values["task"] = "regression";
  const ResultsByHand results("", cells);
  const Arrangement accuracies = arranged(results);
  REQUIRE(accuracies.panels.size() == 2);
  CHECK(!accuracies.panels[0].regression);
  CHECK(accuracies.panels[0].data_sets == Texts{"circle"});
  CHECK(accuracies.panels[1].regression);
  CHECK(accuracies.panels[1].data_sets == Texts{"reg-plane"});
  CHECK(by_id(accuracies).at("c2").panel == 1);
  CHECK(by_id(accuracies).at("c2").data_set == 0);
  const Arrangement losses = arranged(results, [](ComparisonRequest& r) { r.metric = "test_loss"; });
  REQUIRE(losses.panels.size() == 1);
  CHECK(losses.panels[0].data_sets == Texts{"circle", "reg-plane"});
}

TEST_CASE("Conditions on settings leave out other cells; several values of one are all let in") {
  const ResultsByHand results("", relu_and_tanh_under({{{"dataset", "xor"}}, {{"dataset", "circle"}}, {{"l2", "1"}}}));
  const auto where = [](std::map<std::string, Texts> conditions) {
    return [conditions](ComparisonRequest& r) { r.where = conditions; };
  };
  CHECK(arranged(results, where({{"dataset", {"circle"}}})).cells.size() == 2);
  CHECK(arranged(results, where({{"dataset", {"circle", "spiral"}}})).panels.at(0).data_sets ==
        Texts{"circle", "spiral"});
  CHECK(arranged(results, where({{"dataset", {"spiral", "xor"}}, {"l2", {"0"}}})).panels.at(0).data_sets ==
        Texts{"xor"});
  CHECK(usage_error(results, where({{"dataset", {"rings", "moons"}}})) ==
        "`where`: no cell has dataset rings and moons; take values that cells.csv holds");
  CHECK(usage_error(results, where({{"actvation", {"xor"}}})) ==
        "`where`: unknown setting 'actvation'; did you mean activation?");
}

TEST_CASE("A choice keeps, for every group on every data set, the value that is best on the validation rows") {
  const ResultsByHand results(rates_toml, rates());
  const Arrangement out = arranged(results, [](ComparisonRequest& r) { r.choose = {"learning_rate"}; });
  REQUIRE(out.panels.size() == 1);
  CHECK(out.panels[0].condition.empty());
  Texts kept;
  for (const ArrangedCell& one : out.cells) kept.push_back(one.cell.id);
  CHECK(kept == Texts{"circle relu 0.1", "circle tanh 0.01", "xor relu 0.01", "xor tanh 0.01"});
  REQUIRE(out.chosen.size() == 4);
  CHECK(out.chosen[0].condition.empty());
  CHECK(out.chosen[0].data_set == "circle");
  CHECK(out.chosen[0].group == "relu");
  CHECK(out.chosen[0].value == "learning rate 0.1");
  CHECK(out.chosen[2].data_set == "xor");
  CHECK(out.chosen[2].value == "learning rate 0.01");
  // Groups of different learning rates are paired.
  CHECK(by_id(out).at("circle relu 0.1").block == by_id(out).at("circle tanh 0.01").block);
}

TEST_CASE("What is crossed is chosen among as a whole where no setting is named") {
  const ResultsByHand results(rates_toml, rates());
  const Arrangement out = arranged(results, [](ComparisonRequest& r) { r.choose_crossed = true; });
  CHECK(out.chosen.size() == 4);
  CHECK(out.panels.size() == 1);
}

TEST_CASE("Where some of the crossed settings are chosen, the others make panels") {
  std::vector<CellByHand> cells;
  for (const char* arch : {"4", "8"}) {
    for (CellByHand cell : rates()) {
      cell.id += arch;
      cell.values["arch"] = arch;
      cells.push_back(cell);
    }
  }
  const ResultsByHand results("arch = [\"4\", \"8\"]\nlearning_rate = [0.1, 0.01]\n", cells);
  const Arrangement out = arranged(results, [](ComparisonRequest& r) { r.choose = {"learning_rate"}; });
  CHECK(conditions(out) == Texts{"arch 4", "arch 8"});
  REQUIRE(out.chosen.size() == 8);
  CHECK(out.chosen[4].condition == "arch 8");
  CHECK(out.cells.size() == 8);
  const Arrangement all = arranged(results, [](ComparisonRequest& r) { r.choose = {"arch", "learning_rate"}; });
  CHECK(conditions(all) == Texts{""});
  CHECK(all.chosen.at(0).value == "arch 4, learning rate 0.1");
}

TEST_CASE("A loss is chosen by the validation loss, the lower the better, and what has no counterpart too") {
  // The network with the better accuracy has the lower loss here: a choice of the higher loss would show.
  const ResultsByHand results(rates_toml, rates());
  for (const char* metric : {"test_loss", "train_loss", "epochs_run", "train_accuracy"}) {
    CAPTURE(metric);
    const Arrangement out = arranged(results, [&](ComparisonRequest& r) {
      r.choose = {"learning_rate"};
      r.metric = metric;
    });
    CHECK(out.chosen.at(0).value == "learning rate 0.1");
    CHECK(out.chosen.at(1).value == "learning rate 0.01");
  }
}

TEST_CASE("A value of which fewer runs diverged is chosen before one with the better mean, and the first of equals") {
  std::vector<CellByHand> cells = rates();
  cells[0].accuracies[1] = std::nullopt;
  cells[0].validation[1] = std::nullopt;
  cells[2].validation = cells[3].validation;
  const ResultsByHand results(rates_toml, cells);
  const Arrangement out = arranged(results, [](ComparisonRequest& r) { r.choose = {"learning_rate"}; });
  CHECK(out.chosen.at(0).value == "learning rate 0.01");
  CHECK(out.chosen.at(1).value == "learning rate 0.1");
}

TEST_CASE("Nothing is chosen without validation rows, or where nothing is crossed") {
  const auto choose_rate = [](ComparisonRequest& r) { r.choose = {"learning_rate"}; };
  std::vector<CellByHand> cells = rates();
  cells[3].validation.clear();
  const ResultsByHand some(rates_toml, cells);
  CHECK(usage_error(some, choose_rate) ==
        "`choose`: the results have no validation rows to choose by; train with a `validation_fraction`");
  const ResultsByHand results(rates_toml, rates());
  CHECK(usage_error(results, [](ComparisonRequest& r) { r.choose = {"arch"}; }) ==
        "`choose`: there is nothing to choose: no group has several values of arch; choose among learning_rate");
  CHECK(usage_error(results, [](ComparisonRequest& r) { r.choose = {"learning_rat"}; }) ==
        "`choose`: unknown setting 'learning_rat'; did you mean learning_rate?");
  const ResultsByHand plain("", relu_and_tanh_under({{}}));
  CHECK(usage_error(plain, choose_rate) ==
        "`choose`: there is nothing to choose: no group has several values of learning_rate; leave it out");
  CHECK(usage_error(plain, [](ComparisonRequest& r) { r.choose_crossed = true; }) ==
        "`by_validation`: there is nothing to choose: no group has several values of a setting; leave it out");
}

TEST_CASE("Cells that nothing can pair, and settings that there are not, are refused") {
  std::vector<CellByHand> cells = relu_and_tanh_under({{}});
  cells[1].values["activation"] = "relu";
  const ResultsByHand twins("", cells);
  CHECK(usage_error(twins, [](ComparisonRequest&) {}) ==
        "`by`: cells 1 and 2 are both 'relu' and differ in nothing that can pair them; add the setting in which they "
        "differ to `by`");
  const ResultsByHand results("", relu_and_tanh_under({{}}));
  CHECK(usage_error(results, [](ComparisonRequest& r) { r.by = {"activatoin"}; }) ==
        "`by`: unknown setting 'activatoin'; did you mean activation?");
}

TEST_CASE("Directories without a cell, as a shard may be, are incomplete") {
  const ResultsByHand results("", {});
  const auto [kind, what] = error_in([&] { arranged(results); });
  CHECK(kind == ErrorKind::incomplete);
  CHECK(what == results.path().string() + ": holds no cells; train at least one");
}
