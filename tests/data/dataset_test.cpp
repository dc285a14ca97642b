#include "actlab/dataset.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <set>

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
