#include "network/layout.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "arithmetic/philox.hpp"
#include "network/initializer.hpp"
#include "network/loss.hpp"
#include "network/reference.hpp"

using namespace actlab;

namespace {

constexpr std::size_t features = 3;
constexpr std::size_t rows = 13;  // more than some vectors have lanes, and not a multiple of any

const InitialValues initial_values{std::vector<InitializerSpec>(3, parse_initializer("normal:0.7", "test")),
                                   {BiasInit::Kind::constant, 0.1}};

struct Case {
  std::string activation;
  std::string output;
  std::string loss;
  std::size_t outputs;
};

NetworkShape shape_of(const Case& c) {
  const ActivationSpec hidden = parse_activation(c.activation, "test");
  return make_shape(features, {5, 4}, {hidden, hidden}, c.outputs, parse_activation(c.output, "test"));
}

std::vector<Layout> all_layouts() {
  std::vector<Layout> layouts;
  for (const arithmetic::Target target : arithmetic::available_targets()) {
    for (const Lanes lanes : {Lanes::replicates, Lanes::units}) layouts.push_back({lanes, target});
  }
  return layouts;
}

constexpr const char* lanes_name(Lanes lanes) { return lanes == Lanes::units ? "units" : "replicates"; }

template <class T>
std::unique_ptr<Network<T>> network_of(const Case& c, Layout layout, double dropout = 0) {
  return make_network<T>(layout, shape_of(c), loss_index(c.loss), dropout);
}

arithmetic::RandomStream random_numbers(std::uint32_t which) { return {99, which, arithmetic::Purpose::data}; }

// Different weights, inputs and targets in every lane.
template <class T>
void fill(Network<T>& network, const Case& c) {
  initialize(network, initial_values, 5, 0, network.lanes());
  auto numbers = random_numbers(1);
  for (std::size_t i = 0; i < rows * features * network.lanes(); ++i) {
    network.inputs()[i] = static_cast<T>(2 * numbers.uniform() - 1);
  }
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t lane = 0; lane < network.lanes(); ++lane) {
      const auto chosen = numbers.below(static_cast<std::uint32_t>(std::max<std::size_t>(2, c.outputs)));
      for (std::size_t o = 0; o < c.outputs; ++o) {
        const bool on = c.outputs == 1 ? chosen == 1 : chosen == o;
        network.targets()[(row * c.outputs + o) * network.lanes() + lane] = static_cast<T>(on);
      }
    }
  }
}

template <class T>
Eigen::MatrixXd lane_matrix(const T* values, std::size_t columns, std::size_t lanes, std::size_t lane) {
  Eigen::MatrixXd out(columns, rows);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      out(static_cast<Eigen::Index>(column), static_cast<Eigen::Index>(row)) =
          static_cast<double>(values[(row * columns + column) * lanes + lane]);
    }
  }
  return out;
}

template <class T>
test::ReferenceNetwork reference_of(const Network<T>& network, const Case& c, std::size_t lane) {
  test::ReferenceNetwork reference;
  reference.loss = c.loss;
  for (std::size_t l = 0; l < network.shape().layers.size(); ++l) {
    const LayerShape& shape = network.shape().layers[l];
    test::ReferenceNetwork::Layer layer{Eigen::MatrixXd(shape.pre_activations, shape.inputs),
                                        Eigen::VectorXd(shape.pre_activations), shape.units,
                                        std::string(shape.activation.info().name)};
    for (std::size_t u = 0; u < shape.pre_activations; ++u) {
      const auto unit = static_cast<Eigen::Index>(u);
      layer.biases(unit) =
          static_cast<double>(network.parameters()[(network.biases_begin(l) + u) * network.lanes() + lane]);
      for (std::size_t i = 0; i < shape.inputs; ++i) {
        layer.weights(unit, static_cast<Eigen::Index>(i)) = static_cast<double>(
            network.parameters()[(network.weights_begin(l) + u * shape.inputs + i) * network.lanes() + lane]);
      }
    }
    reference.layers.push_back(layer);
  }
  return reference;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const ActivationInfo& row : activations()) {
    if (row.trainable) cases.push_back({std::string(row.name), "sigmoid", "binary_cross_entropy", 1});
  }
  cases.push_back({"maxout:pieces=3", "identity", "squared", 2});
  cases.push_back({"prelu:shared=off", "identity", "squared", 2});
  cases.push_back({"tanh", "prelu", "squared", 2});
  cases.push_back({"tanh", "swiglu", "squared", 2});
  cases.push_back({"tanh", "maxout", "squared", 2});
  cases.push_back({"tanh", "log_softmax", "negative_log_likelihood", 4});
  cases.push_back({"tanh", "log_softmax", "squared", 4});
  cases.push_back({"tanh", "sparsemax", "squared", 4});
  cases.push_back({"tanh", "softmax", "cross_entropy", 4});
  cases.push_back({"tanh", "softmax", "squared", 4});
  cases.push_back({"tanh", "sigmoid", "binary_cross_entropy", 3});
  cases.push_back({"tanh", "tanh", "squared", 1});
  return cases;
}

