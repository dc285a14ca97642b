#include "network/lane_network.hpp"

#include "network/loss.hpp"

namespace actlab {

template <class T>
LaneNetwork<T>::LaneNetwork(NetworkShape shape, std::size_t loss, const Kernels<T>& kernels, std::size_t block_rows)
    : shape_(std::move(shape)),
      loss_(loss),
      kernels_(&kernels),
      block_rows_(block_rows),
      matched_loss_(losses()[loss].matching_activation == shape_.layers.back().activation.info().name) {
  std::size_t parameters = 0;
  activations_.emplace_back(block_rows * shape_.inputs() * lanes());
  for (const LayerShape& layer : shape_.layers) {
    weights_begin_.push_back(parameters);
    parameters += layer.pre_activations * (layer.inputs + 1);
    activations_.emplace_back(block_rows * layer.units * lanes());
    pre_activations_.emplace_back(block_rows * layer.pre_activations * lanes());
    activation_errors_.emplace_back(block_rows * layer.units * lanes());
    errors_.emplace_back(block_rows * layer.pre_activations * lanes());
    activation_parameters_.emplace_back(layer.activation.parameters.begin(), layer.activation.parameters.end());
  }
  parameters_.resize(parameters * lanes());
  gradient_.resize(parameters * lanes());
  targets_.resize(block_rows * shape_.outputs() * lanes());
  ones_.assign(lanes(), T{1});
}

// z = b + W x, a = f(z)
template <class T>
void LaneNetwork<T>::forward(std::size_t rows) {
  for (std::size_t l = 0; l < shape_.layers.size(); ++l) {
    const LayerShape& layer = shape_.layers[l];
    kernels_->chain({.out = pre_activations_[l].data(),
                     .out_row_stride = layer.pre_activations,
                     .init = {at(parameters_, biases_begin(l)), 0, 1},
                     .a = {activations_[l].data(), layer.inputs, 1},
                     .b = {at(parameters_, weights_begin(l)), 1, layer.inputs},
                     .rows = rows,
                     .columns = layer.pre_activations,
                     .terms = layer.inputs});
    kernels_->activations[layer.activation.index].forward(activation_parameters_[l].data(), pre_activations_[l].data(),
                                                          activations_[l + 1].data(), rows, layer.units);
  }
}

template <class T>
void LaneNetwork<T>::add_gradient(std::size_t rows, bool fresh) {
  output_error(rows);
  for (std::size_t l = shape_.layers.size(); l-- > 0;) {
    weight_gradient(l, rows, fresh);
    if (l == 0) break;
    input_error(l, rows);
    activation_error(l - 1, rows);
  }
}

template <class T>
void LaneNetwork<T>::output_error(std::size_t rows) {
  const std::size_t last = shape_.layers.size() - 1;
  T* error = matched_loss_ ? errors_[last].data() : activation_errors_[last].data();
  kernels_->losses[loss_].derivative(outputs(), targets_.data(), error, rows, shape_.outputs());
  if (!matched_loss_) activation_error(last, rows);
}

// dE/dz = f'(z) dE/da
template <class T>
void LaneNetwork<T>::activation_error(std::size_t layer, std::size_t rows) {
  const LayerShape& shape = shape_.layers[layer];
  kernels_->activations[shape.activation.index].backward(
      activation_parameters_[layer].data(), pre_activations_[layer].data(), activations_[layer + 1].data(),
      activation_errors_[layer].data(), errors_[layer].data(), rows, shape.units);
}

// dE/dW = sum over rows of (dE/dz) x^T, dE/db = sum over rows of dE/dz
template <class T>
void LaneNetwork<T>::weight_gradient(std::size_t layer, std::size_t rows, bool fresh) {
  const LayerShape& shape = shape_.layers[layer];
  T* weights = at(gradient_, weights_begin(layer));
  T* biases = at(gradient_, biases_begin(layer));
  const arithmetic::LaneMatrix<T> error{errors_[layer].data(), 1, shape.pre_activations};
  kernels_->chain({.out = weights,
                   .out_row_stride = shape.inputs,
                   .init = {fresh ? nullptr : weights, shape.inputs, 1},
                   .a = error,
                   .b = {activations_[layer].data(), shape.inputs, 1},
                   .rows = shape.pre_activations,
                   .columns = shape.inputs,
                   .terms = rows});
  kernels_->chain({.out = biases,
                   .out_row_stride = 1,
                   .init = {fresh ? nullptr : biases, 1, 0},
                   .a = error,
                   .b = {ones_.data(), 0, 0},
                   .rows = shape.pre_activations,
                   .columns = 1,
                   .terms = rows});
}

// dE/dx = W^T dE/dz
template <class T>
void LaneNetwork<T>::input_error(std::size_t layer, std::size_t rows) {
  const LayerShape& shape = shape_.layers[layer];
  kernels_->chain({.out = activation_errors_[layer - 1].data(),
                   .out_row_stride = shape.inputs,
                   .init = {},
                   .a = {errors_[layer].data(), shape.pre_activations, 1},
                   .b = {at(parameters_, weights_begin(layer)), shape.inputs, 1},
                   .rows = rows,
                   .columns = shape.inputs,
                   .terms = shape.pre_activations});
}

template <class T>
void LaneNetwork<T>::add_loss(std::size_t rows, double* loss_sum) const {
  kernels_->losses[loss_].add(pre_activations_.back().data(), outputs(), targets_.data(), rows, shape_.outputs(),
                              loss_sum);
}

template class LaneNetwork<float>;
template class LaneNetwork<double>;

}  // namespace actlab
