#include "plan/grid.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>

#include "actlab/error.hpp"
#include "data/files.hpp"
#include "plan/config.hpp"

using namespace actlab;
using actlab::test::TemporaryDirectory;

namespace {

Experiment experiment(std::map<std::string, std::vector<std::string>> values) {
  Experiment out;
  for (const auto& [name, texts] : values) set_values(out.common, name, texts, "test");
  return out;
}

Cell only_cell(const Experiment& one) {
  DatasetCache cache;
  return plan(one, cache).at(0);
}

}  // namespace

TEST_CASE("A grid is every combination, the first setting of the table varying slowest") {
  const auto cells =
      expand(experiment({{"seed", {"1", "2"}}, {"dataset", {"xor", "gauss"}}, {"arch", {"4", "5"}}}).common);
  REQUIRE(cells.size() == 8);
  CHECK(cells[0].dataset == "xor");
  CHECK(cells[0].arch == "4");
  CHECK(cells[1].seed == 2);
  CHECK(cells[2].arch == "5");
  CHECK(cells[4].dataset == "gauss");
}

TEST_CASE("A cell's identity depends on its settings and data, not on its place or the other cells") {
  DatasetCache cache;
  const auto grid = plan(experiment({{"activation", {"relu", "tanh", "silu"}}, {"arch", {"3", "4"}}}), cache);
  const Cell alone = only_cell(experiment({{"activation", {"tanh"}}, {"arch", {"4"}}}));
  std::set<std::string> ids;
  for (const Cell& cell : grid) {
    ids.insert(cell.id);
    CHECK(cell.id.size() == 12);
    if (cell.settings.activation == "tanh" && cell.settings.arch == "4") CHECK(cell.id == alone.id);
  }
  CHECK(ids.size() == 6);
}

TEST_CASE("A value given is the same cell as the value that auto stands for") {
  CHECK(only_cell(experiment({{"init", {"he"}}, {"train_fraction", {"0.5"}}})).id == only_cell(experiment({})).id);
}

TEST_CASE("A file's cell depends on its bytes, not on its name") {
  const TemporaryDirectory directory;
  const std::string text = "a,b,y\n1,2,0\n3,5,1\n2,1,0\n4,4,1\n6,2,0\n7,1,1\n8,5,0\n9,3,1\n1,9,0\n3,3,1\n";
  const Cell first = only_cell(experiment({{"dataset", {directory.write("one.csv", text).string()}}}));
  const Cell second = only_cell(experiment({{"dataset", {directory.write("two.csv", text).string()}}}));
  const Cell other = only_cell(experiment({{"dataset", {directory.write("three.csv", text + "5,5,1\n").string()}}}));
  CHECK(first.id == second.id);
  CHECK(first.id != other.id);
}

TEST_CASE("What is left on auto is decided by the data and the activation") {
  const Settings spiral = only_cell(experiment({})).settings;
  CHECK(spiral.task == Task::binary);
  CHECK(*spiral.train_fraction == 0.5);
  CHECK(spiral.standardize == false);
  CHECK(spiral.output_activation == "sigmoid");
  CHECK(spiral.loss == "binary_cross_entropy");
  CHECK(spiral.init == "he");
  const Settings iris = only_cell(experiment({{"dataset", {"iris"}}, {"activation", {"selu"}}})).settings;
  CHECK(iris.task == Task::multiclass);
  CHECK(*iris.train_fraction == 0.7);
  CHECK(iris.standardize == true);
  CHECK(iris.output_activation == "softmax");
  CHECK(iris.loss == "cross_entropy");
  CHECK(iris.init == "lecun");
  const Settings diabetes = only_cell(experiment({{"dataset", {"diabetes"}}, {"activation", {"tanh"}}})).settings;
  CHECK(diabetes.output_activation == "identity");
  CHECK(diabetes.loss == "squared");
  CHECK(diabetes.init == "glorot");
  CHECK(only_cell(experiment({{"output_activation", {"tanh"}}})).settings.loss == "squared");
  CHECK(only_cell(experiment({{"dataset", {"iris"}}, {"loss", {"binary_cross_entropy"}}})).settings.output_activation ==
        "sigmoid");
}

TEST_CASE("A cell whose batches would never be whole is refused before any work, with the numbers of its own data") {
  std::map<std::string, std::vector<std::string>> values{
      {"dataset", {"iris"}}, {"partial_batch", {"drop"}}, {"batch_size", {"105", "106"}}};
  CHECK_THROWS_WITH(only_cell(experiment(values)), Catch::Contains("a batch of 106 rows is never whole with 105"));
  values["resplit"] = {"on"};
  CHECK_THROWS_WITH(only_cell(experiment(values)), Catch::Contains("a batch of 106 rows is never whole with 105"));
  values["batch_size"] = {"105"};
  CHECK_NOTHROW(only_cell(experiment(values)));
}

