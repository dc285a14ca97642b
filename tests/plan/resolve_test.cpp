#include "plan/resolve.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"

using namespace actlab;

namespace {

Resolved resolved(const Settings& settings) { return resolve(settings, load_dataset(settings)); }

std::vector<std::string> activations_of(const TrainingPlan& plan) {
  std::vector<std::string> names;
  for (const LayerShape& layer : plan.shape.layers) names.push_back(layer.activation.text());
  return names;
}

std::vector<std::string> initializers_of(const TrainingPlan& plan) {
  std::vector<std::string> names;
  for (const InitializerSpec& spec : plan.initial.weights) names.push_back(spec.text());
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("One activation is that of all hidden layers, a list with slashes has one for each") {
  Settings settings;
  settings.arch = "8-4-2";
  CHECK(activations_of(resolved(settings).plan) == Names{"relu", "relu", "relu", "sigmoid"});
  settings.activation = "sigmoid/relu/leaky_relu:slope=0.2";
  const Resolved layers = resolved(settings);
  CHECK(activations_of(layers.plan) == Names{"sigmoid", "relu", "leaky_relu:slope=0.2", "sigmoid"});
  CHECK(layers.settings.activation == "sigmoid/relu/leaky_relu:slope=0.2");
}

TEST_CASE("A list of one activation is that activation, so that a cell has one identity") {
  Settings settings;
  settings.activation = "tanh/tanh";
  CHECK(resolved(settings).settings.activation == "tanh");
}

TEST_CASE("A list of another length than the hidden layers is refused with both numbers") {
  Settings settings;
  settings.activation = "sigmoid/relu/relu";
  CHECK_THROWS_WITH(resolved(settings),
                    "`activation`: 'sigmoid/relu/relu' names 3 layers, and `arch` 8-8 has 2 hidden; "
                    "give one for each hidden layer, or one for all");
  settings.arch = "linear";
  CHECK_THROWS_WITH(resolved(settings), Catch::Contains("names 3 layers, and `arch` linear has 0 hidden"));
  settings.arch = "8-8-8";
  settings.init = "he/glorot";
  CHECK_THROWS_WITH(resolved(settings), Catch::StartsWith("`init`: 'he/glorot' names 2 layers"));
}

TEST_CASE("Initial weights suit each layer's activation, and the output layer begins like the last hidden one") {
  Settings settings;
  settings.activation = "sigmoid/relu";
  const Resolved mixed = resolved(settings);
  CHECK(mixed.settings.init == "glorot/he");
  CHECK(initializers_of(mixed.plan) == Names{"glorot", "he", "he"});
  settings.activation = "tanh/sigmoid";
  CHECK(resolved(settings).settings.init == "glorot");
  settings.init = "he:2/lecun";
  CHECK(initializers_of(resolved(settings).plan) == Names{"he:2", "lecun", "lecun"});
}

TEST_CASE("A network without biases cannot begin with any") {
  Settings settings;
  settings.bias = false;
  CHECK(!resolved(settings).plan.shape.biased);
  settings.bias_init = "normal:0.1";
  CHECK_THROWS_WITH(resolved(settings), "`bias_init`: there are no biases under `bias` off; leave one of the two out");
}

TEST_CASE("A cell records what became of the missing values of its data") {
  Settings settings;
  settings.dataset = "penguins";
  CHECK(resolved(settings).settings.missing == MissingValues::drop);
  settings.dataset = "ozone";
  CHECK(resolved(settings).settings.missing == MissingValues::mean);
  settings.dataset = "iris";
  CHECK(resolved(settings).settings.missing == MissingValues::error);
}

TEST_CASE("An activation that several cells share is read once") {
  Resolver resolver;
  Settings settings;
  settings.activation = "x*sigmoid(1.5*x)";
  const Dataset data = load_dataset(settings);
  const auto formula = [&] { return resolver(settings, data).plan.shape.layers.front().activation.formula; };
  const auto first = formula();
  settings.learning_rate = 0.5;
  CHECK(formula() == first);
  CHECK(resolver(settings, data).plan.shape.layers[1].activation.formula == first);
}

TEST_CASE("Batches that are never whole are refused where only whole ones are learned from") {
  Settings settings;
  settings.train_fraction = 0.5;
  settings.batch_size = 51;
  const auto check = [&](PartialBatch partial, std::size_t rows) {
    settings.partial_batch = partial;
    check_rows(resolved(settings).plan, rows);
  };
  CHECK_NOTHROW(check(PartialBatch::keep, 100));
  CHECK_THROWS_WITH(
      check(PartialBatch::drop, 100),
      "`partial_batch`: only whole batches change the weights, and a batch of 51 rows is never whole with "
      "50 training rows; give a `batch_size` of at most 50, or use keep");
  // What is carried over is applied with the next whole batch.
  CHECK_THROWS_WITH(check(PartialBatch::carry, 100), Catch::StartsWith("`partial_batch`: "));
  CHECK_NOTHROW(check(PartialBatch::drop, 102));
  CHECK_NOTHROW(check(PartialBatch::carry, 102));
}
