#include "training/trainer.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "arithmetic/philox.hpp"
#include "experiment/grid.hpp"
#include "network/reference.hpp"

using namespace actlab;

namespace {

struct Prepared {
  Settings settings;
  std::shared_ptr<const Dataset> dataset;
  TrainingData<double> data;
};

Prepared prepare(Settings settings) {
  Prepared out;
  settings.precision = "double";
  out.dataset = std::make_shared<const Dataset>(load_dataset(settings));
  out.settings = resolve(settings, *out.dataset);
  out.data = prepare_training_data<double>(
      out.settings, [&](std::uint32_t) { return out.dataset; }, 0, 3);
  return out;
}

// Mini-batch gradient descent of one replicate as a textbook has it, on Eigen matrices.
class ReferenceTraining {
 public:
  ReferenceTraining(const Prepared& prepared, const std::vector<LayerParameters>& initial, std::uint32_t replicate)
      : prepared_(prepared), replicate_(replicate), order_(prepared.data.view(0).split.train) {
    network_.loss = prepared.settings.loss;
    const NetworkShape shape = make_shape(prepared.data.features, parse_architecture(prepared.settings.arch, ""),
                                          parse_activation(prepared.settings.activation, ""), prepared.data.outputs,
                                          parse_activation(prepared.settings.output_activation, ""));
    for (std::size_t l = 0; l < initial.size(); ++l) {
      using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
      const auto units = static_cast<Eigen::Index>(initial[l].units);
      const auto inputs = static_cast<Eigen::Index>(initial[l].inputs);
      network_.layers.push_back({Eigen::Map<const RowMajor>(initial[l].weights.data(), units, inputs),
                                 Eigen::Map<const Eigen::VectorXd>(initial[l].biases.data(), units),
                                 shape.layers[l].units, std::string(shape.layers[l].activation.info().name)});
    }
    forget();
  }

  void train(std::uint32_t epochs) {
    const auto batch = static_cast<std::size_t>(prepared_.settings.batch_size);
    for (std::uint32_t epoch = 1; epoch <= epochs; ++epoch) {
      if (prepared_.settings.shuffle) shuffle(epoch);
      for (std::size_t begin = 0; begin < order_.size(); begin += batch) {
        const std::size_t end = std::min(begin + batch, order_.size());
        const bool partial = end - begin < batch;
        if (partial && prepared_.settings.partial_batch == "drop") break;
        for (std::size_t i = begin; i < end; ++i) add(order_[i]);
        if (partial && prepared_.settings.partial_batch == "carry") break;
        step();
      }
    }
  }

  [[nodiscard]] const test::ReferenceNetwork& network() const { return network_; }

 private:
  void shuffle(std::uint32_t epoch) {
    for (std::size_t i = order_.size(); i-- > 1;) {
      const auto block = arithmetic::philox(static_cast<std::uint64_t>(prepared_.settings.seed), replicate_,
                                            arithmetic::Purpose::order, (std::uint64_t{epoch} << 32) + i / 4);
      std::swap(order_[i], order_[(std::uint64_t{block[i % 4]} * (i + 1)) >> 32]);
    }
  }

  void add(std::uint32_t row) {
    const auto features = static_cast<Eigen::Index>(prepared_.data.features);
    const auto outputs = static_cast<Eigen::Index>(prepared_.data.outputs);
    network_.forward(Eigen::Map<const Eigen::VectorXd>(prepared_.data.inputs.data() + row * features, features));
    const auto gradients =
        network_.gradients(Eigen::Map<const Eigen::VectorXd>(prepared_.data.targets.data() + row * outputs, outputs));
    for (std::size_t l = 0; l < gradients.size(); ++l) {
      sum_[l].weights += gradients[l].weights;
      sum_[l].biases += gradients[l].biases;
    }
    ++samples_;
  }

  void step() {
    const Settings& s = prepared_.settings;
    for (std::size_t l = 0; l < sum_.size(); ++l) {
      auto& layer = network_.layers[l];
      const Eigen::MatrixXd sign = layer.weights.unaryExpr([](double w) { return double((w > 0) - (w < 0)); });
      layer.weights -= s.learning_rate * (sum_[l].weights / samples_ + s.l2 * layer.weights + s.l1 * sign);
      layer.biases -= s.learning_rate * sum_[l].biases / samples_;
    }
    forget();
  }

