#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "activation/table.hpp"
#include "actlab/api.hpp"

namespace actlab {

/// One dense layer and the activation after it.
struct LayerShape {
  std::size_t inputs = 0;           ///< fan-in
  std::size_t width = 0;            ///< as --arch says
  std::size_t pre_activations = 0;  ///< rows of the weight matrix: more than width under maxout and gated activations
  std::size_t units = 0;            ///< what the next layer reads: more than width under crelu
  ActivationSpec activation;

  /// Weights, biases and learned numbers of the activation.
  [[nodiscard]] std::size_t parameters() const;
};

/// A multilayer perceptron: hidden layers, then the output layer.
struct NetworkShape {
  std::vector<LayerShape> layers;
  bool biased = true;  ///< else every bias is 0 and stays so

  [[nodiscard]] std::size_t inputs() const { return layers.front().inputs; }
  [[nodiscard]] std::size_t outputs() const { return layers.back().units; }
  [[nodiscard]] std::size_t hidden_layers() const { return layers.size() - 1; }
  /// Of all hidden layers.
  [[nodiscard]] std::size_t hidden_units() const;
  /// Of all layers.
  [[nodiscard]] std::size_t parameters() const;
};

/// Widths of "8-8" or none for "linear". Throws Error (usage) at `where` for anything but 1 to 100 widths of 1 to
/// 65536.
ACTLAB_API std::vector<std::size_t> parse_architecture(std::string_view text, std::string_view where);

/// `activations` has one for each hidden layer.
NetworkShape make_shape(std::size_t features, const std::vector<std::size_t>& hidden,
                        const std::vector<ActivationSpec>& activations, std::size_t outputs,
                        const ActivationSpec& output_activation);

}  // namespace actlab
