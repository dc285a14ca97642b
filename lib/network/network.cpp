#include "network/network.hpp"

#include "network/loss.hpp"

namespace actlab {
namespace {

constexpr std::size_t most_lanes = 64 / sizeof(float);

}  // namespace

template <class T>
Network<T>::Network(NetworkShape shape, std::size_t loss, std::size_t lanes, std::size_t block_rows, double dropout)
    : shape_(std::move(shape)),
      loss_(loss),
      lanes_(lanes),
      block_rows_(block_rows),
      dropout_(dropout),
      matched_loss_(losses()[loss].matching_activation == shape_.layers.back().activation.info().name) {
  std::size_t parameters = 0;
  for (const LayerShape& layer : shape_.layers) {
    weights_begin_.push_back(parameters);
    parameters += layer.parameters();
    activation_parameters_.emplace_back(layer.activation.parameters.begin(), layer.activation.parameters.end());
  }
  parameters_.resize(parameters * lanes);
  // A vector that begins in the last row may be read whole.
  gradient_.resize(parameters * lanes + most_lanes);
  inputs_.resize(block_rows * shape_.inputs() * lanes + most_lanes);
  targets_.resize(block_rows * shape_.outputs() * lanes);
}

template class Network<float>;
template class Network<double>;

}  // namespace actlab
