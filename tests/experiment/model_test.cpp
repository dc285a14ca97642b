#include "actlab/model.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <limits>

#include "actlab/error.hpp"
#include "actlab/train.hpp"
#include "data/files.hpp"

using namespace actlab;

namespace {

CellResult trained(const char* dataset, bool resplit = false) {
  Settings settings;
  settings.dataset = dataset;
  settings.activation = "prelu/maxout";
  settings.arch = "3-2";
  settings.epochs = 4;
  settings.resplit = resplit;
  TrainOptions options;
  options.replicates = 10;
  options.recording.predictions = true;
  return train(settings, options);
}

}  // namespace

TEST_CASE("A model predicts what its networks put out, and the same after it was saved and loaded") {
  for (const char* dataset : {"spiral", "iris", "diabetes"}) {
    for (const bool resplit : {false, true}) {
      CAPTURE(dataset, resplit);
      const CellResult result = trained(dataset, resplit);
      Settings settings;
      settings.dataset = dataset;
      const Dataset data = load_dataset(settings);
      const test::TemporaryDirectory directory;
      result.model.save(directory.path() / "model.json");
      const Model model = load_model(directory.path() / "model.json");
      CHECK(model.classes == data.classes);
      const auto outputs = model.predict(data.inputs.values());
      REQUIRE(outputs.size() == 10);
      for (const PredictionRow& row : result.predictions) {
        if (resplit && data.generated) continue;  // of data that each replicate drew for itself
        for (std::size_t o = 0; o < model.outputs(); ++o) {
          REQUIRE(outputs[row.replicate][row.row * model.outputs() + o] == row.outputs[o]);
        }
      }
    }
  }
}

TEST_CASE("Inputs that are no whole rows, and weights that fit no architecture, are refused") {
  const CellResult result = trained("iris");
  CHECK_THROWS_WITH(result.model.predict({1, 2, 3}), "inputs: are 3 numbers, no whole rows; give 4 for each row");
  const test::TemporaryDirectory directory;
  Model model = result.model;
  model.settings.arch = "3-3";
  model.save(directory.path() / "model.json");
  CHECK_THROWS_WITH(load_model(directory.path() / "model.json"), Catch::Contains("its weights do not fit"));
}

TEST_CASE("A network with a parameter that is not finite diverged, and all that it puts out is NaN") {
  Model model = trained("iris").model;
  const std::vector<double> rows(2 * 4, 1.0);
  const auto before = model.predict(rows);
  // A formula that makes a number of NaN.
  model.settings.output_activation = "where(x > 0, x, 0)";
  model.settings.loss = "squared";
  model.replicates[9].trained.back().biases.back() = std::nan("");
  model.replicates[3].trained.front().weights.front() = std::numeric_limits<double>::infinity();
  const auto outputs = model.predict(rows);
  for (std::size_t r = 0; r < outputs.size(); ++r) {
    CAPTURE(r);
    CHECK(model.diverged(r) == (r == 3 || r == 9));
    REQUIRE(outputs[r].size() == before[r].size());
    for (const double output : outputs[r]) CHECK(std::isnan(output) == model.diverged(r));
  }
}
