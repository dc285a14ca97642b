#include "actlab/dataset.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <set>

#include "actlab/error.hpp"
#include "data/byte_source.hpp"
#include "data/catalogue.hpp"
#include "data/files.hpp"
#include "data/generators.hpp"
#include "data/share.hpp"
#include "text/number.hpp"
#include "text/sha256.hpp"

using namespace actlab;

namespace {

Settings of(const std::string& dataset) {
  Settings settings;
  settings.dataset = dataset;
  return settings;
}

std::string digest(const Dataset& data) {
  std::string text;
  for (const double value : data.inputs) text += text::number_text(value) + "\n";
  for (const double value : data.targets) text += text::number_text(value) + "\n";
  return text::sha256_hex(text).substr(0, 16);
}

SplitRule rule_of_split(std::int64_t seed, SplitOrder order = SplitOrder::shuffled) {
  return {.order = order, .train_fraction = 0.7, .validation_fraction = 0.1, .seed = seed};
}

}  // namespace

TEST_CASE("Every generated set has as many rows as asked, inside its square, of all its classes") {
  for (const GeneratorInfo& row : generators()) {
    CAPTURE(row.name);
    Settings settings = of(std::string(row.name));
    settings.samples = 301;
    settings.noise = 10;
    const Dataset data = load_dataset(settings);
    CHECK(data.rows == 301);
    CHECK(data.inputs.size() == 602);
    CHECK(data.targets.size() == 301 * data.target_columns());
    for (const double x : data.inputs) {
      CHECK(x >= row.low - 3);
      CHECK(x <= row.high + 3);
    }
    const std::set<double> targets(data.targets.begin(), data.targets.end());
    if (data.task == Task::binary || data.task == Task::multilabel) CHECK(targets == std::set<double>{0, 1});
    if (data.task == Task::multiclass) CHECK(targets.size() == data.classes.size());
  }
}

TEST_CASE("Data depend on the data seed alone, and a replicate's own draw on the replicate") {
  Settings settings = of("gauss");
  const Dataset first = load_dataset(settings);
  settings.seed = 99;
  CHECK(load_dataset(settings).inputs == first.inputs);
  CHECK(load_dataset(settings, 1).inputs != first.inputs);
  settings.data_seed = 1;
  CHECK(load_dataset(settings).inputs != first.inputs);
}

TEST_CASE("Without noise the spiral's points lie on its two arms") {
  const Dataset data = load_dataset(of("spiral"));
  for (std::size_t i = 0; i < data.rows; ++i) {
    const double step = static_cast<double>(i % 250) / 250;
    const double angle = 1.75 * 2 * std::numbers::pi * step + (i < 250 ? 0 : std::numbers::pi);
    CHECK(data.inputs[2 * i] == Approx(5 * step * std::sin(angle)).margin(1e-12));
    CHECK(data.inputs[2 * i + 1] == Approx(5 * step * std::cos(angle)).margin(1e-12));
    CHECK(data.targets[i] == (i < 250 ? 1 : 0));
  }
}

TEST_CASE("Playground's sets follow its formulas: labels, ranges and balance") {
  const Dataset circle = load_dataset(of("circle"));
  for (std::size_t i = 0; i < circle.rows; ++i) {
    const double r = std::hypot(circle.inputs[2 * i], circle.inputs[2 * i + 1]);
    CHECK(circle.targets[i] == (r < 2.5 ? 1 : 0));
    CHECK((r < 2.5 || r >= 3.5 - 1e-9));
  }
  const Dataset exclusive = load_dataset(of("xor"));
  for (std::size_t i = 0; i < exclusive.rows; ++i) {
    CHECK(std::abs(exclusive.inputs[2 * i]) >= 0.3);
    CHECK(exclusive.targets[i] == (exclusive.inputs[2 * i] * exclusive.inputs[2 * i + 1] >= 0 ? 1 : 0));
  }
  const Dataset plane = load_dataset(of("reg-plane"));
  for (std::size_t i = 0; i < plane.rows; ++i) {
    CHECK(plane.targets[i] == Approx((plane.inputs[2 * i] + plane.inputs[2 * i + 1]) / 10).margin(1e-12));
  }
  const Dataset bumps = load_dataset(of("reg-gauss"));
  for (std::size_t i = 0; i < bumps.rows; ++i) {
    const double away = std::hypot(bumps.inputs[2 * i] + 4, bumps.inputs[2 * i + 1] - 2.5);
    if (away < 0.5) CHECK(bumps.targets[i] == Approx(1 - away / 2));
  }
}

TEST_CASE("Generated points are these, to the last bit") {
  const std::pair<const char*, const char*> known[] = {{"circle", "731a3f7f96890da3"},
                                                       {"xor", "69a1899c61e05d51"},
                                                       {"gauss", "a35d77781d5dfb62"},
                                                       {"spiral", "c4a2da1637508ced"},
                                                       {"moons", "e6a2f069c82a15b6"},
                                                       {"checkerboard", "4412edc37924b138"},
                                                       {"exams", "aaae392547a68fe9"},
                                                       {"rings", "43de072cf594e574"},
                                                       {"blobs", "86b0c23739e3a8ed"},
                                                       {"arms", "0e9856b227d3cdad"},
                                                       {"multilabel-rings", "50822b4da0849f98"},
                                                       {"reg-plane", "5a59cb3bbc34c4f5"},
                                                       {"reg-gauss", "ffb2325cd4696957"}};
  for (const auto& [name, expected] : known) {
    Settings settings = of(name);
    settings.noise = 20;
    CAPTURE(name);
    CHECK(digest(load_dataset(settings)) == expected);
  }
}

