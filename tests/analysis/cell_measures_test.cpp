#include "analysis/cell_measures.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "actlab/dataset.hpp"
#include "actlab/model.hpp"
#include "plan/resolve.hpp"
#include "record/results.hpp"

using namespace actlab;

namespace {

// A cell of two replicates with one file.
struct Recorded : test::CellWithFile {
  Recorded(const std::string& name, const std::string& bytes,
           std::map<std::string, std::string> settings = {{"task", "binary"}})
      : CellWithFile(name, bytes) {
    cell.settings = std::move(settings);
    cell.runs.resize(2);
    cell.runs[1].replicate = 1;
  }
};

// boundary.csv of two networks over [0, 1]^2.
template <class First, class Second>
std::string boundary(First first, Second second, int side = 101) {
  std::string text = "x,y,mean,sd,r0,r1\n";
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const double x = column / (side - 1.0);
      const double y = row / (side - 1.0);
      text += std::to_string(x) + "," + std::to_string(y) + ",0,0," + std::to_string(first(x, y)) + "," +
              std::to_string(second(x, y)) + "\n";
    }
  }
  return text;
}

const std::map<std::string, std::string> two_classes{
    {"task", "binary"}, {"output_activation", "sigmoid"}, {"loss", "binary_cross_entropy"}};

}  // namespace

TEST_CASE("A straight boundary has no bend, a circle has its radius' spread, one class has none") {
  const Recorded recorded(
      "boundary.csv",
      boundary([](double x, double y) { return 1 / (1 + std::exp(-20 * (0.3 * x - 0.8 * y + 0.2))); },
               [](double x, double y) {
                 const double r = std::hypot(x - 0.5, y - 0.5);
                 return 1 / (1 + std::exp(20 * (r - 0.3)));
               }),
      two_classes);
  const auto bends = boundary_bend(recorded.cell);
  REQUIRE(bends.size() == 2);
  CHECK(bends[0] < 1e-3);
  // Points of a circle of radius R, spread evenly by angle, have the variance R^2 / 2 along every direction; those of
  // a grid's lines come close to it.
  CHECK(bends[1] == Approx(0.3 / std::sqrt(2.0) / std::sqrt(2.0)).epsilon(0.05));
  const Recorded constant(
      "boundary.csv", boundary([](double, double) { return 0.9; }, [](double, double) { return 0.1; }), two_classes);
  CHECK(boundary_bend(constant.cell) == std::vector<double>{0, 0});
}

TEST_CASE("Gradient decades are measured from the last hidden layer to the first, before training") {
  const Recorded recorded("layers.csv",
                          "replicate,epoch,layer,gradient_rms,activation_sd\n"
                          "0,0,1,0.001,1\n0,0,2,0.01,2\n0,0,3,1,3\n0,0,4,5,4\n"
                          "0,9,1,7,5\n0,9,2,7,6\n0,9,3,7,7\n0,9,4,7,8\n"
                          "1,0,1,0,1\n1,0,2,0.01,2\n1,0,3,1,3\n1,0,4,5,4\n");
  const auto decades = gradient_decades(recorded.cell);
  CHECK(decades[0] == Approx(3));
  CHECK(decades[1] == Approx(-std::log10(1.401298464324817e-45)));
  CHECK(in_last_hidden_layer(recorded.cell, "activation_sd", true)[0] == 3);
  CHECK(in_last_hidden_layer(recorded.cell, "activation_sd", false)[0] == 7);
  CHECK(mean_over_layers(recorded.cell, "activation_sd")[0] == Approx(6));
}

TEST_CASE("Calibration error is the weighted distance of probability from frequency on the test rows") {
  // Ten rows at 0.95 of which eight come true, ten at 0.25 of which three do: (10 * 0.15 + 10 * 0.05) / 20.
  std::string rows = "replicate,split,row,target_class,output_class\n";
  for (int i = 0; i < 10; ++i) rows += "0,test,1," + std::string(i < 8 ? "yes" : "no") + ",0.95\n";
  for (int i = 0; i < 10; ++i) rows += "0,test,1," + std::string(i < 3 ? "yes" : "no") + ",0.25\n";
  rows += "0,train,1,no,1\n1,test,1,no,0\n";
  const Recorded recorded("predictions.csv", rows);
  const auto errors = calibration_error(recorded.cell);
  CHECK(errors[0] == Approx(0.1));
  CHECK(errors[1] == 0);
  CHECK(highest_output(recorded.cell)[0] == 1);
  CHECK(lowest_output(recorded.cell)[0] == 0.25);
}

