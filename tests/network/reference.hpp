#pragma once

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "activation/exact.hpp"

namespace actlab::test {

inline double value_of(const std::string& activation, double z) {
  return exact_activation(activation, z).value.number();
}
inline double slope_of(const std::string& activation, double z) {
  return exact_activation(activation, z).slope.number();
}

/// The activation that multiplies the value of a gated one; empty for other kinds.
inline std::string gate_of(const std::string& activation) {
  if (activation == "glu") return "sigmoid";
  if (activation == "reglu") return "relu";
  if (activation == "geglu") return "gelu";
  return activation == "swiglu" ? "silu" : "";
}

/// The projection of a vector to the simplex (Martins, Astudillo 2016, algorithm 1).
inline Eigen::VectorXd sparsemax(const Eigen::VectorXd& z) {
  std::vector<double> sorted(z.data(), z.data() + z.size());
  std::sort(sorted.rbegin(), sorted.rend());
  double sum = 0;
  double tau = 0;
  for (std::size_t k = 0; k < sorted.size(); ++k) {
    sum += sorted[k];
    if (1 + static_cast<double>(k + 1) * sorted[k] > sum) tau = (sum - 1) / static_cast<double>(k + 1);
  }
  return (z.array() - tau).max(0);
}

/// A multilayer perceptron written as the textbook writes it, one network, double precision, matrices from Eigen.
struct ReferenceNetwork {
  struct Layer {
    Eigen::MatrixXd weights;  // pre-activations x inputs
    Eigen::VectorXd biases;
    std::size_t units;
    std::string activation;
  };
  std::vector<Layer> layers;
  std::string loss;

  std::vector<Eigen::VectorXd> masks;  // what the outputs of hidden layers are multiplied by; none: nothing

  // Of the last forward(), a column per row of the data.
  std::vector<Eigen::MatrixXd> z;
  std::vector<Eigen::MatrixXd> a;
  std::vector<Eigen::MatrixXd> inputs_of_next;  // a after the masks
  std::vector<Eigen::MatrixXd> deltas;          // dE/dz, after gradients()

  static Eigen::MatrixXd activate(const Layer& layer, const Eigen::MatrixXd& z) {
    if (layer.activation == "softmax") {
      Eigen::MatrixXd e = (z.rowwise() - z.colwise().maxCoeff()).array().exp();
      return e.array().rowwise() / e.colwise().sum().array();
    }
    if (layer.activation == "log_softmax") {
      const Eigen::MatrixXd shifted = z.rowwise() - z.colwise().maxCoeff();
      return shifted.rowwise() - shifted.array().exp().colwise().sum().log().matrix();
    }
    if (layer.activation == "sparsemax") {
      Eigen::MatrixXd out(z.rows(), z.cols());
      for (Eigen::Index column = 0; column < z.cols(); ++column) out.col(column) = sparsemax(z.col(column));
      return out;
    }
    if (layer.activation == "crelu") {
      Eigen::MatrixXd out(2 * z.rows(), z.cols());
      for (Eigen::Index u = 0; u < z.rows(); ++u) {
        out.row(2 * u) = z.row(u).cwiseMax(0);
        out.row(2 * u + 1) = (-z.row(u)).cwiseMax(0);
      }
      return out;
    }
    if (const std::string gate = gate_of(layer.activation); !gate.empty()) {
      Eigen::MatrixXd out(z.rows() / 2, z.cols());
      for (Eigen::Index u = 0; u < out.rows(); ++u) {
        for (Eigen::Index c = 0; c < z.cols(); ++c) out(u, c) = z(2 * u, c) * value_of(gate, z(2 * u + 1, c));
      }
      return out;
    }
    if (layer.activation == "maxout") {
      const Eigen::Index pieces = z.rows() / static_cast<Eigen::Index>(layer.units);
      Eigen::MatrixXd out(static_cast<Eigen::Index>(layer.units), z.cols());
      for (Eigen::Index u = 0; u < out.rows(); ++u) {
        out.row(u) = z.middleRows(u * pieces, pieces).colwise().maxCoeff();
      }
      return out;
    }
    return z.unaryExpr([&](double x) { return value_of(layer.activation, x); });
  }

  const Eigen::MatrixXd& forward(const Eigen::MatrixXd& inputs) {
    z.clear();
    a.assign(1, inputs);
    inputs_of_next.assign(1, inputs);
    for (const Layer& layer : layers) {
      z.push_back((layer.weights * inputs_of_next.back()).colwise() + layer.biases);
      a.push_back(activate(layer, z.back()));
      inputs_of_next.push_back(masked(inputs_of_next.size() - 1, a.back()));
    }
    return a.back();
  }