TEST_CASE("Bundled sets have the rows, inputs and classes of their cards") {
  struct Known {
    const char* name;
    std::size_t rows, features, classes;
    Task task;
  };
  for (const Known& known : {Known{"iris", 150, 4, 3, Task::multiclass},
                             {"wine", 178, 13, 3, Task::multiclass},
                             {"breast-cancer", 569, 30, 2, Task::binary},
                             {"digits", 1797, 61, 10, Task::multiclass},
                             {"diabetes", 442, 10, 0, Task::regression}}) {
    CAPTURE(known.name);
    const Dataset data = load_dataset(of(known.name));
    CHECK(data.rows == known.rows);
    CHECK(data.features() == known.features);
    CHECK(data.classes.size() == known.classes);
    CHECK(data.task == known.task);
    const auto directory = share_directory() / "datasets";
    const std::string card = actlab::test::read_file(directory / (std::string(known.name) + ".md"));
    CHECK(card.find(file_sha256(directory / (std::string(known.name) + ".csv"))) != std::string::npos);
    CHECK(data.sha256 == file_sha256(directory / (std::string(known.name) + ".csv")));
  }
}

TEST_CASE("Features of the plane are Playground's formulas") {
  Settings settings = of("circle");
  settings.features = "y+x^2+xy+sin(x)";
  const Dataset data = load_dataset(settings);
  const Dataset raw = load_dataset(of("circle"));
  CHECK(data.feature_names == std::vector<std::string>{"y", "x^2", "xy", "sin(x)"});
  for (std::size_t i = 0; i < data.rows; ++i) {
    const double x = raw.inputs[2 * i];
    const double y = raw.inputs[2 * i + 1];
    CHECK(data.inputs[4 * i] == y);
    CHECK(data.inputs[4 * i + 1] == x * x);
    CHECK(data.inputs[4 * i + 2] == x * y);
    CHECK(data.inputs[4 * i + 3] == Approx(std::sin(x)));
  }
  REQUIRE(data.plane_functions.size() == 4);
  for (std::size_t f = 0; f < 4; ++f) CHECK(data.plane_functions[f](raw.inputs[0], raw.inputs[1]) == data.inputs[f]);
}

TEST_CASE("Columns are chosen by name or number") {
  Settings settings = of("iris");
  settings.features = "petal_width+#1";
  CHECK(load_dataset(settings).feature_names == std::vector<std::string>{"petal_width", "sepal_length"});
  settings.features = "petal_widht";
  CHECK_THROWS_WITH(
      load_dataset(settings),
      "`features`: no column or formula is called 'petal_widht'; did you mean petal_width, sepal_width or "
      "petal_length?");
  settings.features = "x^2";
  CHECK_THROWS_WITH(load_dataset(settings), Catch::StartsWith("`features`: no column or formula is called 'x^2'"));
}

TEST_CASE("A split is a permutation of the rows, cut as asked, by the data seed and replicate") {
  const Split split = split_rows(150, rule_of_split(3), 0);
  CHECK(split.train.size() == 105);
  CHECK(split.validation.size() == 15);
  CHECK(split.test.size() == 30);
  std::set<std::uint32_t> all(split.train.begin(), split.train.end());
  all.insert(split.validation.begin(), split.validation.end());
  all.insert(split.test.begin(), split.test.end());
  CHECK(all.size() == 150);
  CHECK(split_rows(150, rule_of_split(3), 0).train == split.train);
  CHECK(split_rows(150, rule_of_split(4), 0).train != split.train);
  CHECK(split_rows(150, rule_of_split(3), 1).train != split.train);
}

TEST_CASE("A split without rows to train on is refused") {
  CHECK_THROWS_WITH(split_sizes(10, {.train_fraction = 0.05}),
                    Catch::StartsWith("`train_fraction`: no row of 10 would be left"));
  CHECK_THROWS_WITH(split_sizes(10, {.train_fraction = 0.8, .validation_fraction = 0.3}),
                    Catch::StartsWith("`validation_fraction`: training and validation"));
}

TEST_CASE("Scaling gives mean 0 and sd 1 over its rows and leaves constant columns whole") {
  std::vector<double> values{1, 5, 2, 5, 6, 5, 100, 5};
  const Scaling scaling = fit_scaling(values, 2, {0, 1, 2});
  CHECK(scaling.mean == std::vector<double>{3, 5});
  CHECK(scaling.sd[0] == Approx(std::sqrt(14.0 / 3)));
  CHECK(scaling.sd[1] == 1);
  apply_scaling(scaling, values);
  CHECK(values[0] + values[2] + values[4] == Approx(0).margin(1e-12));
  CHECK(values[1] == 0);
}

TEST_CASE("An ordered split leaves the rows as they stand") {
  const Split split = split_rows(150, rule_of_split(3, SplitOrder::ordered), 0);
  CHECK(split.train.size() == 105);
  CHECK(split.train.front() == 0);
  CHECK(split.train.back() == 104);
  CHECK(split.validation.front() == 105);
  CHECK(split.test.back() == 149);
}
