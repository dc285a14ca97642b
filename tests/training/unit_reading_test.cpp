#include "training/unit_reading.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "actlab/train.hpp"
#include "training/scalar_network.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

struct Trained {
  Dataset data;
  CellResult result;
};

Trained trained(const Settings& settings, std::int64_t replicates = 3) {
  TrainOptions options;
  options.replicates = replicates;
  Trained out{load_dataset(settings), {}};
  out.result = train(settings, std::make_shared<const Dataset>(out.data), options);
  return out;
}

Settings flowers() {
  Settings settings;
  settings.dataset = "iris";
  settings.arch = "6-5";
  settings.epochs = 3;
  settings.validation_fraction = 0.1;
  return settings;
}

float activation_of(const Trained& cell, const UnitReading& unit, std::uint32_t row) {
  const ScalarNetwork network(cell.result.model, unit.replicate);
  return network.activations(inputs_of_row(cell.data, row))[unit.layer - 1][unit.unit];
}

}  // namespace

TEST_CASE(
    "Class means are those of a scalar network over the test rows, to the bit, also where each has rows of its own") {
  for (const bool resplit : {false, true}) {
    CAPTURE(resplit);
    Settings settings = flowers();
    settings.resplit = resplit;
    const Trained cell = trained(settings);
    REQUIRE(cell.result.units.size() == 3 * (6 + 5));
    for (const UnitReading& unit : cell.result.units) {
      std::vector<double> sum(3, 0.0);
      std::vector<double> rows(3, 0.0);
      for (const std::uint32_t row : split_of(cell.result.model.settings, cell.data.rows, unit.replicate).test) {
        const auto c = static_cast<std::size_t>(cell.data.targets[row]);
        sum[c] += static_cast<double>(activation_of(cell, unit, row));
        ++rows[c];
      }
      for (std::size_t c = 0; c < 3; ++c) CHECK(unit.class_means[c] == sum[c] / rows[c]);
    }
  }
}

TEST_CASE("The samples of a unit are the nine training rows of its largest activations, equal ones by row") {
  const Trained cell = trained(flowers());
  std::size_t ties = 0;
  for (const UnitReading& unit : cell.result.units) {
    std::vector<UnitReading::Sample> expected;
    for (const std::uint32_t row : split_of(cell.result.model.settings, cell.data.rows, 0).train) {
      expected.push_back({row, static_cast<double>(activation_of(cell, unit, row))});
    }
    std::ranges::sort(expected, [](const auto& a, const auto& b) {
      return a.activation != b.activation ? a.activation > b.activation : a.row < b.row;
    });
    REQUIRE(unit.samples.size() == 9);
    for (std::size_t i = 0; i < 9; ++i) {
      CHECK(unit.samples[i].row == expected[i].row);
      CHECK(unit.samples[i].activation == expected[i].activation);
      if (i > 0 && expected[i].activation == expected[i - 1].activation) ++ties;
    }
  }
  CHECK(ties > 0);  // or the order of equal ones is not tested
}

TEST_CASE("Units are in the order of networks, layers and places, and there are as few samples as training rows") {
  Settings settings = flowers();
  settings.train_fraction = 0.04;
  settings.validation_fraction = 0;
  settings.batch_size = 2;
  const Trained cell = trained(settings, 2);
  REQUIRE(cell.result.units.size() == 2 * 11);
  const UnitReading& last = cell.result.units.back();
  CHECK(last.replicate == 1);
  CHECK(last.layer == 2);
  CHECK(last.unit == 4);
  for (const UnitReading& unit : cell.result.units) CHECK(unit.samples.size() == 6);
}

TEST_CASE("A network that diverged has no means and no samples, and data without classes no means") {
  Settings settings = flowers();
  settings.learning_rate = 1e9;
  const CellResult lost = trained(settings).result;
  REQUIRE(std::ranges::count(lost.runs, true, &RunRow::diverged) > 0);
  for (const UnitReading& unit : lost.units) {
    const bool diverged = lost.runs[unit.replicate].diverged;
    CHECK(unit.samples.empty() == diverged);
    for (const double mean : unit.class_means) CHECK(std::isnan(mean) == diverged);
  }
  Settings numbers = flowers();
  numbers.dataset = "reg-gauss";
  for (const UnitReading& unit : trained(numbers).result.units) {
    CHECK(unit.class_means.empty());
    CHECK(unit.samples.size() == 9);
  }
}

TEST_CASE("Networks without a hidden layer have no units to read") {
  Settings settings = flowers();
  settings.arch = "linear";
  CHECK(trained(settings).result.units.empty());
}
