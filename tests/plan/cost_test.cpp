#include "plan/cost.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "plan/grid.hpp"

using namespace actlab;

namespace {

Cell cell_of(Settings settings) {
  DatasetCache cache;
  Resolver resolver;
  return make_cell(resolver, settings, cache.get(settings));
}

// Of the points of a spiral, a network without hidden layers: two weights and a bias.
Settings small() {
  Settings settings;
  settings.samples = 101;
  settings.arch = "linear";
  settings.epochs = 7;
  return settings;
}

// Epoch 0, every `every`-th and the last.
std::size_t epochs_with_rows(std::int64_t epochs, std::int64_t every) {
  std::set<std::int64_t> rows{0, epochs};
  for (std::int64_t epoch = 0; epoch <= epochs; epoch += every) rows.insert(epoch);
  return rows.size();
}

}  // namespace

TEST_CASE("Model-samples are training rows times epochs times replicates") {
  CHECK(samples_of(cell_of(small()), 3) == 50 * 7 * 3);
  Settings settings = small();
  settings.train_fraction = 0.2;
  settings.validation_fraction = 0.5;
  CHECK(samples_of(cell_of(settings), 1) == 20 * 7);
  settings.batch_size = 3;
  settings.precision = Precision::float64;
  CHECK(samples_of(cell_of(settings), 1) == 20 * 7);
  settings.epochs = 0;
  CHECK(samples_of(cell_of(settings), 1000) == 0);
}

TEST_CASE("Model-samples may be more than 32 bits hold") {
  Settings settings = small();
  settings.epochs = 1'000'000'000;
  CHECK(samples_of(cell_of(settings), 1'000'000) == 50'000'000'000'000'000);
}

TEST_CASE("A cell costs its model-samples times its parameters and a constant") {
  CHECK(training_cost(cell_of(small()), 3) == 1050.0 * (3 + 16));
  Settings settings = small();
  settings.arch = "4-2";
  CHECK(training_cost(cell_of(settings), 3) == 1050.0 * (12 + 10 + 3 + 16));
  CHECK(training_cost(cell_of(settings), 6) == 2 * training_cost(cell_of(settings), 3));
}

TEST_CASE("There is room for every recorded epoch, and for hardly more") {
  for (const std::int64_t epochs : {0, 1, 2, 9, 10, 11, 20, 205}) {
    Settings settings = small();
    settings.epochs = epochs;
    const Cell cell = cell_of(settings);
    for (const std::int64_t every : {1, 2, 3, 10, 1000}) {
      CAPTURE(epochs, every);
      Recording recording;
      recording.every = every;
      const std::size_t room = recorded_epochs(cell, recording);
      CHECK(room >= epochs_with_rows(epochs, every));
      CHECK(room <= epochs_with_rows(epochs, every) + 1);
    }
  }
}
