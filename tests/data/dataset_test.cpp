#include "actlab/dataset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <set>

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
  for (const double value : data.inputs.values()) text += text::number_text(value) + "\n";
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
    for (const double x : data.inputs.values()) {
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
  const std::filesystem::path directory = share_directory() / "datasets";
  const std::string readme = actlab::test::read_file(directory / "README.md");
  for (const BundledInfo& row : bundled_datasets()) {
    CAPTURE(row.name);
    const std::string name(row.name);
    const Dataset data = load_dataset(of(name));
    CHECK(data.rows == row.rows);
    CHECK(data.features() == row.inputs);
    CHECK(data.classes.size() == row.classes);
    CHECK(data.task == row.task);
    CHECK(data.sha256 == file_hash(directory / (name + ".csv")));
    const std::string card = actlab::test::read_file(directory / (name + ".md"));
    CHECK(card.find(fmt::format("sha256 of {}.csv: `{}`\n", name, data.sha256)) != std::string::npos);
    const std::string counts = fmt::format("\n- rows: {}; inputs: {}", row.rows, row.inputs);
    CHECK((card.find(counts + ";") != std::string::npos || card.find(counts + " (") != std::string::npos));
    for (const char* entry : {"\n- source: ", "\n- licence: ", "\n- task: ", "; missing values: ", " (target)\n"}) {
      CAPTURE(entry);
      CHECK(card.find(entry) != std::string::npos);
    }
    CHECK(readme.find(fmt::format("\n| {} | {} | {} | ", name, row.rows, row.inputs)) != std::string::npos);
  }
}

TEST_CASE("There are at least fifteen real sets, three of them regressions, some with categories and some with gaps") {
  std::size_t regressions = 0;
  std::size_t with_categories = 0;
  std::size_t with_gaps = 0;
  for (const BundledInfo& row : bundled_datasets()) {
    const Dataset data = load_dataset(of(std::string(row.name)));
    if (data.task == Task::regression) ++regressions;
    const bool categories = std::ranges::any_of(
        data.feature_names, [](const std::string& input) { return input.find('=') != std::string::npos; });
    if (categories) ++with_categories;
    if (row.missing != MissingValues::error) ++with_gaps;
  }
  CHECK(bundled_datasets().size() >= 15);
  CHECK(regressions >= 3);
  CHECK(with_categories >= 2);
  CHECK(with_gaps >= 2);
}

TEST_CASE("The folder of data sets holds a card and a row for every file, and is below 5 MB") {
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(share_directory() / "datasets")) {
    CAPTURE(entry.path());
    bytes += entry.file_size();
    const std::string name = entry.path().stem().string();
    CHECK((name == "README" || find_bundled(name) != nullptr || find_installed(name) != nullptr));
  }
  CHECK(bytes < 5'000'000);
}

TEST_CASE("What a bundled set lacks is treated as its row says, unless the settings say otherwise") {
  CHECK(load_dataset(of("penguins")).rows == 333);
  Settings ozone = of("ozone");
  CHECK(missing_values(ozone) == MissingValues::mean);
  CHECK(load_dataset(ozone).rows == 361);
  ozone.missing = MissingValues::drop;
  CHECK(missing_values(ozone) == MissingValues::drop);
  CHECK(load_dataset(ozone).rows == 203);
  CHECK(missing_values(of("iris")) == MissingValues::error);
  CHECK(missing_values(of("spiral")) == MissingValues::error);
  CHECK(missing_values(of("./penguins.csv")) == MissingValues::error);
}
