#include "training/trainer.hpp"
#include "training/parameters.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>

#include "arithmetic/philox.hpp"
#include "network/reference.hpp"
#include "training/prepared.hpp"

using namespace actlab;
using test::prepare;
using test::Prepared;

namespace {

// Mini-batch gradient descent of one replicate as a textbook has it, on Eigen matrices.
class ReferenceTraining {
 public:
  ReferenceTraining(const Prepared& prepared, const std::vector<LayerParameters>& initial, std::uint32_t replicate)
      : prepared_(prepared), replicate_(replicate), order_(prepared.data.view(0).split.train) {
    network_.loss = prepared.settings.loss;
    const NetworkShape& shape = prepared.plan.shape;
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
        if (partial && prepared_.plan.partial_batch == PartialBatch::drop) break;
        for (std::size_t i = begin; i < end; ++i) add(order_[i]);
        if (partial && prepared_.plan.partial_batch == PartialBatch::carry) break;
        rate_ = rate(epoch);
        step();
      }
    }
  }

  [[nodiscard]] const test::ReferenceNetwork& network() const { return network_; }

  /// Factor of the learning rate in an epoch, for the next step.
  std::function<double(std::uint32_t epoch, int step)> schedule = [](std::uint32_t, int) { return 1.0; };

 private:
  struct Moments {
    double first = 0;
    double second = 0;
  };

  [[nodiscard]] double rate(std::uint32_t epoch) const { return schedule(epoch, steps_ + 1); }

  void shuffle(std::uint32_t epoch) {
    for (std::size_t i = order_.size(); i-- > 1;) {
      const auto block = arithmetic::philox(static_cast<std::uint64_t>(prepared_.settings.seed), replicate_,
                                            arithmetic::Purpose::order, (std::uint64_t{epoch} << 32) + i / 4);
      std::swap(order_[i], order_[(std::uint64_t{block[i % 4]} * (i + 1)) >> 32]);
    }
  }

  // Whether unit of a hidden layer is kept for the sample that is the n-th of training.
  [[nodiscard]] bool keeps(std::size_t layer, std::size_t units, std::size_t unit, std::uint64_t n) const {
    const std::uint64_t blocks = (units + 3) / 4;
    const auto purpose = static_cast<arithmetic::Purpose>(
        arithmetic::purpose_word(arithmetic::Purpose::dropout, static_cast<std::uint32_t>(layer)));
    const auto block = arithmetic::philox(static_cast<std::uint64_t>(prepared_.settings.seed), replicate_, purpose,
                                          n * blocks + unit / 4);
    return block[unit % 4] >= prepared_.settings.dropout * 0x1p32;
  }

  void draw_masks() {
    network_.masks.clear();
    if (prepared_.settings.dropout == 0) return;
    for (std::size_t l = 0; l + 1 < network_.layers.size(); ++l) {
      Eigen::VectorXd mask(network_.layers[l].units);
      for (std::size_t u = 0; u < network_.layers[l].units; ++u) {
        const bool kept = keeps(l + 1, network_.layers[l].units, u, seen_);
        mask(static_cast<Eigen::Index>(u)) = kept ? 1 / (1 - prepared_.settings.dropout) : 0;
      }
      network_.masks.push_back(mask);
    }
  }

  void add(std::uint32_t row) {
    draw_masks();
    ++seen_;
    const auto features = static_cast<Eigen::Index>(prepared_.data.features);
    const auto outputs = static_cast<Eigen::Index>(prepared_.data.outputs);
    network_.forward(Eigen::Map<const Eigen::VectorXd>(prepared_.data.inputs.data() + row * features, features));
    const auto gradients =
        network_.gradients(Eigen::Map<const Eigen::VectorXd>(prepared_.data.targets.data() + row * outputs, outputs));
    for (std::size_t l = 0; l < gradients.size(); ++l) {
      sum_[l].weights += gradients[l].weights;
      if (prepared_.plan.shape.biased) sum_[l].biases += gradients[l].biases;
    }
    ++samples_;
  }

  void step() {
    const Settings& s = prepared_.settings;
    ++steps_;
    double squares = 0;
    for (const auto& sum : sum_)
      squares += (sum.weights / samples_).squaredNorm() + (sum.biases / samples_).squaredNorm();
    const double norm = std::sqrt(squares);
    const double clip = s.clip_norm > 0 && norm > s.clip_norm ? s.clip_norm / norm : 1;
    for (std::size_t l = 0; l < sum_.size(); ++l) {
      auto& layer = network_.layers[l];
      const Eigen::MatrixXd sign = layer.weights.unaryExpr([](double w) { return double((w > 0) - (w < 0)); });
      const Eigen::MatrixXd g = clip * sum_[l].weights / samples_ + s.l2 * layer.weights + s.l1 * sign;
      for (Eigen::Index i = 0; i < g.size(); ++i) move(layer.weights(i), g(i));
      for (Eigen::Index i = 0; i < layer.biases.size(); ++i) {
        move(layer.biases(i), clip * sum_[l].biases(i) / samples_);
      }
    }
    forget();
  }

  // One step of one parameter by the formulas of the papers, in the form of PyTorch's documentation.
  void move(double& w, double g) {
    const Settings& s = prepared_.settings;
    const double r = rate_ * *s.learning_rate;
    Moments& m = moments_[&w];
    const double t = steps_;
    const std::string name = s.optimizer.substr(0, s.optimizer.find(':'));
    if (name == "sgd") {
      w -= r * g;
    } else if (name == "momentum" || name == "nesterov") {
      m.first = *s.momentum * m.first + g;
      w -= r * (name == "momentum" ? m.first : g + *s.momentum * m.first);
    } else if (name == "adagrad") {
      m.second += g * g;
      w -= r * g / (std::sqrt(m.second) + 1e-10);
    } else if (name == "rmsprop") {
      m.second = 0.99 * m.second + 0.01 * g * g;
      w -= r * g / (std::sqrt(m.second) + 1e-8);
    } else if (name == "adadelta") {
      m.second = 0.9 * m.second + 0.1 * g * g;
      const double step = std::sqrt(m.first + 1e-6) / std::sqrt(m.second + 1e-6) * g;
      m.first = 0.9 * m.first + 0.1 * step * step;
      w -= r * step;
    } else {
      const double b1 = s.optimizer == "adam:beta1=0.8" ? 0.8 : 0.9;
      const double b2 = 0.999;
      if (name == "adamw") w -= r * 0.01 * w;
      m.first = b1 * m.first + (1 - b1) * g;
      m.second = b2 * m.second + (1 - b2) * g * g;
      const double root = std::sqrt(m.second / (1 - std::pow(b2, t))) + 1e-8;
      if (name == "nadam") {
        const auto mu = [&](double at) { return b1 * (1 - 0.5 * std::pow(0.96, at * 0.004)); };
        double product = 1;
        for (int at = 1; at <= steps_; ++at) product *= mu(at);
        w -= r * ((1 - mu(t)) * g / (1 - product) + mu(t + 1) * m.first / (1 - product * mu(t + 1))) / root;
      } else {
        w -= r * m.first / (1 - std::pow(b1, t)) / root;
      }
    }
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
  int steps_ = 0;
  std::uint64_t seen_ = 0;
  double rate_ = 1;
  std::map<const double*, Moments> moments_;
};

