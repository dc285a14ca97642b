#pragma once

#include <Eigen/Dense>
#include <cmath>
#include <functional>
#include <vector>

namespace actlab::test {

/// Activations and their derivatives in plain double, by the C library: what the engine's vector code is held against.
struct ReferenceActivation {
  std::function<double(double)> value;
  std::function<double(double)> slope;
};

inline ReferenceActivation reference_activation(const std::string& name) {
  const auto sigmoid = [](double z) { return 1 / (1 + std::exp(-z)); };
  const auto phi = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
  constexpr double alpha = 1.67326324235437728481704;
  constexpr double lambda = 1.05070098735548049341933;
  if (name == "identity") return {[](double z) { return z; }, [](double) { return 1.0; }};
  if (name == "sigmoid") return {sigmoid, [=](double z) { return sigmoid(z) * (1 - sigmoid(z)); }};
  if (name == "tanh") {
    return {[](double z) { return std::tanh(z); }, [](double z) { return 1 - std::tanh(z) * std::tanh(z); }};
  }
  if (name == "relu") return {[](double z) { return z > 0 ? z : 0; }, [](double z) { return z > 0 ? 1.0 : 0.0; }};
  if (name == "leaky_relu") {
    return {[](double z) { return z > 0 ? z : 0.01 * z; }, [](double z) { return z > 0 ? 1.0 : 0.01; }};
  }
  if (name == "elu") {
    return {[](double z) { return z > 0 ? z : std::expm1(z); }, [](double z) { return z > 0 ? 1.0 : std::exp(z); }};
  }
  if (name == "selu") {
    return {[=](double z) { return lambda * (z > 0 ? z : alpha * std::expm1(z)); },
            [=](double z) { return lambda * (z > 0 ? 1 : alpha * std::exp(z)); }};
  }
  if (name == "softplus") return {[](double z) { return std::log1p(std::exp(z)); }, sigmoid};
  if (name == "gelu") {
    return {[=](double z) { return z * phi(z); },
            [=](double z) { return phi(z) + z * std::exp(-z * z / 2) / std::sqrt(2 * M_PI); }};
  }
  if (name == "silu") {
    return {[=](double z) { return z * sigmoid(z); },
            [=](double z) { return sigmoid(z) * (1 + z * (1 - sigmoid(z))); }};
  }
  const auto mish_tanh = [](double z) { return std::tanh(std::log1p(std::exp(z))); };
  return {[=](double z) { return z * mish_tanh(z); },
          [=](double z) { return mish_tanh(z) + z * (1 - mish_tanh(z) * mish_tanh(z)) * sigmoid(z); }};
}

/// A multilayer perceptron written as the textbook writes it, one network, double precision, matrices from Eigen.
struct ReferenceNetwork {
  struct Layer {
    Eigen::MatrixXd weights;  // pre-activations x inputs
    Eigen::VectorXd biases;
    std::size_t units;
    std::string activation;  // maxout and softmax besides the elementwise ones
  };
  std::vector<Layer> layers;
  std::string loss;

  // Of the last forward(), a column a row of the data.
  std::vector<Eigen::MatrixXd> z;
  std::vector<Eigen::MatrixXd> a;

  static Eigen::MatrixXd activate(const Layer& layer, const Eigen::MatrixXd& z) {
    if (layer.activation == "softmax") {
      Eigen::MatrixXd e = (z.rowwise() - z.colwise().maxCoeff()).array().exp();
      return e.array().rowwise() / e.colwise().sum().array();
    }
    if (layer.activation == "maxout") {
      const Eigen::Index pieces = z.rows() / static_cast<Eigen::Index>(layer.units);
      Eigen::MatrixXd out(static_cast<Eigen::Index>(layer.units), z.cols());
      for (Eigen::Index u = 0; u < out.rows(); ++u) {
        out.row(u) = z.middleRows(u * pieces, pieces).colwise().maxCoeff();
      }
      return out;
    }
    return z.unaryExpr(reference_activation(layer.activation).value);
  }

  const Eigen::MatrixXd& forward(const Eigen::MatrixXd& inputs) {
    z.clear();
    a.assign(1, inputs);
    for (const Layer& layer : layers) {
      z.push_back((layer.weights * a.back()).colwise() + layer.biases);
      a.push_back(activate(layer, z.back()));
    }
    return a.back();
  }

  [[nodiscard]] double summed_loss(const Eigen::MatrixXd& targets) const {
    const Eigen::ArrayXXd y = a.back().array();
    const Eigen::ArrayXXd t = targets.array();
    if (loss == "squared") return 0.5 * (y - t).square().sum();
    if (loss == "cross_entropy") return -(t * y.log()).sum();
    return -(t * y.log() + (1 - t) * (1 - y).log()).sum();
  }

  // dE/dz of a layer from its dE/da.
  [[nodiscard]] Eigen::MatrixXd through_activation(std::size_t l, const Eigen::MatrixXd& error) const {
    const Layer& layer = layers[l];
    if (layer.activation == "softmax") {
      const Eigen::RowVectorXd mean = (a[l + 1].array() * error.array()).colwise().sum();
      return a[l + 1].array() * (error.rowwise() - mean).array();
    }
    if (layer.activation == "maxout") {
      Eigen::MatrixXd out = Eigen::MatrixXd::Zero(z[l].rows(), z[l].cols());
      const Eigen::Index pieces = z[l].rows() / static_cast<Eigen::Index>(layer.units);
      for (Eigen::Index u = 0; u < error.rows(); ++u) {
        for (Eigen::Index column = 0; column < error.cols(); ++column) {
          Eigen::Index largest = 0;
          z[l].col(column).segment(u * pieces, pieces).maxCoeff(&largest);
          out(u * pieces + largest, column) = error(u, column);
        }
      }
      return out;
    }
    return error.array() * z[l].unaryExpr(reference_activation(layer.activation).slope).array();
  }

  struct Gradient {
    Eigen::MatrixXd weights;
    Eigen::VectorXd biases;
  };

  // Of the summed loss, by the chain rule, after forward().
  [[nodiscard]] std::vector<Gradient> gradients(const Eigen::MatrixXd& targets) const {
    const Eigen::ArrayXXd y = a.back().array();
    const Eigen::ArrayXXd t = targets.array();
    Eigen::MatrixXd error;
    if (loss == "squared") error = y - t;
    if (loss == "cross_entropy") error = -t / y;
    if (loss == "binary_cross_entropy") error = (y - t) / (y * (1 - y));
    std::vector<Gradient> out(layers.size());
    for (std::size_t l = layers.size(); l-- > 0;) {
      const Eigen::MatrixXd delta = through_activation(l, error);
      out[l] = {delta * a[l].transpose(), delta.rowwise().sum()};
      error = layers[l].weights.transpose() * delta;
    }
    return out;
  }
};

}  // namespace actlab::test