  void forget() {
    sum_.clear();
    samples_ = 0;
    for (const auto& layer : network_.layers) {
      sum_.push_back({Eigen::MatrixXd::Zero(layer.weights.rows(), layer.weights.cols()),
                      Eigen::VectorXd::Zero(layer.biases.size())});
    }
  }

  const Prepared& prepared_;
  std::uint32_t replicate_;
  std::vector<std::uint32_t> order_;
  test::ReferenceNetwork network_;
  std::vector<test::ReferenceNetwork::Gradient> sum_;
  double samples_ = 0;
};

void agrees_after_training(Settings settings) {
  settings.epochs = 5;
  const Prepared prepared = prepare(settings);
  Trainer<double> trainer(prepared.settings, prepared.data, arithmetic::best_target(), 0, 3);
  std::vector<std::vector<LayerParameters>> initial;
  for (std::size_t lane = 0; lane < 3; ++lane) initial.push_back(extract_parameters(trainer.network(), lane));
  REQUIRE(trainer.run({}));
  for (std::uint32_t lane = 0; lane < 3; ++lane) {
    ReferenceTraining reference(prepared, initial[lane], lane);
    reference.train(5);
    const auto trained = extract_parameters(trainer.network(), lane);
    for (std::size_t l = 0; l < trained.size(); ++l) {
      for (std::size_t u = 0; u < trained[l].units; ++u) {
        const auto unit = static_cast<Eigen::Index>(u);
        const auto& layer = reference.network().layers[l];
        CHECK(trained[l].biases[u] == Approx(layer.biases(unit)).epsilon(1e-9).margin(1e-11));
        for (std::size_t i = 0; i < trained[l].inputs; ++i) {
          CHECK(trained[l].weights[u * trained[l].inputs + i] ==
                Approx(layer.weights(unit, static_cast<Eigen::Index>(i))).epsilon(1e-9).margin(1e-11));
        }
      }
    }
  }
}

Settings small(const std::string& dataset) {
  Settings settings;
  settings.dataset = dataset;
  settings.samples = 46;  // 23 to train on: two batches of 10 and one of 3
  settings.arch = "5-4";
  settings.activation = "tanh";
  settings.learning_rate = 0.1;
  return settings;
}

}  // namespace

TEST_CASE("Five epochs of training agree with a textbook network, for every task") {
  for (const char* dataset : {"spiral", "rings", "multilabel-rings", "reg-gauss"}) {
    CAPTURE(dataset);
    agrees_after_training(small(dataset));
  }
}

TEST_CASE("Partial batches, batch sizes, order, regularisers and depth train as the textbook says") {
  for (const char* partial : {"keep", "drop", "carry"}) {
    for (const std::int64_t batch : {1, 7, 10, 20, 40}) {
      CAPTURE(partial, batch);
      Settings settings = small("spiral");
      settings.partial_batch = partial;
      settings.batch_size = batch;
      agrees_after_training(settings);
    }
  }
  Settings settings = small("rings");
  settings.shuffle = false;
  settings.l1 = 0.01;
  settings.l2 = 0.02;
  agrees_after_training(settings);
  settings.arch = "linear";
  agrees_after_training(settings);
  settings.arch = "3-3-3-3";
  settings.activation = "maxout:pieces=3";
  settings.bias_init = 0.1;
  agrees_after_training(settings);
}