template <class T>
void agrees_with_reference(const Case& c, Layout layout, double tolerance) {
  const std::unique_ptr<Network<T>> made = network_of<T>(c, layout);
  Network<T>& network = *made;
  fill(network, c);
  network.forward_for_gradient(rows, nullptr);
  network.add_gradient(rows, true);
  arithmetic::AlignedVector<double> loss(network.lanes(), 0.0);
  network.add_loss(rows, loss.data());
  for (std::size_t lane = 0; lane < network.lanes(); ++lane) {
    test::ReferenceNetwork reference = reference_of(network, c, lane);
    const Eigen::MatrixXd targets = lane_matrix(network.targets(), c.outputs, network.lanes(), lane);
    const Eigen::MatrixXd outputs = reference.forward(lane_matrix(network.inputs(), features, network.lanes(), lane));
    CHECK((outputs - lane_matrix(network.outputs(), c.outputs, network.lanes(), lane)).norm() < tolerance);
    CHECK(loss[lane] == Approx(reference.summed_loss(targets)).epsilon(tolerance));
    const auto gradients = reference.gradients(targets);
    for (std::size_t l = 0; l < gradients.size(); ++l) {
      const LayerShape& shape = network.shape().layers[l];
      for (std::size_t u = 0; u < shape.pre_activations; ++u) {
        const auto unit = static_cast<Eigen::Index>(u);
        const auto at = [&](std::size_t i) {
          return static_cast<double>(network.gradient()[i * network.lanes() + lane]);
        };
        CHECK(at(network.biases_begin(l) + u) ==
              Approx(gradients[l].biases(unit)).epsilon(tolerance).margin(tolerance));
        for (std::size_t i = 0; i < shape.inputs; ++i) {
          CHECK(at(network.weights_begin(l) + u * shape.inputs + i) ==
                Approx(gradients[l].weights(unit, static_cast<Eigen::Index>(i))).epsilon(tolerance).margin(tolerance));
        }
      }
    }
  }
}

}  // namespace

TEST_CASE("Outputs, losses and gradients of every activation and loss agree with a plain Eigen network") {
  for (const Case& c : all_cases()) {
    for (const Layout layout : all_layouts()) {
      CAPTURE(c.activation, c.output, c.loss, arithmetic::target_name(layout.target), lanes_name(layout.lanes));
      agrees_with_reference<double>(c, layout, 1e-12);
      agrees_with_reference<float>(c, layout, 3e-5);
    }
  }
}

TEST_CASE("Gradients agree with central differences of the loss in double precision") {
  constexpr double step = 1e-6;
  for (const Case& c : all_cases()) {
    CAPTURE(c.activation, c.output, c.loss);
    const auto made = network_of<double>(c, {Lanes::replicates, arithmetic::best_target()});
    Network<double>& network = *made;
    fill(network, c);
    network.forward_for_gradient(rows, nullptr);
    network.add_gradient(rows, true);
    const std::size_t lane = network.lanes() - 1;
    const auto loss_at = [&](double* parameter, double value) {
      *parameter = value;
      network.forward(rows);
      arithmetic::AlignedVector<double> loss(network.lanes(), 0.0);
      network.add_loss(rows, loss.data());
      return loss[lane];
    };
    for (std::size_t i = 0; i < network.parameter_count(); ++i) {
      double* parameter = network.parameters() + i * network.lanes() + lane;
      const double original = *parameter;
      const double slope = (loss_at(parameter, original + step) - loss_at(parameter, original - step)) / (2 * step);
      *parameter = original;
      CHECK(network.gradient()[i * network.lanes() + lane] == Approx(slope).epsilon(1e-5).margin(1e-7));
    }
  }
}