TEST_CASE("Results without a name of their own go by the settings or by a hash") {
  CHECK(default_directory(experiment({})) == "results/spiral-8-8-relu");
  CHECK(default_directory(experiment({{"dataset", {"iris"}}, {"activation", {"tanh"}}})) == "results/iris-8-8-tanh");
  const std::string grid = default_directory(experiment({{"activation", {"relu", "tanh"}}}));
  CHECK(grid.size() == std::string("results/").size() + 8);
  CHECK(default_directory(experiment({{"dataset", {"x.csv"}}})).size() == std::string("results/").size() + 8);
}

TEST_CASE("Paired settings vary together and stand at the place of their first") {
  Experiment paired =
      experiment({{"arch", {"4", "8"}}, {"epochs", {"100", "50"}}, {"activation", {"relu", "tanh", "silu"}}});
  add_pair(paired.common, "epochs,arch", "test");
  const auto cells = expand(paired.common);
  REQUIRE(cells.size() == 6);
  CHECK(cells[0].arch == "4");
  CHECK(cells[0].epochs == 100);
  CHECK(cells[1].activation == "tanh");
  CHECK(cells[3].arch == "8");
  CHECK(cells[3].epochs == 50);
}

TEST_CASE("A pair may repeat a value of one setting, but not of all of them") {
  Experiment paired = experiment({{"optimizer", {"adam", "sgd", "sgd"}}, {"learning_rate", {"0.01", "0.01", "0.1"}}});
  add_pair(paired.common, "optimizer,learning-rate", "test");
  CHECK(expand(paired.common).size() == 3);
  set_values(paired.common, "learning_rate", {"0.01", "0.1", "0.1"}, "test");
  CHECK_THROWS_WITH(expand(paired.common), "`optimizer`: 'sgd' is given twice; give it once");
}

TEST_CASE("Settings that vary together must have equally many values") {
  Grid grid = experiment({{"arch", {"4", "8"}}, {"epochs", {"100"}}}).common;
  add_pair(grid, "arch,epochs", "`pair`");
  CHECK_THROWS_WITH(
      expand(grid),
      "`pair`: `arch` has 2 values and `epochs` has 1; give settings that vary together equally many values");
  grid.values.erase("epochs");
  CHECK_THROWS_WITH(expand(grid), "`pair`: `epochs` has no list of values; give it one");
}

TEST_CASE("An experiment of several grids is their union, cells in the order of the grids, none twice") {
  const TemporaryDirectory directory;
  const Experiment read =
      read_config(directory.write("run.toml",
                                  "epochs = 5\n"
                                  "[[grid]]\nactivation = [\"relu\", \"tanh\"]\n"
                                  "[[grid]]\nactivation = \"relu\"\nepochs = [5, 7]\n"
                                  "[[grid]]\narch = [\"4\", \"8\"]\nseed = [1, 2]\npair = [\"arch\", \"seed\"]\n"));
  DatasetCache cache;
  const auto cells = plan(read, cache);
  REQUIRE(cells.size() == 5);
  CHECK(cells[1].settings.activation == "tanh");
  CHECK(cells[2].settings.epochs == 7);
  CHECK(cells[3].settings.arch == "4");
  CHECK(cells[4].settings.seed == 2);
  CHECK(cells[4].number == 5);
  CHECK(cells[2].id == only_cell(experiment({{"epochs", {"7"}}})).id);
  CHECK(config_text(read_config(directory.write("again.toml", config_text(read)))) == config_text(read));
}

TEST_CASE("The points of a grid are made one at a time, in the order of all of them") {
  const Grid grid = experiment({{"seed", {"1", "2", "3"}}, {"dataset", {"xor", "gauss"}}, {"arch", {"4", "5"}}}).common;
  const GridPoints points(grid);
  const auto all = expand(grid);
  REQUIRE(points.size() == 12);
  for (std::size_t i = 0; i < 12; ++i) {
    CHECK(points[i].dataset == all[i].dataset);
    CHECK(points[i].arch == all[i].arch);
    CHECK(points[i].seed == all[i].seed);
  }
  CHECK(points[7].dataset == "gauss");
  CHECK(points[7].arch == "4");
  CHECK(points[7].seed == 2);
}

TEST_CASE("Of a large experiment the first cells, the last ones and some between are looked at") {
  std::vector<std::string> seeds, rates;
  for (int i = 1; i <= 1000; ++i) {
    seeds.push_back(std::to_string(i));
    rates.push_back(fmt::format("{}", i / 1000.0));
  }
  const Experiment large = experiment({{"seed", seeds}, {"learning_rate", rates}});
  DatasetCache cache;
  CHECK(count_cells(large) == 1'000'000);
  const Sample some = sample(large, 3, 10, cache);
  CHECK(some.size == 1'000'000);
  REQUIRE(some.cells.size() == 15);
  CHECK(some.cells[2].number == 3);
  CHECK(some.cells[3].number == 100'000);
  CHECK(some.cells[14].number == 1'000'000);
  CHECK(some.cells[14].settings.seed == 1000);
  CHECK(sample(experiment({{"seed", {"1", "2"}}}), 3, 10, cache).cells.size() == 2);
}