TEST_CASE("Losses, accuracies and R squared are those of their definitions") {
  const Prepared classes = prepare(small("rings"));
  Trainer<double> classifier(classes.settings, classes.data, arithmetic::best_target(), 0, 3);
  const std::vector<RunRow> rows = classifier.runs();
  ReferenceTraining reference(classes, extract_parameters(classifier.network(), 1), 1);
  test::ReferenceNetwork network = reference.network();
  double loss = 0;
  double right = 0;
  const auto& test_rows = classes.data.view(0).split.test;
  for (const std::uint32_t row : test_rows) {
    const Eigen::MatrixXd y =
        network.forward(Eigen::Map<const Eigen::VectorXd>(classes.data.inputs.data() + 2 * row, 2));
    const Eigen::Map<const Eigen::VectorXd> t(classes.data.targets.data() + 3 * row, 3);
    loss += network.summed_loss(t);
    Eigen::Index said = 0;
    Eigen::Index meant = 0;
    y.col(0).maxCoeff(&said);
    t.maxCoeff(&meant);
    right += said == meant;
  }
  const auto n = static_cast<double>(test_rows.size());
  CHECK(rows[1].metrics.test_loss == Approx(loss / n));
  CHECK(rows[1].metrics.test_accuracy == Approx(right / n));
  CHECK(std::isnan(rows[1].metrics.validation_loss));

  const Prepared values = prepare(small("reg-gauss"));
  Trainer<double> regressor(values.settings, values.data, arithmetic::best_target(), 0, 1);
  const RunRow run = regressor.runs()[0];
  double mean = 0;
  double variation = 0;
  for (const std::uint32_t row : values.data.view(0).split.train) mean += values.data.targets[row] / 23;
  for (const std::uint32_t row : values.data.view(0).split.train)
    variation += std::pow(values.data.targets[row] - mean, 2);
  CHECK(run.metrics.train_accuracy == Approx(1 - 2 * 23 * run.metrics.train_loss / variation));
}

TEST_CASE("Metrics come at epoch 0, every so many epochs, and the last") {
  Settings settings = small("spiral");
  settings.epochs = 7;
  const Prepared prepared = prepare(settings);
  Trainer<double> trainer(prepared.settings, prepared.data, arithmetic::best_target(), 5, 2);
  std::vector<std::uint32_t> epochs;
  Trainer<double>::Watch watch;
  watch.every = 3;
  watch.metrics = [&](const MetricsRow& row) {
    if (row.replicate == 6) epochs.push_back(row.epoch);
  };
  CHECK(trainer.run(watch));
  CHECK(epochs == std::vector<std::uint32_t>{0, 3, 6, 7});
}

TEST_CASE("Watching a training does not change it") {
  const Prepared prepared = prepare(small("spiral"));
  Trainer<double> watched(prepared.settings, prepared.data, arithmetic::best_target(), 0, 2);
  Trainer<double> alone(prepared.settings, prepared.data, arithmetic::best_target(), 0, 2);
  Trainer<double>::Watch watch;
  watch.every = 1;
  watch.metrics = [](const MetricsRow&) {};
  watched.run(watch);
  alone.run({});
  for (std::size_t i = 0; i < alone.network().parameter_count() * alone.network().lanes(); ++i) {
    REQUIRE(watched.network().parameters()[i] == alone.network().parameters()[i]);
  }
}

TEST_CASE("A replicate that diverges leaves its neighbours' weights as they were") {
  Settings settings = small("reg-plane");
  settings.epochs = 40;
  const Prepared prepared = prepare(settings);
  Trainer<double> healthy(prepared.settings, prepared.data, arithmetic::best_target(), 0, 2);
  Trainer<double> wounded(prepared.settings, prepared.data, arithmetic::best_target(), 0, 2);
  wounded.network().parameters()[0] = std::numeric_limits<double>::infinity();
  healthy.run({});
  wounded.run({});
  CHECK(wounded.runs()[0].diverged);
  CHECK(wounded.runs()[0].epochs_run == 1);
  CHECK(std::isnan(wounded.runs()[0].metrics.train_loss));
  CHECK(!wounded.runs()[1].diverged);
  const auto neighbour = extract_parameters(wounded.network(), 1);
  const auto undisturbed = extract_parameters(healthy.network(), 1);
  for (std::size_t l = 0; l < neighbour.size(); ++l) CHECK(neighbour[l].weights == undisturbed[l].weights);
}

TEST_CASE("Every activation begins from the same random numbers, scaled its own way") {
  Settings settings = small("spiral");
  settings.init = "normal:1";
  const Prepared first = prepare(settings);
  settings.activation = "relu";
  settings.init = "normal:3";
  const Prepared second = prepare(settings);
  Trainer<double> a(first.settings, first.data, arithmetic::best_target(), 0, 1);
  Trainer<double> b(second.settings, second.data, arithmetic::best_target(), 0, 1);
  const auto unit = extract_parameters(a.network(), 0);
  const auto triple = extract_parameters(b.network(), 0);
  for (std::size_t i = 0; i < unit[1].weights.size(); ++i) {
    CHECK(triple[1].weights[i] == Approx(3 * unit[1].weights[i]));
  }
}