using Schedule = std::function<double(std::uint32_t epoch, int step)>;

void agrees_after_training(Settings settings, const Schedule& schedule = {}) {
  settings.epochs = 5;
  const Prepared prepared = prepare(settings);
  Trainer<double> trainer(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 3);
  std::vector<std::vector<LayerParameters>> initial;
  for (std::size_t lane = 0; lane < 3; ++lane) initial.push_back(extract_parameters(trainer.network(), lane));
  REQUIRE(trainer.run({}));
  for (std::uint32_t lane = 0; lane < 3; ++lane) {
    ReferenceTraining reference(prepared, initial[lane], lane);
    if (schedule) reference.schedule = schedule;
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
  for (const PartialBatch partial : {PartialBatch::keep, PartialBatch::drop, PartialBatch::carry}) {
    for (const std::int64_t batch : {1, 7, 10, 20, 40}) {
      CAPTURE(static_cast<int>(partial), batch);
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
  settings.bias_init = "0.1";
  agrees_after_training(settings);
}

TEST_CASE("Every layer has its own activation, and layers may lack biases") {
  Settings settings = small("spiral");
  settings.activation = "sigmoid/leaky_relu";
  agrees_after_training(settings);
  settings.arch = "4-3-3";
  settings.activation = "maxout/tanh/softplus";
  settings.clip_norm = 0.05;
  settings.bias = false;
  agrees_after_training(settings);
  settings.optimizer = "adam";
  const Prepared prepared = prepare(settings);
  Trainer<double> trainer(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 2);
  trainer.run({});
  for (const LayerParameters& layer : extract_parameters(trainer.network(), 1)) {
    CHECK(layer.biases == std::vector<double>(layer.units, 0.0));
  }
}

TEST_CASE("Every optimizer takes the steps of its paper's formula") {
  for (const char* optimizer :
       {"sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", "adam:beta1=0.8", "adamw", "nadam"}) {
    CAPTURE(optimizer);
    Settings settings = small("spiral");
    settings.optimizer = optimizer;
    settings.learning_rate.reset();
    agrees_after_training(settings);
  }
  Settings settings = small("spiral");
  settings.optimizer = "nesterov";
  settings.momentum = 0.5;
  settings.l2 = 0.01;
  agrees_after_training(settings);
}

TEST_CASE("Dropout and clipped gradients train as the textbook says") {
  Settings settings = small("rings");
  settings.dropout = 0.3;
  agrees_after_training(settings);
  settings.activation = "sigmoid";
  settings.batch_size = 40;
  agrees_after_training(settings);
  settings = small("spiral");
  settings.clip_norm = 0.05;
  settings.l2 = 0.01;
  agrees_after_training(settings);
}

TEST_CASE("Schedules move the learning rate as their formulas say") {
  Settings settings = small("spiral");  // 3 updates per epoch, 5 epochs
  settings.schedule = "step:every=2:factor=0.5";
  agrees_after_training(settings, [](std::uint32_t epoch, int) { return std::pow(0.5, (epoch - 1) / 2); });
  settings.schedule = "exponential:0.9";
  agrees_after_training(settings, [](std::uint32_t epoch, int) { return std::pow(0.9, epoch - 1); });
  settings.schedule = "cosine:floor=0.1";
  agrees_after_training(
      settings, [](std::uint32_t epoch, int) { return 0.1 + 0.9 * (1 + std::cos(M_PI * (epoch - 1) / 5)) / 2; });
  settings.schedule = "warmup:epochs=2";
  agrees_after_training(settings, [](std::uint32_t, int step) { return std::min(1.0, step / 6.0); });
  settings.schedule = "cosine:warmup=2";
  agrees_after_training(settings, [](std::uint32_t epoch, int step) {
    return std::min(1.0, step / 6.0) * (1 + std::cos(M_PI * (epoch - 1) / 5)) / 2;
  });
  settings.schedule = "one_cycle";
  agrees_after_training(settings, [](std::uint32_t, int step) {
    const double peak = 0.3 * 15 - 1;
    const double at = step - 1;
    const auto between = [](double from, double to, double share) {
      return to + (from - to) * (1 + std::cos(M_PI * share)) / 2;
    };
    return at < peak ? between(0.04, 1, at / peak) : between(1, 4e-6, (at - peak) / (14 - peak));
  });
}

TEST_CASE("What activations learn follows the gradient, is not regularised, and comes back from a saved model") {
  Settings settings = small("spiral");
  settings.activation = "prelu:shared=off";
  settings.l2 = 0.1;
  settings.epochs = 3;
  const Prepared prepared = prepare(settings);
  Trainer<double> trainer(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 2);
  CHECK(extract_parameters(trainer.network(), 0)[0].learned == std::vector<double>(5, 0.25));
  trainer.run({});
  const auto trained = extract_parameters(trainer.network(), 1);
  CHECK(trained[0].learned.size() == 5);
  CHECK(trained[2].learned.empty());
  for (const double slope : trained[0].learned) CHECK(slope != 0.25);
  Trainer<double> other(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 2);
  insert_parameters(other.network(), 1, trained);
  CHECK(extract_parameters(other.network(), 1)[1].learned == trained[1].learned);
}

TEST_CASE("rrelu draws its slopes in training only: evaluation is the same twice, and lies with the mean slope") {
  Settings settings = small("spiral");
  settings.activation = "rrelu";
  settings.epochs = 2;
  const Prepared prepared = prepare(settings);
  Trainer<double> trainer(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 2);
  settings.activation = "leaky_relu:" + std::to_string((0.125 + 1.0 / 3) / 2);
  const Prepared with_mean = prepare(settings);
  Trainer<double> mean(with_mean.plan, with_mean.data, {Lanes::replicates, arithmetic::best_target()}, 0, 2);
  CHECK(trainer.runs()[0].metrics.train_loss == Approx(mean.runs()[0].metrics.train_loss).epsilon(1e-5));
  trainer.run({});
  mean.run({});
  CHECK(trainer.runs()[0].metrics.train_loss == trainer.runs()[0].metrics.train_loss);
  CHECK(trainer.runs()[0].metrics.train_loss != Approx(mean.runs()[0].metrics.train_loss).epsilon(1e-6));
}

TEST_CASE("Early stopping ends each replicate on its own and keeps the weights of its best epoch") {
  Settings settings = small("circle");
  settings.noise = 50;
  settings.samples = 60;
  settings.validation_fraction = 0.3;
  settings.learning_rate = 0.1;
  settings.epochs = 200;
  settings.early_stopping = 5;
  const Prepared prepared = prepare(settings);
  Trainer<double> trainer(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 4);
  std::map<std::uint32_t, std::vector<double>> losses;
  TrainingWatch watch;
  watch.every = 1;
  watch.metrics = [&](const MetricsRow& row) { losses[row.replicate].push_back(row.metrics.validation_loss); };
  CHECK(trainer.run(watch));
  std::set<std::uint32_t> ends;
  for (const RunRow& run : trainer.runs()) {
    const std::vector<double>& curve = losses[run.replicate];
    CHECK(run.epochs_run < 200);
    CHECK(curve.size() == run.epochs_run + 1);
    CHECK(run.epochs_run == run.best_epoch + 5);
    const auto best = std::min_element(curve.begin() + 1, curve.end());
    CHECK(run.best_epoch == static_cast<std::uint32_t>(best - curve.begin()));
    CHECK(run.metrics.validation_loss == *best);
    ends.insert(run.epochs_run);
  }
  CHECK(ends.size() > 1);
}

TEST_CASE("Early stopping by the training loss watches each epoch's batches before their updates, in both layouts") {
  Settings settings = small("circle");
  settings.batch_size = 1000;  // one batch: its loss is that of the epoch before
  settings.learning_rate = 0.5;
  settings.epochs = 200;
  settings.early_stopping = 2;
  settings.early_stopping_loss = StoppingLoss::training;
  settings.early_stopping_tolerance = 0.002;
  const Prepared prepared = prepare(settings);
  for (const Lanes lanes : {Lanes::replicates, Lanes::units}) {
    const Layout layout{lanes, arithmetic::best_target()};
    Trainer<double> trainer(prepared.plan, prepared.data, layout, 0, lanes == Lanes::units ? 1 : 4);
    std::map<std::uint32_t, std::vector<double>> losses;
    TrainingWatch watch;
    watch.every = 1;
    watch.metrics = [&](const MetricsRow& row) { losses[row.replicate].push_back(row.metrics.train_loss); };
    CHECK(trainer.run(watch));
    for (const RunRow& run : trainer.runs()) {
      const std::vector<double>& curve = losses[run.replicate];
      std::uint32_t end = 1;
      double lowest = curve[0];
      for (std::uint32_t without = 0; without < 2 && end < curve.size(); ++end) {
        without = curve[end] < lowest - 0.002 ? 0 : without + 1;
        lowest = std::min(lowest, curve[end]);
      }
      CHECK(run.epochs_run == end);
      CHECK(run.epochs_run < 200);
      CHECK(run.best_epoch == end);
      CHECK(run.metrics.train_loss == curve.back());
    }
  }
}

TEST_CASE("Losses, accuracies and R squared are those of their definitions") {
  const Prepared classes = prepare(small("rings"));
  Trainer<double> classifier(classes.plan, classes.data, {Lanes::replicates, arithmetic::best_target()}, 0, 3);
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
  Trainer<double> regressor(values.plan, values.data, {Lanes::replicates, arithmetic::best_target()}, 0, 1);
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
  Trainer<double> trainer(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 5, 2);
  std::vector<std::uint32_t> epochs;
  TrainingWatch watch;
  watch.every = 3;
  watch.metrics = [&](const MetricsRow& row) {
    if (row.replicate == 6) epochs.push_back(row.epoch);
  };
  CHECK(trainer.run(watch));
  CHECK(epochs == std::vector<std::uint32_t>{0, 3, 6, 7});
}

TEST_CASE("Watching a training does not change it") {
  Settings settings = small("spiral");
  settings.partial_batch = PartialBatch::carry;
  settings.dropout = 0.2;
  const Prepared prepared = prepare(settings);
  Trainer<double> watched(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 2);
  Trainer<double> alone(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 2);
  TrainingWatch watch;
  watch.every = 1;
  watch.metrics = [](const MetricsRow&) {};
  watch.layers = [](const LayerRow&) {};
  std::vector<ActivationHistogram> histograms;
  watched.add_histograms(histograms);
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
  Trainer<double> healthy(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 2);
  Trainer<double> wounded(prepared.plan, prepared.data, {Lanes::replicates, arithmetic::best_target()}, 0, 2);
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
  Trainer<double> a(first.plan, first.data, {Lanes::replicates, arithmetic::best_target()}, 0, 1);
  Trainer<double> b(second.plan, second.data, {Lanes::replicates, arithmetic::best_target()}, 0, 1);
  const auto unit = extract_parameters(a.network(), 0);
  const auto triple = extract_parameters(b.network(), 0);
  for (std::size_t i = 0; i < unit[1].weights.size(); ++i) {
    CHECK(triple[1].weights[i] == Approx(3 * unit[1].weights[i]));
  }
}