TEST_CASE("Of several classes the most probable one is calibrated, and the sums are held against 1") {
  const Recorded recorded("predictions.csv",
                          "replicate,split,row,target_kind,output_a,output_b,output_c\n"
                          "0,test,0,b,0.2,0.7,0.1\n0,test,1,a,0.2,0.7,0.1\n"
                          "1,test,0,c,0.25,0.25,0.625\n",
                          {{"task", "multiclass"}});
  CHECK(calibration_error(recorded.cell)[0] == Approx(0.2));
  CHECK(output_sum_error(recorded.cell)[0] == Approx(0).margin(1e-15));
  CHECK(output_sum_error(recorded.cell)[1] == Approx(0.125));
}

TEST_CASE("Validation loss rises from its lowest value to its last") {
  const Recorded recorded("metrics.csv",
                          "replicate,epoch,validation_loss,validation_accuracy,test_accuracy\n"
                          "0,0,0.9,0.5,0.5\n0,10,0.4,0.95,0.8\n0,20,0.6,0.9,0.96\n0,30,0.7,0.9,0.97\n"
                          "1,0,0.9,0.5,0.5\n1,10,0.5,0.6,0.6\n",
                          {{"epochs", "30"}});
  CHECK(validation_rise(recorded.cell)[0] == Approx(0.3));
  CHECK(validation_rise(recorded.cell)[1] == 0);
  CHECK(epochs_until(recorded.cell, "test", 0.95) == std::vector<double>{20, 30});
  CHECK(epochs_until(recorded.cell, "validation", 0.95) == std::vector<double>{10, 30});
}

TEST_CASE("What is not 0 is active, on average over the hidden layers at the end") {
  const Recorded recorded("layers.csv",
                          "replicate,epoch,layer,zero_fraction\n"
                          "0,0,1,1\n0,0,2,1\n0,0,3,0\n0,9,1,0.5\n0,9,2,0.25\n0,9,3,0\n1,0,1,0\n1,0,2,0\n1,0,3,1\n");
  CHECK(active_fraction(recorded.cell) == std::vector<double>{0.625, 1});
}

TEST_CASE("Deaths are dead units on average over the hidden layers, one in a thousand at least") {
  const Recorded recorded("layers.csv",
                          "replicate,epoch,layer,dead_fraction\n"
                          "0,9,1,0.5\n0,9,2,0.25\n0,9,3,0\n1,9,1,0\n1,9,2,0\n1,9,3,0\n");
  CHECK(deaths(recorded.cell) == std::vector<double>{0.375, 0.001});
}

TEST_CASE("Log loss is of the probability of what is true, whatever the outputs are") {
  const std::string two = "replicate,split,row,target_class,output_class\n";
  const Recorded sigmoid("predictions.csv",
                         two + "0,test,0,yes,0.75\n0,test,1,no,0.5\n0,train,2,no,1\n1,test,0,yes,0\n", two_classes);
  CHECK(log_loss(sigmoid.cell)[0] == Approx((-std::log(0.75) - std::log(0.5)) / 2));
  CHECK(log_loss(sigmoid.cell)[1] == Approx(20 * std::log(2.0)));
  const Recorded tanh("predictions.csv", two + "0,test,0,yes,0.5\n0,test,1,no,-3\n1,test,0,yes,0\n",
                      {{"task", "binary"}, {"output_activation", "tanh"}, {"loss", "squared"}});
  CHECK(log_loss(tanh.cell)[0] == Approx(-std::log(0.75) / 2).margin(1e-6));
  const Recorded several("predictions.csv",
                         "replicate,split,row,target_kind,output_a,output_b,output_c\n"
                         "0,test,0,b,0.25,0.5,0.5\n1,test,0,c,0.5,0.25,0.25\n",
                         {{"task", "multiclass"}, {"output_activation", "sigmoid"}, {"loss", "squared"}});
  CHECK(log_loss(several.cell)[0] == Approx(-std::log(0.4)));
  CHECK(log_loss(several.cell)[1] == Approx(-std::log(0.25)));
  const Recorded labels(
      "predictions.csv",
      "replicate,split,row,target_p,target_q,output_p,output_q\n0,test,0,1,0,0.75,0.5\n1,test,0,0,1,0.75,0.5\n",
      {{"task", "multilabel"}, {"output_activation", "sigmoid"}, {"loss", "squared"}});
  CHECK(log_loss(labels.cell)[0] == Approx((-std::log(0.75) - std::log(0.5)) / 2));
}

