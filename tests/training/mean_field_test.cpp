// Wide networks at initialisation do what mean-field theory says (Poole et al. 2016; Schoenholz et al. 2017): with
// weights N(0, s^2 / fan-in) and no biases the second moment of pre-activations goes from layer to layer as
// q -> s^2 E[f(sqrt(q) z)^2], and the squared error back as s^2 E[f'(sqrt(q) z)^2], z standard normal.

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <vector>

#include "activation/exact.hpp"
#include "plan/grid.hpp"
#include "training/trainer.hpp"

using namespace actlab;

namespace {

constexpr std::size_t width = 512;
constexpr std::size_t replicates = 16;

struct LayerMean {
  double mean = 0;
  double second_moment = 0;
  double squared_error = 0;  // of the back-propagated error
};

// Averages over the replicates, by layer, before training, on standardised digits.
std::vector<LayerMean> layers_at_the_beginning(const std::string& activation, const std::string& init,
                                               std::size_t depth) {
  Settings settings;
  settings.dataset = "digits";
  settings.train_fraction = 0.01;  // 17 images
  settings.activation = activation;
  settings.init = init;
  settings.epochs = 0;
  settings.arch = std::to_string(width);
  for (std::size_t l = 1; l < depth; ++l) settings.arch += "-" + std::to_string(width);
  const auto dataset = std::make_shared<const Dataset>(load_dataset(settings));
  const TrainingPlan plan = resolve(settings, *dataset).plan;
  const auto data = prepare_training_data<float>(
      plan, [&](std::uint32_t) { return dataset; }, 0, replicates);
  std::vector<LayerMean> layers(depth);
  const arithmetic::Target target = arithmetic::best_target();
  const std::size_t lanes = kernels<float>(target).lanes;
  for (std::size_t first = 0; first < replicates; first += lanes) {
    Trainer<float> trainer(plan, data, {Lanes::replicates, target}, static_cast<std::uint32_t>(first), lanes);
    TrainingWatch watch;
    watch.every = 1;
    watch.layers = [&](const LayerRow& row) {
      if (row.layer > depth) return;
      LayerMean& layer = layers[row.layer - 1];
      layer.mean += row.activation_mean / replicates;
      layer.second_moment +=
          (row.activation_mean * row.activation_mean + row.activation_sd * row.activation_sd) / replicates;
      layer.squared_error += row.gradient_rms * row.gradient_rms / replicates;
    };
    trainer.run(watch);
  }
  return layers;
}

// E[g(sqrt(q) z)], by the midpoint rule, whose nodes keep off the kinks at 0.
template <class G>
double gaussian_mean(double q, G g) {
  double sum = 0;
  constexpr int steps = 800;
  constexpr double end = 8;
  for (int i = 0; i < steps; ++i) {
    const double z = end * ((2.0 * i + 1) / steps - 1);
    sum += g(std::sqrt(q) * z) * std::exp(-z * z / 2);
  }
  return sum * (2 * end / steps) / std::sqrt(2 * M_PI);
}

double second_moment_after(const std::string& name, double q) {
  return gaussian_mean(q, [&](double z) {
    const double value = test::exact_activation(name, z).value.number();
    return value * value;
  });
}

double squared_slope(const std::string& name, double q) {
  return gaussian_mean(q, [&](double z) {
    const double slope = test::exact_activation(name, z).slope.number();
    return slope * slope;
  });
}

}  // namespace

TEST_CASE("relu with He's initialisation keeps the second moment and the error over twenty wide layers") {
  const auto layers = layers_at_the_beginning("relu", "he", 20);
  // The standard error of one layer's ratio: the square of a rectified normal has variance 5 / 4 around 1 / 2, so its
  // mean over the units has 5 / width of relative variance.
  const double standard_error = std::sqrt(5.0 / width / replicates);
  for (std::size_t l = 1; l < layers.size(); ++l) {
    CAPTURE(l);
    CHECK(layers[l].second_moment / layers[l - 1].second_moment == Approx(1).margin(4 * standard_error));
  }
  const double steps = 19;
  CHECK(std::pow(layers[19].second_moment / layers[0].second_moment, 1 / steps) == Approx(1).margin(0.02));
  CHECK(std::pow(layers[0].squared_error / layers[19].squared_error, 1 / steps) == Approx(1).margin(0.02));
  // And with the theory's own factor.
  CHECK(2 * second_moment_after("relu", 1) == Approx(1).epsilon(1e-3));
}

TEST_CASE("selu with LeCun's initialisation goes to mean 0 and variance 1") {
  const auto layers = layers_at_the_beginning("selu", "lecun", 12);
  for (std::size_t l = 6; l < layers.size(); ++l) {
    CAPTURE(l);
    CHECK(layers[l].mean == Approx(0).margin(0.03));
    CHECK(layers[l].second_moment == Approx(1).margin(0.1));
  }
  CHECK(second_moment_after("selu", 1) == Approx(1).epsilon(1e-4));
  CHECK(squared_slope("selu", 1) == Approx(1.0715749924558).epsilon(1e-4));
}

TEST_CASE(
    "Layer by layer sigmoid, tanh, gelu and softsign scale the signal and the error as the Gaussian integrals say") {
  for (const char* activation : {"sigmoid", "tanh", "gelu", "softsign"}) {
    const auto layers = layers_at_the_beginning(activation, "lecun", 6);
    for (std::size_t l = 1; l < layers.size(); ++l) {
      // Weights of variance 1 / fan-in make the second moment of a layer's inputs that of its pre-activations.
      const double q = layers[l - 1].second_moment;
      CAPTURE(activation, l, q);
      CHECK(layers[l].second_moment == Approx(second_moment_after(activation, q)).epsilon(0.05));
      if (l + 1 == layers.size()) continue;
      const double shrinks = layers[l].squared_error / layers[l + 1].squared_error;
      CHECK(std::sqrt(shrinks) == Approx(std::sqrt(squared_slope(activation, q))).epsilon(0.03));
    }
  }
}
