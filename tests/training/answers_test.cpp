#include "training/answers.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "actlab/train.hpp"
#include "training/scalar_network.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

struct Trained {
  Dataset data;
  CellResult result;
  [[nodiscard]] std::size_t classes() const { return data.classes.size(); }
};

Trained trained(const Settings& settings) {
  TrainOptions options;
  options.replicates = 3;
  Trained out{load_dataset(settings), {}};
  out.result = train(settings, std::make_shared<const Dataset>(out.data), options);
  return out;
}

Settings settings_of(const std::string& dataset, std::int64_t epochs) {
  Settings settings;
  settings.dataset = dataset;
  settings.arch = "4";
  settings.epochs = epochs;
  return settings;
}

// What a model that is read back says of a row.
std::vector<double> outputs_of(const Trained& cell, std::size_t replicate, std::uint32_t row) {
  return cell.result.model.predict(inputs_of_row(cell.data, row))[replicate];
}

std::size_t class_of(const Trained& cell, const std::vector<double>& outputs) {
  if (cell.data.task == Task::binary) return outputs[0] >= cell.result.model.threshold() ? 1 : 0;
  return static_cast<std::size_t>(std::ranges::max_element(outputs) - outputs.begin());
}

double certainty_of(const Trained& cell, const std::vector<double>& outputs) {
  return cell.data.task == Task::binary ? std::abs(outputs[0] - cell.result.model.threshold())
                                        : *std::ranges::max_element(outputs);
}

Settings signed_circle() {
  Settings settings = settings_of("circle", 1);
  settings.output_activation = "tanh";
  return settings;
}

}  // namespace

TEST_CASE("Confusion counts the test rows as the saved models classify them, and its diagonal is the accuracy") {
  Settings resplit = settings_of("vowel", 4);
  resplit.resplit = true;
  for (const Settings& settings : {settings_of("vowel", 4), settings_of("circle", 1), signed_circle(), resplit}) {
    const Trained cell = trained(settings);
    CAPTURE(settings.dataset, settings.resplit);
    REQUIRE(cell.result.confusion.size() == 3);
    for (std::size_t r = 0; r < 3; ++r) {
      std::vector<double> counts(cell.classes() * cell.classes(), 0.0);
      double right = 0;
      const Split split = split_of(cell.result.model.settings, cell.data.rows, r);
      for (const std::uint32_t row : split.test) {
        const auto truth = static_cast<std::size_t>(cell.data.targets[row]);
        const std::size_t predicted = class_of(cell, outputs_of(cell, r, row));
        ++counts[truth * cell.classes() + predicted];
        right += truth == predicted ? 1 : 0;
      }
      CHECK(cell.result.confusion[r].replicate == r);
      CHECK(cell.result.confusion[r].counts == counts);
      CHECK(cell.result.runs[r].metrics.test_accuracy == right / static_cast<double>(split.test.size()));
    }
  }
}

TEST_CASE("Mistakes are the wrong answers of the largest certainty, with the outputs of the saved models") {
  for (const Settings& settings : {settings_of("vowel", 4), settings_of("circle", 1), signed_circle()}) {
    const Trained cell = trained(settings);
    CAPTURE(settings.dataset);
    for (std::size_t r = 0; r < 3; ++r) {
      std::vector<std::pair<double, std::uint32_t>> wrong;
      for (const std::uint32_t row : split_of(cell.result.model.settings, cell.data.rows, r).test) {
        const std::vector<double> outputs = outputs_of(cell, r, row);
        if (class_of(cell, outputs) == static_cast<std::size_t>(cell.data.targets[row])) continue;
        wrong.emplace_back(-certainty_of(cell, outputs), row);
      }
      std::ranges::sort(wrong);
      std::vector<Mistake> mistakes;
      std::ranges::copy_if(cell.result.mistakes, std::back_inserter(mistakes),
                           [&](const Mistake& mistake) { return mistake.replicate == r; });
      REQUIRE(mistakes.size() == std::min<std::size_t>(wrong.size(), 9));
      for (std::size_t i = 0; i < mistakes.size(); ++i) {
        CHECK(mistakes[i].rank == i + 1);
        CHECK(mistakes[i].row == wrong[i].second);
        CHECK(mistakes[i].true_class == cell.data.targets[mistakes[i].row]);
        CHECK(mistakes[i].outputs == outputs_of(cell, r, mistakes[i].row));
        CHECK(mistakes[i].predicted_class == class_of(cell, mistakes[i].outputs));
      }
    }
  }
}

TEST_CASE("A network that diverged has counts that are none, and no mistakes") {
  Settings settings = settings_of("iris", 3);
  settings.activation = "relu";
  settings.learning_rate = 1e9;
  const Trained cell = trained(settings);
  REQUIRE(cell.result.runs.front().diverged);
  for (const double count : cell.result.confusion.front().counts) CHECK(std::isnan(count));
  CHECK(cell.result.mistakes.empty());
}

TEST_CASE("Tables tell classes apart where there are test rows and no more than a hundred classes") {
  Dataset data;
  data.rows = 300;
  data.task = Task::multiclass;
  data.classes.assign(100, "class");
  CHECK(classes_in_tables(data, {}) == 100);
  CHECK(classes_in_tables(data, {.train_fraction = 1}) == 0);
  data.classes.emplace_back("one more");
  CHECK(classes_in_tables(data, {}) == 0);
  data.classes.assign(2, "class");
  data.task = Task::binary;
  CHECK(classes_in_tables(data, {}) == 2);
  for (const Task task : {Task::multilabel, Task::regression}) {
    data.task = task;
    CHECK(classes_in_tables(data, {}) == 0);
  }
}
