#include "network/initializer.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "actlab/error.hpp"
#include "arithmetic/philox.hpp"
#include "network/gain.hpp"
#include "network/loss.hpp"
#include "network/replicate_network.hpp"

using namespace actlab;

namespace {

ReplicateNetwork<double> network_of(const std::string& arch, const std::string& activation, const std::string& init,
                                    const std::string& bias_init = "0.5", bool biased = true) {
  const std::vector<std::size_t> widths = parse_architecture(arch, "t");
  NetworkShape shape = make_shape(6, widths, std::vector(widths.size(), parse_activation(activation, "t")), 2,
                                  parse_activation("identity", "t"));
  shape.biased = biased;
  ReplicateNetwork<double> network(shape, loss_index("squared"), arithmetic::best_target());
  const InitialValues values{std::vector(widths.size() + 1, parse_initializer(init, "t")),
                             parse_bias_init(bias_init, "t")};
  initialize(network, values, 9, 3, 2);
  return network;
}

double weight(const Network<double>& network, std::size_t layer, std::size_t unit, std::size_t input,
              std::size_t lane) {
  const std::size_t inputs = network.shape().layers[layer].inputs;
  return network.parameters()[(network.weights_begin(layer) + unit * inputs + input) * network.lanes() + lane];
}

}  // namespace

TEST_CASE("A weight is the deviate of its own number, whatever comes before it, times its layer's scale") {
  const auto network = network_of("5-4", "tanh", "he:1.5");
  arithmetic::RandomStream stream(9, 4, arithmetic::Purpose::weights, 6 * 5 + 2 * 5 + 3);
  CHECK(weight(network, 1, 2, 3, 1) == 1.5 * std::sqrt(2.0 / 5) * stream.normal());
  const auto uniform = network_of("5-4", "tanh", "glorot");
  arithmetic::RandomStream other(9, 3, arithmetic::Purpose::weights, 7);
  CHECK(weight(uniform, 0, 1, 1, 0) == std::sqrt(6.0 / (6 + 5)) * (2 * other.uniform() - 1));
}

TEST_CASE("Orthogonal weights have orthonormal rows or columns, times the gain") {
  const auto network = network_of("9-4", "relu", "orthogonal:2");
  for (const std::size_t layer : {0, 1}) {
    const std::size_t units = network.shape().layers[layer].pre_activations;
    const std::size_t inputs = network.shape().layers[layer].inputs;
    const bool by_rows = units <= inputs;
    const std::size_t vectors = by_rows ? units : inputs;
    const std::size_t length = by_rows ? inputs : units;
    for (std::size_t i = 0; i < vectors; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double product = 0;
        for (std::size_t k = 0; k < length; ++k) {
          product += by_rows ? weight(network, layer, i, k, 1) * weight(network, layer, j, k, 1)
                             : weight(network, layer, k, i, 1) * weight(network, layer, k, j, 1);
        }
        CHECK(product == Approx(i == j ? 4 : 0).margin(1e-12));
      }
    }
  }
}

TEST_CASE("The automatic gain keeps the second moment: sqrt 2 for relu, 1 for selu") {
  CHECK(activation_gain(parse_activation("relu", "t")) == Approx(std::sqrt(2.0)).epsilon(1e-9));
  CHECK(activation_gain(parse_activation("leaky_relu:0.3", "t")) == Approx(1 / std::sqrt(0.545)).epsilon(1e-9));
  CHECK(activation_gain(parse_activation("selu", "t")) == Approx(1).epsilon(1e-6));
  CHECK(activation_gain(parse_activation("tanh", "t")) == Approx(1 / std::sqrt(0.3942944904)).epsilon(1e-9));
  CHECK(activation_gain(parse_activation("gelu", "t")) == Approx(1 / std::sqrt(0.4252214826)).epsilon(1e-9));
  CHECK(activation_gain(parse_activation("max(0,x)", "t")) == Approx(std::sqrt(2.0)).epsilon(1e-9));
  CHECK(activation_gain(parse_activation("maxout", "t")) == 1);
  const auto automatic = network_of("5", "relu", "lecun:auto");
  const auto he = network_of("5", "relu", "he");
  CHECK(weight(automatic, 0, 3, 2, 1) == Approx(weight(he, 0, 3, 2, 1)).epsilon(1e-9));
  CHECK(weight(automatic, 1, 1, 2, 1) == Approx(weight(he, 1, 1, 2, 1) / std::sqrt(2.0)).epsilon(1e-9));
}

TEST_CASE("Initializers are read with their scales and gains, and wrong ones refused") {
  CHECK(parse_initializer("he", "t").text() == "he");
  CHECK(parse_initializer("he:1", "t").text() == "he");
  CHECK(parse_initializer("orthogonal:auto", "t").text() == "orthogonal:auto");
  CHECK(parse_initializer("uniform:0.5", "t").text() == "uniform:0.5");
  CHECK_THROWS_WITH(parse_initializer("uniform", "t"),
                    "t: initializer 'uniform' cannot be read; give its scale after a colon, like uniform:0.5");
  CHECK_THROWS_WITH(parse_initializer("he:zero", "t"),
                    "t: initializer 'he:zero' cannot be read; give a gain after the colon, like he:1.5, or auto");
}

TEST_CASE("Biases are drawn by their own numbers, the same whatever the weights are") {
  const ReplicateNetwork<double> normal = network_of("300-7", "relu", "he", "normal:0.1");
  const ReplicateNetwork<double> other = network_of("300-7", "relu", "glorot", "normal:0.2");
  double squares = 0;
  for (std::size_t b = 0; b < 300; ++b) {
    const std::size_t at = (normal.biases_begin(0) + b) * normal.lanes();
    CHECK(other.parameters()[at] == Approx(2 * normal.parameters()[at]));
    CHECK(normal.parameters()[at] != normal.parameters()[at + 1]);
    squares += normal.parameters()[at] * normal.parameters()[at];
  }
  CHECK(std::sqrt(squares / 300) == Approx(0.1).epsilon(0.15));
  const ReplicateNetwork<double> uniform = network_of("300-7", "relu", "he", "uniform:0.5");
  double largest = 0;
  for (std::size_t b = 0; b < 300; ++b) {
    const double bias = uniform.parameters()[(uniform.biases_begin(0) + b) * uniform.lanes()];
    largest = std::max(largest, std::abs(bias));
    CHECK(std::abs(bias) <= 0.5);
  }
  CHECK(largest > 0.45);
}

TEST_CASE("A network without biases has none, whatever they would begin with") {
  const ReplicateNetwork<double> network = network_of("3", "relu", "he", "0.5", false);
  for (std::size_t b = 0; b < 3; ++b) CHECK(network.parameters()[(network.biases_begin(0) + b) * network.lanes()] == 0);
}

TEST_CASE("Bias initializers have one text each, and wrong ones are refused") {
  for (const char* text : {"0", "-0.5", "normal:0.1", "uniform:0.5"}) CHECK(parse_bias_init(text, "t").text() == text);
  CHECK(parse_bias_init("-0", "t").text() == "0");
  for (const char* text : {"", "x", "normal", "normal:", "normal:-1", "uniform:0", "gamma:1", "1001", "nan"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH(parse_bias_init(text, "t"), Catch::Contains("is not allowed; give a number from -1000 to 1000"));
  }
}

TEST_CASE("Initializers of layers are read apart, but for a seed's slashes") {
  CHECK(split_initializers("glorot/he") == std::vector<std::string>{"glorot", "he"});
  CHECK(split_initializers("seedrandom:a/b:7") == std::vector<std::string>{"seedrandom:a/b:7"});
}
