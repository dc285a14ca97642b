// ReLU networks that are dead from the start (Lu, Shin, Su, Karniadakis 2019; Rister, Rubin 2020): the bundled
// experiment.

#include <catch2/catch.hpp>
#include <cmath>
#include <thread>

#include "data/csv.hpp"
#include "data/files.hpp"
#include "experiment/runner.hpp"
#include "plan/config.hpp"
#include "plan/grid.hpp"
#include "text/number.hpp"

using namespace actlab;

namespace {

// Networks of the last hidden layer's row of layer-curves.csv, and those of them whose units are all dead.
struct Count {
  double networks = 0;
  double dead = 0;
};

Count count_dead(const std::filesystem::path& file, std::size_t depth) {
  Count count;
  read_csv(file, [&](const CsvRow& row) {
    if (row.fields[1] != std::to_string(depth)) return;
    count = {*text::parse_number(row.fields[2]), *text::parse_number(row.fields[3])};
  });
  return count;
}

// Wilson's interval (1927) around the share, at 99 % for all of 100 points together (Bonferroni).
bool wilson_contains(const Count& count, double truth) {
  constexpr double z = 3.890591886413;  // normal quantile of 1 - 0.01 / 200
  const double n = count.networks;
  const double p = count.dead / n;
  const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double reach = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return std::abs(truth - centre) <= reach;
}

}  // namespace

TEST_CASE("Networks are dead from the start as often as theory says: exactly for one point, less for twenty") {
  const test::TemporaryDirectory directory;
  Experiment experiment = read_config(std::string(ACTLAB_SOURCE_DIR) + "/scripts/experiments/born-dead.toml");
  CHECK(experiment.replicates >= 4096);
  DatasetCache cache;
  const std::vector<Cell> cells = plan(experiment, cache);
  REQUIRE(cells.size() == 200);
  RunOptions options;
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  options.target = arithmetic::best_target();
  run_experiment(experiment, cells, directory.path() / "r", options);
  for (const Cell& cell : cells) {
    const std::string& arch = cell.settings.arch;
    const auto depth = static_cast<std::size_t>(std::ranges::count(arch, '-') + 1);
    const double width = arch[0] - '0';
    const Count count = count_dead(directory.path() / "r" / "cells" / cell.id / "layer-curves.csv", depth);
    const double theory = 1 - std::pow(1 - std::pow(2.0, -width), static_cast<double>(depth));
    CAPTURE(arch, cell.settings.samples, count.dead, count.networks, theory);
    CHECK(count.networks == 4096);
    if (cell.settings.samples == 2) {
      CHECK(wilson_contains(count, theory));
    } else {
      CHECK(count.dead / count.networks < theory + 0.02);
    }
  }
}