  [[nodiscard]] Eigen::MatrixXd masked(std::size_t layer, const Eigen::MatrixXd& values) const {
    if (layer >= masks.size()) return values;
    return values.array().colwise() * masks[layer].array();
  }

  [[nodiscard]] double summed_loss(const Eigen::MatrixXd& targets) const {
    const Eigen::ArrayXXd y = a.back().array();
    const Eigen::ArrayXXd t = targets.array();
    if (loss == "squared") return 0.5 * (y - t).square().sum();
    if (loss == "cross_entropy") return -(t * y.log()).sum();
    if (loss == "negative_log_likelihood") return -(t * y).sum();
    const Eigen::ArrayXXd sign = 1 - 2 * t;
    const Eigen::ArrayXXd s = sign * z.back().array();
    return (s.max(0) + (-s.abs()).exp().log1p()).sum();
  }

  // dE/dz of a layer from its dE/da.
  [[nodiscard]] Eigen::MatrixXd through_activation(std::size_t l, const Eigen::MatrixXd& error) const {
    const Layer& layer = layers[l];
    if (layer.activation == "softmax") {
      const Eigen::RowVectorXd mean = (a[l + 1].array() * error.array()).colwise().sum();
      return a[l + 1].array() * (error.rowwise() - mean).array();
    }
    if (layer.activation == "log_softmax") {
      return error - (a[l + 1].array().exp().rowwise() * error.colwise().sum().array()).matrix();
    }
    if (layer.activation == "sparsemax") {
      Eigen::MatrixXd out(error.rows(), error.cols());
      for (Eigen::Index c = 0; c < error.cols(); ++c) {
        const Eigen::ArrayXd support = (a[l + 1].col(c).array() > 0).cast<double>();
        const double mean = (support * error.col(c).array()).sum() / support.sum();
        out.col(c) = support * (error.col(c).array() - mean);
      }
      return out;
    }
    if (layer.activation == "crelu") {
      Eigen::MatrixXd out(z[l].rows(), z[l].cols());
      for (Eigen::Index u = 0; u < out.rows(); ++u) {
        for (Eigen::Index c = 0; c < out.cols(); ++c) {
          out(u, c) = z[l](u, c) > 0 ? error(2 * u, c) : -error(2 * u + 1, c);
        }
      }
      return out;
    }
    if (const std::string gate = gate_of(layer.activation); !gate.empty()) {
      Eigen::MatrixXd out(z[l].rows(), z[l].cols());
      for (Eigen::Index u = 0; u < error.rows(); ++u) {
        for (Eigen::Index c = 0; c < out.cols(); ++c) {
          out(2 * u, c) = error(u, c) * value_of(gate, z[l](2 * u + 1, c));
          out(2 * u + 1, c) = error(u, c) * z[l](2 * u, c) * slope_of(gate, z[l](2 * u + 1, c));
        }
      }
      return out;
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
    return error.array() * z[l].unaryExpr([&](double x) { return slope_of(layer.activation, x); }).array();
  }

  struct Gradient {
    Eigen::MatrixXd weights;
    Eigen::VectorXd biases;
  };

  // Of the summed loss, by the chain rule, after forward().
  std::vector<Gradient> gradients(const Eigen::MatrixXd& targets) {
    const Eigen::ArrayXXd y = a.back().array();
    const Eigen::ArrayXXd t = targets.array();
    Eigen::MatrixXd error;
    if (loss == "squared") error = y - t;
    if (loss == "cross_entropy") error = -t / y;
    if (loss == "negative_log_likelihood") error = -t;
    std::vector<Gradient> out(layers.size());
    deltas.resize(layers.size());
    for (std::size_t l = layers.size(); l-- > 0;) {
      // With a sigmoid, dE/dz is y - t; dE/dy is infinite where the probability rounds to 0 or 1.
      const bool cancels = l + 1 == layers.size() && loss == "binary_cross_entropy";
      const Eigen::MatrixXd delta = cancels ? Eigen::MatrixXd(y - t) : through_activation(l, error);
      deltas[l] = delta;
      out[l] = {delta * inputs_of_next[l].transpose(), delta.rowwise().sum()};
      error = layers[l].weights.transpose() * delta;
      if (l > 0) error = masked(l - 1, error);
    }
    return out;
  }
};

}  // namespace actlab::test
