#include "actlab/train.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "actlab/error.hpp"
#include "data/files.hpp"
#include "experiment/runner.hpp"
#include "plan/grid.hpp"
#include "record/stored_results.hpp"

using namespace actlab;

namespace {

Settings short_run() {
  Settings settings;
  settings.arch = "4";
  settings.epochs = 12;
  settings.validation_fraction = 0.2;
  return settings;
}

Dataset small_data(double first = 0.25) {
  std::vector<double> inputs{first};
  std::vector<double> targets;
  for (int i = 1; i < 80; ++i) inputs.push_back(i * 37 % 80 / 40.0 - 1);
  for (int i = 0; i < 40; ++i) targets.push_back(inputs[2 * i] > inputs[2 * i + 1] ? 1 : 0);
  return make_dataset(Task::binary, inputs, 2, targets);
}

std::string message_of(const Settings& settings) {
  try {
    train(settings);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("Training in memory gives the numbers of a results directory, with any number of threads") {
  const Settings settings = short_run();
  Experiment experiment;
  experiment.common.values = {{"arch", {"4"}}, {"epochs", {"12"}}, {"validation_fraction", {"0.2"}}};
  experiment.replicates = 20;
  DatasetCache cache;
  const std::vector<Cell> cells = plan(experiment, cache);
  const test::TemporaryDirectory out;
  RunOptions run_options;
  run_options.target = arithmetic::best_target();
  const RunOutcome outcome = run_experiment(experiment, cells, out.path() / "r", run_options);
  for (const unsigned jobs : {1U, 3U}) {
    TrainOptions options;
    options.replicates = 20;
    options.jobs = jobs;
    const CellResult result = train(settings, options);
    REQUIRE(result.finished);
    CHECK(result.cell == cells.front().id);
    REQUIRE(result.runs.size() == 20);
    for (std::size_t r = 0; r < 20; ++r) {
      CHECK(result.runs[r].replicate == r);
      CHECK(result.runs[r].metrics.test_loss == outcome.runs[0][r].metrics.test_loss);
      CHECK(result.runs[r].metrics.validation_accuracy == outcome.runs[0][r].metrics.validation_accuracy);
    }
    CHECK(result.metrics.size() == 20 * 3);  // epochs 0, 10 and 12
    CHECK(result.metrics[1].epoch == 10);
    CHECK(result.metrics[3].replicate == 1);
    const auto again = load_model(out.path() / "r" / "cells" / cells.front().id / "model.json");
    CHECK(again.replicates[7].trained[0].weights == result.model.replicates[7].trained[0].weights);
  }
}

TEST_CASE("Every recorded epoch is told while training goes on") {
  TrainOptions options;
  options.replicates = 3;
  options.recording.every = 4;
  std::vector<std::vector<std::uint32_t>> epochs(3);
  options.epoch = [&](const MetricsRow& row) { epochs.at(row.replicate).push_back(row.epoch); };
  train(short_run(), options);
  for (const auto& of_replicate : epochs) CHECK(of_replicate == std::vector<std::uint32_t>{0, 4, 8, 12});
}

TEST_CASE("Training that is stopped has no result") {
  const std::atomic<bool> stop{true};
  TrainOptions options;
  options.stop = &stop;
  const CellResult result = train(short_run(), options);
  CHECK(!result.finished);
  CHECK(result.runs.empty());
}

TEST_CASE("Data from memory are known by their bytes") {
  const auto identity = [](const Dataset& data) {
    TrainOptions options;
    options.replicates = 1;
    return train(short_run(), std::make_shared<const Dataset>(data), options).cell;
  };
  CHECK(identity(small_data()) == identity(small_data()));
  CHECK(identity(small_data()) != identity(small_data(0.2500001)));
  Settings settings = short_run();
  settings.epochs = 40;
  settings.learning_rate = 0.3;
  const CellResult result = train(settings, std::make_shared<const Dataset>(small_data()));
  double accuracy = 0;
  for (const RunRow& run : result.runs) accuracy += run.metrics.train_accuracy / 16;
  CHECK(accuracy > 0.9);
}

TEST_CASE("Errors name settings, not flags") {
  Settings settings;
  settings.loss = "cross_entropy";
  CHECK(message_of(settings) ==
        "`loss`: cross_entropy is for several classes, and the task is binary; use binary_cross_entropy or squared");
  settings = Settings();
  settings.activation = "rellu";
  CHECK(message_of(settings).starts_with("`activation`: unknown activation 'rellu'; did you mean relu"));
  settings = Settings();
  settings.early_stopping = 3;
  CHECK(message_of(settings) ==
        "`early_stopping`: there are no rows to validate on; give `validation_fraction`, for example 0.2, or "
        "`early_stopping_loss` training");
}

TEST_CASE("A network that diverged puts out NaN, and so do its hidden units, where a formula would make 0 of it") {
  Settings settings = short_run();
  settings.dataset = "reg-gauss";
  settings.learning_rate = 1e6;
  settings.activation = "where(x > 0, x, 0)";
  TrainOptions options;
  options.replicates = 4;
  options.recording.boundary = options.recording.neurons = options.recording.predictions = true;
  options.recording.boundary_resolution = options.recording.map_resolution = 5;
  options.recording.neurons_of_all = true;
  const CellResult result = train(settings, options);
  std::size_t diverged = 0;
  for (const RunRow& run : result.runs) diverged += run.diverged ? 1 : 0;
  REQUIRE(diverged > 0);
  const auto lost = [&](std::uint32_t replicate) { return result.runs[replicate].diverged; };
  for (std::uint32_t r = 0; r < 4; ++r) CHECK(std::isnan(result.boundary.values[r][0]) == lost(r));
  for (const NeuronMap& map : result.neurons) CHECK(std::isnan(map.values[0]) == lost(map.replicate));
  for (const PredictionRow& row : result.predictions) {
    if (lost(row.replicate)) REQUIRE(std::isnan(row.outputs[0]));
  }
}
