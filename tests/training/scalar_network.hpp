#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "actlab/model.hpp"
#include "actlab/results.hpp"

namespace actlab::test {

/// One trained network in float, number by number: hidden layers put out relu(z), the last one z.
class ScalarNetwork {
 public:
  ScalarNetwork(const Model& model, std::size_t replicate)
      : layers_(model.replicates[replicate].trained), scaling_(model.scaling(replicate).inputs) {}

  /// Activations of every layer for a row of inputs, before scaling.
  [[nodiscard]] std::vector<std::vector<float>> activations(const std::vector<double>& inputs) const {
    std::vector<float> x;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      x.push_back(static_cast<float>((inputs[i] - scaling_.mean[i]) / scaling_.sd[i]));
    }
    std::vector<std::vector<float>> out;
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      const LayerParameters& layer = layers_[l];
      std::vector<float> y;
      for (std::size_t u = 0; u < layer.units; ++u) {
        auto z = static_cast<float>(layer.biases[u]);
        for (std::size_t i = 0; i < layer.inputs; ++i) {
          z = std::fma(x[i], static_cast<float>(layer.weights[u * layer.inputs + i]), z);
        }
        y.push_back(l + 1 < layers_.size() && !(z > 0) ? 0 : z);
      }
      out.push_back(y);
      x = std::move(y);
    }
    return out;
  }

 private:
  std::vector<LayerParameters> layers_;
  Scaling scaling_;
};

inline std::vector<double> inputs_of_row(const Dataset& data, std::uint32_t row) {
  std::vector<double> inputs(data.features());
  data.inputs.read_row(row, inputs.data());
  return inputs;
}

/// The rows of each part for one replicate of decided settings.
inline Split split_of(const Settings& settings, std::size_t rows, std::size_t replicate) {
  const SplitRule rule{.order = settings.split,
                       .train_fraction = settings.train_fraction.value(),
                       .validation_fraction = settings.validation_fraction,
                       .seed = settings.data_seed};
  return split_rows(rows, rule, settings.resplit ? static_cast<std::uint32_t>(replicate) : 0);
}

}  // namespace actlab::test
