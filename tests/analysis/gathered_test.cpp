#include "analysis/gathered.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/cells_by_hand.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

std::vector<std::filesystem::path> paths(const std::vector<const ResultsByHand*>& results) {
  return request_of(results).directories;
}

Texts ids(const std::vector<StoredCell>& cells) {
  Texts out;
  for (const StoredCell& cell : cells) out.push_back(cell.id);
  return out;
}

const std::vector<CellByHand>& both = relu_and_tanh_by_hand;

}  // namespace

TEST_CASE("Cells are gathered in the order of the directories, each once") {
  const ResultsByHand first("", {both[0]});
  const ResultsByHand second("", {both[1], both[0]});
  CHECK(ids(gather_cells(paths({&first, &second}))) == Texts{"c1", "c2"});
  CHECK(ids(gather_cells(paths({&second, &first}))) == Texts{"c2", "c1"});
}

TEST_CASE("A cell that several directories have is the one with the most runs, whichever comes first") {
  const ResultsByHand first(relu_and_tanh_by_hand_toml, both);
  CellByHand longer = both[1];
  longer.accuracies.emplace_back(0.75);
  const ResultsByHand second("activation = \"tanh\"\n", {longer});
  for (const auto& order : {paths({&first, &second}), paths({&second, &first})}) {
    for (const StoredCell& cell : gather_cells(order)) {
      CAPTURE(cell.id);
      CHECK(cell.runs.size() == (cell.id == "c2" ? 4 : 3));
      if (cell.id == "c2") CHECK(cell.files->directory() == second.path());
    }
  }
}

TEST_CASE("Two directories that disagree on a cell, to the last bit, are a difference that names both") {
  const ResultsByHand first(relu_and_tanh_by_hand_toml, both);
  for (const Accuracies& other : {Accuracies{0.5, std::nullopt, std::nextafter(0.625, 1)}, {0.5, 1.0, 0.625}}) {
    CellByHand changed = both[1];
    changed.accuracies = other;
    const ResultsByHand second("activation = \"tanh\"\n", {changed});
    const auto [kind, what] = error_in([&] { gather_cells(paths({&first, &second})); });
    CHECK(kind == ErrorKind::difference);
    CHECK(what == second.path().string() + ": disagrees with " + first.path().string() +
                      " on cell c2; find the wrong one with 'actlab verify'");
  }
}

TEST_CASE("An unfinished directory is incomplete, and one that is none no input") {
  const ResultsByHand results(relu_and_tanh_by_hand_toml, both);
  std::filesystem::remove(results.path() / "manifest.json");
  const auto unfinished = error_in([&] { gather_cells(paths({&results})); });
  CHECK(unfinished.first == ErrorKind::incomplete);
  CHECK_THAT(unfinished.second, Catch::Contains("is not finished"));
  std::filesystem::remove(results.path() / "run.toml");
  CHECK(error_in([&] { gather_cells(paths({&results})); }).first == ErrorKind::no_input);
}

TEST_CASE("Settings are implied where every directory left them on auto") {
  const ResultsByHand silent(relu_and_tanh_by_hand_toml, both);
  CHECK(implied_settings(paths({&silent})).contains("init"));
  CHECK(implied_settings(paths({&silent})).contains("learning_rate"));
  CHECK(!implied_settings(paths({&silent})).contains("activation"));
  // What has a default value of its own depends on nothing.
  CHECK(!implied_settings(paths({&silent})).contains("epochs"));
  const ResultsByHand automatic("init = \"auto\"\nlearning_rate = [0.1, 0.01]\n", both);
  CHECK(implied_settings(paths({&automatic})).contains("init"));
  CHECK(!implied_settings(paths({&automatic})).contains("learning_rate"));
  CHECK(!implied_settings(paths({&silent, &automatic})).contains("learning_rate"));
  const ResultsByHand mixed("init = [\"auto\", \"he\"]\n", both);
  CHECK(!implied_settings(paths({&mixed})).contains("init"));
}

TEST_CASE("A setting that the table of cells lacks, as those of older versions may, is an error that says so") {
  ResultsByHand results(relu_and_tanh_by_hand_toml, both);
  results.write("cells.csv", "cell,number,activation\nc1,1,relu\nc2,2,tanh\n");
  results.finish(2);
  const std::vector<StoredCell> cells = gather_cells(paths({&results}));
  CHECK(setting_of(cells.at(1), "activation") == "tanh");
  const auto [kind, what] = error_in([&] { setting_of(cells.at(0), "arch"); });
  CHECK(kind == ErrorKind::bad_data);
  CHECK(what == results.path().string() + ": has no column arch in cells.csv; train it again");
}

TEST_CASE("A cell is a regression by its task") {
  std::vector<CellByHand> cells = both;
  cells[0].values["task"] = "regression";
  cells[1].values["task"] = "binary";
  const ResultsByHand results("", cells);
  const std::vector<StoredCell> gathered = gather_cells(paths({&results}));
  CHECK(is_regression(gathered.at(0)));
  CHECK(!is_regression(gathered.at(1)));
}

TEST_CASE("A file has test rows for every training row, and data that are generated have no splits to overlap") {
  const auto rows_of = [](const std::map<std::string, std::string>& settings) {
    const ResultsByHand results("", {{"c1", settings, {0.5}, {}}});
    return test_rows_per_training_row(gather_cells({results.path()}).front());
  };
  CHECK(rows_of({{"dataset", "iris"}, {"train_fraction", "0.5"}, {"validation_fraction", "0.25"}}) == 0.5);
  CHECK(rows_of({{"dataset", "spiral"}, {"train_fraction", "0.5"}}) == 0);
  CHECK(rows_of({{"dataset", "fn:x"}, {"train_fraction", "0.5"}}) == 0);
}
