#include "training/parameters.hpp"

#include <algorithm>

namespace actlab {

template <class T>
std::vector<LayerParameters> extract_parameters(const Network<T>& network, std::size_t lane) {
  std::vector<LayerParameters> layers;
  const auto value = [&](std::size_t index) {
    return static_cast<double>(network.parameters()[index * network.lanes() + lane]);
  };
  for (std::size_t l = 0; l < network.shape().layers.size(); ++l) {
    const LayerShape& shape = network.shape().layers[l];
    LayerParameters layer{
        .units = shape.pre_activations, .inputs = shape.inputs, .weights = {}, .biases = {}, .learned = {}};
    layer.weights.reserve(network.biases_begin(l) - network.weights_begin(l));
    layer.biases.reserve(shape.pre_activations);
    for (std::size_t i = network.weights_begin(l); i < network.biases_begin(l); ++i) layer.weights.push_back(value(i));
    for (std::size_t u = 0; u < shape.pre_activations; ++u) layer.biases.push_back(value(network.biases_begin(l) + u));
    for (std::size_t i = network.learned_begin(l); i < network.layer_end(l); ++i) layer.learned.push_back(value(i));
    layers.push_back(std::move(layer));
  }
  return layers;
}

template <class T>
void insert_parameters(Network<T>& network, std::size_t lane, const std::vector<LayerParameters>& layers) {
  T* parameter = network.parameters() + lane;
  const auto put = [&](double value) {
    *parameter = static_cast<T>(value);
    parameter += network.lanes();
  };
  for (const LayerParameters& layer : layers) {
    std::ranges::for_each(layer.weights, put);
    std::ranges::for_each(layer.biases, put);
    std::ranges::for_each(layer.learned, put);
  }
}

template std::vector<LayerParameters> extract_parameters(const Network<float>&, std::size_t);
template std::vector<LayerParameters> extract_parameters(const Network<double>&, std::size_t);
template void insert_parameters(Network<float>&, std::size_t, const std::vector<LayerParameters>&);
template void insert_parameters(Network<double>&, std::size_t, const std::vector<LayerParameters>&);

}  // namespace actlab
