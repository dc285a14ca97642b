#include "experiment/predictions.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <limits>

#include "actlab/error.hpp"

using namespace actlab;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

// Networks of one weight each, with these values and the numbers 0, 1, 2 ...; only their outputs matter here.
Model model_of(Task task, const std::vector<double>& weights) {
  Model model;
  model.task = task;
  model.settings.output_activation = "sigmoid";
  model.settings.loss = "binary_cross_entropy";
  model.targets = {"kind"};
  model.classes = {"no", "yes"};
  for (std::size_t r = 0; r < weights.size(); ++r) {
    LayerParameters layer{.units = 1, .inputs = 1, .weights = {weights[r]}, .biases = {0}, .learned = {}};
    model.replicates.push_back({static_cast<std::uint32_t>(r), {layer}, {layer}});
  }
  return model;
}

std::string message(const std::function<void()>& what) {
  try {
    what();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_data);
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("A mean over networks has an answer, and each network has one of its own") {
  const Model model = model_of(Task::binary, {1, 1});
  const NetworkOutputs outputs{{0.9, 0.2}, {0.7, 0.9}};
  CHECK(predictions_table(model, mean_predictions(model, outputs)) ==
        "row,replicate,output_kind,prediction\n0,mean,0.8,yes\n1,mean,0.55,yes\n");
  CHECK(predictions_table(model, all_predictions(model, outputs)) ==
        "row,replicate,output_kind,prediction\n0,0,0.9,yes\n1,0,0.2,no\n0,1,0.7,yes\n1,1,0.9,yes\n");
  CHECK(predictions_table(model, predictions_of(model, outputs, 1)) ==
        "row,replicate,output_kind,prediction\n0,1,0.7,yes\n1,1,0.9,yes\n");
  CHECK(left_out(model, outputs).empty());
}

TEST_CASE("The answer is the largest class, the labels from the threshold on, or the number itself") {
  Model classes = model_of(Task::multiclass, {1});
  classes.classes = {"a", "b,c", "d"};
  CHECK(predictions_table(classes, mean_predictions(classes, {{0.2, 0.5, 0.3}})) ==
        "row,replicate,output_a,\"output_b,c\",output_d,prediction\n0,mean,0.2,0.5,0.3,\"b,c\"\n");
  Model labels = model_of(Task::multilabel, {1});
  labels.targets = {"red", "round", "ripe"};
  CHECK(mean_predictions(labels, {{0.5, 0.4, 0.9}})[0].answer == "red ripe");
  const Model number = model_of(Task::regression, {1});
  CHECK(mean_predictions(number, {{-2.5}})[0].answer == "-2.5");
}

TEST_CASE("Networks that diverged have no part in the mean and no rows, and that is said") {
  const Model model = model_of(Task::binary, {1, nan_value, 1});
  const NetworkOutputs outputs{{0.9}, {nan_value}, {0.7}};
  CHECK(mean_predictions(model, outputs)[0].outputs == std::vector<double>{0.8});
  const auto all = all_predictions(model, outputs);
  REQUIRE(all.size() == 2);
  CHECK(all[1].replicate == 2);
  CHECK(left_out(model, outputs) == std::vector<std::string>{"1 of 3 networks diverged in training and is left out"});
  CHECK(message([&] { predictions_of(model, outputs, 1); }) ==
        "the model: network 1 diverged in training and has no outputs; choose another network, or the mean over those "
        "that did not diverge");
  CHECK(predictions_of(model, outputs, 2)[0].answer == "yes");
}

TEST_CASE("Where all networks diverged there is nothing to predict") {
  const Model model = model_of(Task::binary, {nan_value, infinite});
  const NetworkOutputs outputs{{nan_value}, {nan_value}};
  const std::string expected =
      "the model: all 2 networks diverged in training and have no outputs; train again with a smaller "
      "`learning_rate`, or with `clip_norm`";
  CHECK(message([&] { mean_predictions(model, outputs); }) == expected);
  CHECK(message([&] { all_predictions(model, outputs); }) == expected);
  CHECK(message([&] { predictions_of(model, outputs, 0); }) == expected);
  CHECK(message([&] {
          predictions_of(model_of(Task::binary, {nan_value}), {{nan_value}}, 0);
        }).starts_with("the model: its network diverged in training and has no outputs; "));
}

TEST_CASE("An output that is not finite for a row is left out of that row, and a row without any is refused") {
  const Model model = model_of(Task::binary, {1, 1});
  const NetworkOutputs one{{0.9, infinite}, {0.7, 0.1}};
  CHECK(mean_predictions(model, one)[1].outputs == std::vector<double>{0.1});
  CHECK(all_predictions(model, one).size() == 3);
  CHECK(left_out(model, one) == std::vector<std::string>{"outputs that are not finite are left out, of 1 row"});
  CHECK(message([&] {
          predictions_of(model, one, 0);
        }).starts_with("row 1: network 0 has no finite outputs for it (rows count from 0); correct or drop the row"));
  const NetworkOutputs none{{0.9, infinite}, {0.7, nan_value}};
  const std::string expected = "row 1: no network has finite outputs for it (rows count from 0); ";
  CHECK(message([&] { mean_predictions(model, none); }).starts_with(expected));
  CHECK(message([&] { all_predictions(model, none); }).starts_with(expected));
}