namespace {

// A model of two inputs and two networks, saved as a cell's: the activation of its only hidden layer, and what is in
// it.
std::string model_text(const std::string& dataset, const std::string& activation, const LayerParameters& hidden,
                       const LayerParameters& output, std::size_t width) {
  Settings settings;
  settings.dataset = dataset;
  settings.samples = 400;
  settings.noise = 0;
  settings.activation = activation;
  settings.arch = std::to_string(width == 0 ? hidden.units : width);
  settings.resplit = true;
  const Dataset data = load_dataset(settings);
  Model model;
  model.settings = resolve(settings, data).settings;
  model.task = data.task;
  model.features = data.feature_names;
  model.targets = data.target_names;
  model.classes = data.classes;
  for (std::uint32_t r = 0; r < 2; ++r) {
    model.replicates.push_back({r, {hidden, output}, {hidden, output}});
    model.scalings.push_back({{{0, 0}, {1, 1}}, {}});
  }
  const test::TemporaryDirectory directory;
  model.save(directory.path() / "model.json");
  return read_file(directory.path() / "model.json");
}

struct Saved : test::CellWithFile {
  Saved(const std::string& dataset, const std::string& activation, const LayerParameters& hidden,
        const LayerParameters& output, std::size_t width = 0)
      : CellWithFile("model.json", model_text(dataset, activation, hidden, output, width)) {
    cell.settings = {{"task", "binary"}};
    cell.runs.resize(2);
    cell.runs[1].replicate = 1;
  }
};

}  // namespace

TEST_CASE("A label that depends on one of two inputs is kept by three changes of four") {
  // x > 0: another row's x has the same sign half of the time, another row's y does not matter.
  const Saved one_input("xor", "identity", {1, 2, {1, 0}, {0}, {}}, {1, 1, {1}, {0}, {}});
  const auto kept = kept_label(one_input.cell);
  CHECK(kept[0] == Approx(0.75).margin(0.1));
  CHECK(kept[0] != kept[1]);
  const Saved constant("xor", "identity", {1, 2, {0, 0}, {0}, {}}, {1, 1, {1}, {-1}, {}});
  CHECK(kept_label(constant.cell) == std::vector<double>{1, 1});
}

TEST_CASE(
    "Selectivity is 1 for a unit that is the class, near 0 for one that says nothing of it, and of no dead unit") {
  // The two clouds of gauss lie along x = y. Units: the sign of x + y; the sign of x - y; never on.
  const Saved steps("gauss", "f=min(max(1000*x,0),1)", {3, 2, {1, 1, 1, -1, 0, 0}, {0, 0, -1}, {}},
                    {1, 3, {1, 0, 0}, {0}, {}});
  for (const double selectivity : class_selectivity(steps.cell)) CHECK(selectivity == Approx(0.5).margin(0.03));
  // In xor, where the classes differ by the sign of x y, x says nothing.
  const Saved of_x("xor", "identity", {1, 2, {1, 0}, {0}, {}}, {1, 1, {1}, {0}, {}});
  CHECK(class_selectivity(of_x.cell)[0] < 0.05);
  CHECK_THROWS_WITH(
      class_selectivity(Saved("xor", "maxout", {2, 2, {1, 0, 0, 1}, {0, 0}, {}}, {1, 1, {1}, {0}, {}}, 1).cell),
      Catch::Contains("take an elementwise `activation`"));
}

TEST_CASE("Measures say what to record") {
  const Recorded recorded("other.csv", "a\n", two_classes);
  CHECK_THROWS_WITH(boundary_bend(recorded.cell),
                    Catch::Contains("boundary.csv: is not there; train with `record` boundary"));
  CHECK_THROWS_WITH(collapse_error(recorded.cell), Catch::Contains("train with `record` model"));
  CHECK_THROWS_WITH(highest_output(recorded.cell), Catch::Contains("train with `record` predictions"));
}