TEST_CASE("A row's outputs are the same bits in blocks of any size") {
  const Case c{"silu", "sigmoid", "binary_cross_entropy", 1};
  for (const Layout layout : all_layouts()) {
    CAPTURE(lanes_name(layout.lanes));
    const auto made = network_of<float>(c, layout);
    Network<float>& network = *made;
    fill(network, c);
    network.forward(rows);
    const std::vector<float> together(network.outputs(), network.outputs() + rows * network.lanes());
    const std::vector<float> inputs(network.inputs(), network.inputs() + rows * features * network.lanes());
    for (std::size_t row = 0; row < rows; ++row) {
      std::copy_n(inputs.data() + row * features * network.lanes(), features * network.lanes(), network.inputs());
      network.forward(1);
      for (std::size_t lane = 0; lane < network.lanes(); ++lane) {
        CHECK(network.outputs()[lane] == together[row * network.lanes() + lane]);
      }
    }
  }
}

TEST_CASE("A gradient gathered over two blocks is the chain of one block, to the bit") {
  const Case c{"tanh", "identity", "squared", 2};
  for (const Layout layout : all_layouts()) {
    CAPTURE(lanes_name(layout.lanes));
    const auto made = network_of<float>(c, layout);
    Network<float>& network = *made;
    fill(network, c);
    network.forward_for_gradient(rows, nullptr);
    network.add_gradient(rows, true);
    const std::size_t lanes = network.lanes();
    const std::vector<float> whole(network.gradient(), network.gradient() + network.parameter_count() * lanes);
    const std::vector<float> inputs(network.inputs(), network.inputs() + rows * features * lanes);
    const std::vector<float> targets(network.targets(), network.targets() + rows * c.outputs * lanes);
    std::size_t begin = 0;
    for (const std::size_t count : {6, 7}) {
      std::copy_n(inputs.data() + begin * features * lanes, count * features * lanes, network.inputs());
      std::copy_n(targets.data() + begin * c.outputs * lanes, count * c.outputs * lanes, network.targets());
      network.forward_for_gradient(count, nullptr);
      network.add_gradient(count, begin == 0);
      begin += count;
    }
    for (std::size_t i = 0; i < whole.size(); ++i) CHECK(network.gradient()[i] == whole[i]);
  }
}

TEST_CASE("Every target computes the same bits of outputs and gradients, replicate by replicate") {
  const auto targets = arithmetic::available_targets();
  for (const Case& c : all_cases()) {
    std::vector<std::vector<float>> results;
    for (const arithmetic::Target target : targets) {
      const auto made = network_of<float>(c, {Lanes::replicates, target});
      Network<float>& network = *made;
      initialize(network, initial_values, 5, 0, network.lanes());
      auto numbers = random_numbers(2);
      for (std::size_t i = 0; i < rows * features; ++i) {
        const auto value = static_cast<float>(2 * numbers.uniform() - 1);
        std::fill_n(network.inputs() + i * network.lanes(), network.lanes(), value);
      }
      std::fill_n(network.targets(), rows * c.outputs * network.lanes(), 1.0F);
      network.forward_for_gradient(rows, nullptr);
      network.add_gradient(rows, true);
      std::vector<float> result;
      for (std::size_t lane = 0; lane < 4; ++lane) {
        for (std::size_t i = 0; i < rows * c.outputs; ++i) {
          result.push_back(network.outputs()[i * network.lanes() + lane]);
        }
        for (std::size_t i = 0; i < network.parameter_count(); ++i) {
          result.push_back(network.gradient()[i * network.lanes() + lane]);
        }
      }
      results.push_back(result);
    }
    CAPTURE(c.activation, c.output, c.loss);
    for (const auto& result : results) CHECK(result == results.front());
  }
}

TEST_CASE("A network alone has the bits of one among replicates, through its own rows and units") {
  constexpr std::uint32_t replicate = 3;
  std::vector<Case> cases = all_cases();
  cases.push_back({"rrelu", "identity", "squared", 2});
  cases.push_back({"x * sigmoid(1.5 * x)", "identity", "squared", 2});
  const auto compare = [&]<class T>(const Case& c, arithmetic::Target target, double dropout, T) {
    const auto many = network_of<T>(c, {Lanes::replicates, target}, dropout);
    const auto one = network_of<T>(c, {Lanes::units, target}, dropout);
    fill(*many, c);
    initialize(*one, initial_values, 5, replicate, 1);
    const std::size_t lanes = many->lanes();
    const auto lane_of = [&](const T* values, std::size_t count, std::size_t replicate_lanes, std::size_t lane) {
      std::vector<T> out(count);
      for (std::size_t i = 0; i < count; ++i) out[i] = values[i * replicate_lanes + lane];
      return out;
    };
    const auto same = [&](const T* of_many, const T* of_one, std::size_t count) {
      return lane_of(of_many, count, lanes, replicate) == lane_of(of_one, count, 1, 0);
    };
    std::ranges::copy(lane_of(many->inputs(), rows * features, lanes, replicate), one->inputs());
    std::ranges::copy(lane_of(many->targets(), rows * c.outputs, lanes, replicate), one->targets());
    std::vector<std::uint32_t> replicates(lanes);
    for (std::uint32_t lane = 0; lane < lanes; ++lane) replicates[lane] = lane;
    const typename Network<T>::Noise noise{7, replicates.data(), 5};
    const typename Network<T>::Noise noise_of_one{7, &replicate, 5};
    for (const bool fresh : {true, false}) {
      many->forward_for_gradient(rows, &noise);
      many->add_gradient(rows, fresh);
      one->forward_for_gradient(rows, &noise_of_one);
      one->add_gradient(rows, fresh);
      CHECK(same(many->gradient(), one->gradient(), many->parameter_count()));
    }
    many->forward_for_gradient(rows, nullptr);
    one->forward_for_gradient(rows, nullptr);
    many->add_gradient(rows, true);
    one->add_gradient(rows, true);
    for (std::size_t l = 0; l < many->shape().layers.size(); ++l) {
      const LayerShape& layer = many->shape().layers[l];
      CHECK(same(many->layer_output(l + 1), one->layer_output(l + 1), rows * layer.units));
      CHECK(same(many->layer_error(l), one->layer_error(l), rows * layer.pre_activations));
      if (layer.activation.info().kind != ActivationKind::elementwise) continue;
      CHECK(same(many->layer_slopes(l), one->layer_slopes(l), rows * layer.units));
    }
    arithmetic::AlignedVector<double> loss(lanes, 0.0);
    double loss_of_one = 0;
    many->add_loss(rows, loss.data());
    one->add_loss(rows, &loss_of_one);
    CHECK(loss[replicate] == loss_of_one);
  };
  for (const Case& c : cases) {
    for (const arithmetic::Target target : arithmetic::available_targets()) {
      for (const double dropout : {0.0, 0.4}) {
        CAPTURE(c.activation, c.output, c.loss, arithmetic::target_name(target), dropout);
        compare(c, target, dropout, float{});
        compare(c, target, dropout, double{});
      }
    }
  }
}

TEST_CASE("A step of a wide network has the same bits however many threads it is cut among") {
  constexpr std::size_t inputs = 40;
  constexpr std::size_t many_rows = 101;
  const ActivationSpec hidden = parse_activation("prelu", "test");
  const NetworkShape shape = make_shape(inputs, {300, 200}, {hidden, hidden}, 3, parse_activation("softmax", "test"));
  const std::uint32_t replicate = 2;
  const Network<float>::Noise noise{7, &replicate, 5};
  std::vector<std::vector<float>> gradients;
  for (const std::size_t threads : {1, 2, 3, 50}) {
    const auto network = make_network<float>({Lanes::units, arithmetic::best_target(), threads}, shape,
                                             loss_index("cross_entropy"), 0.2);
    initialize(*network, initial_values, 5, replicate, 1);
    auto numbers = random_numbers(3);
    for (std::size_t i = 0; i < many_rows * inputs; ++i) {
      network->inputs()[i] = static_cast<float>(2 * numbers.uniform() - 1);
    }
    for (std::size_t row = 0; row < many_rows; ++row) network->targets()[row * 3 + row % 3] = 1;
    network->forward_for_gradient(many_rows, &noise);
    network->add_gradient(many_rows, true);
    gradients.emplace_back(network->gradient(), network->gradient() + network->parameter_count());
  }
  CHECK(std::ranges::any_of(gradients.front(), [](float g) { return g != 0; }));
  for (const auto& gradient : gradients) CHECK(gradient == gradients.front());
}
