#include "network/lane_network.hpp"

#include "network/loss.hpp"

namespace actlab {

template <class T>
LaneNetwork<T>::LaneNetwork(NetworkShape shape, std::size_t loss, const Kernels<T>& kernels, std::size_t block_rows,
                            double dropout)
    : shape_(std::move(shape)),
      loss_(loss),
      kernels_(&kernels),
      block_rows_(block_rows),
      dropout_(dropout),
      matched_loss_(losses()[loss].matching_activation == shape_.layers.back().activation.info().name) {
  std::size_t parameters = 0;
  const auto room = [&](std::size_t numbers) { return arithmetic::AlignedVector<T>(block_rows * numbers * lanes()); };
  activations_.push_back(room(shape_.inputs()));
  for (const LayerShape& layer : shape_.layers) {
    const bool hidden = &layer != &shape_.layers.back();
    weights_begin_.push_back(parameters);
    parameters += layer.parameters();
    activations_.push_back(room(layer.units));
    pre_activations_.push_back(room(layer.pre_activations));
    slopes_.push_back(room(layer.pre_activations));
    drawn_slopes_.push_back(room(layer.activation.draws_slopes() ? layer.width : 0));
    masks_.push_back(room(hidden && dropout > 0 ? layer.units : 0));
    dropped_.push_back(room(hidden && dropout > 0 ? layer.units : 0));
    activation_errors_.push_back(room(layer.units));
    errors_.push_back(room(layer.pre_activations));
    learned_strides_.push_back(layer.activation.learned_by_unit() ? lanes() : 0);
    activation_parameters_.emplace_back(layer.activation.parameters.begin(), layer.activation.parameters.end());
  }
  parameters_.resize(parameters * lanes());
  gradient_.resize(parameters * lanes());
  targets_.resize(block_rows * shape_.outputs() * lanes());
  ones_.assign(lanes(), T{1});
}

template <class T>
ActivationCall<T> LaneNetwork<T>::activation_call(std::size_t layer, std::size_t rows) {
  const LayerShape& shape = shape_.layers[layer];
  return {.parameters = activation_parameters_[layer].data(),
          .learned = at(parameters_, learned_begin(layer)),
          .learned_stride = learned_strides_[layer],
          .drawn_slopes = nullptr,
          .formula = shape.activation.formula.get(),
          .rows = rows,
          .width = shape.width};
}

// z = b + W x
template <class T>
void LaneNetwork<T>::pre_activate(std::size_t layer, std::size_t rows) {
  const LayerShape& shape = shape_.layers[layer];
  kernels_->chain({.out = pre_activations_[layer].data(),
                   .out_row_stride = shape.pre_activations,
                   .init = {at(parameters_, biases_begin(layer)), 0, 1},
                   .a = {layer_input(layer), shape.inputs, 1},
                   .b = {at(parameters_, weights_begin(layer)), 1, shape.inputs},
                   .rows = rows,
                   .columns = shape.pre_activations,
                   .terms = shape.inputs});
}

template <class T>
void LaneNetwork<T>::forward(std::size_t rows) {
  dropping_ = false;
  for (std::size_t l = 0; l < shape_.layers.size(); ++l) {
    pre_activate(l, rows);
    activation(l).forward(activation_call(l, rows), pre_activations_[l].data(), activations_[l + 1].data());
  }
}

template <class T>
void LaneNetwork<T>::forward_for_gradient(std::size_t rows, const Noise* noise) {
  dropping_ = noise != nullptr && dropout_ > 0;
  for (std::size_t l = 0; l < shape_.layers.size(); ++l) {
    const LayerShape& layer = shape_.layers[l];
    pre_activate(l, rows);
    ActivationCall<T> call = activation_call(l, rows);
    LayerNoise layer_noise;
    if (noise != nullptr) {
      layer_noise = {.seed = noise->seed,
                     .replicates = noise->replicates,
                     .layer = static_cast<std::uint32_t>(l + 1),
                     .first_sample = noise->first_sample,
                     .rows = rows,
                     .units = layer.units};
      if (!drawn_slopes_[l].empty()) {
        kernels_->draw_slopes(layer_noise, activation_parameters_[l][0], activation_parameters_[l][1],
                              drawn_slopes_[l].data());
        call.drawn_slopes = drawn_slopes_[l].data();
      }
    }
    const bool slope_cancels = noise != nullptr && matched_loss_ && l + 1 == shape_.layers.size();
    if (slope_cancels) {
      activation(l).forward(call, pre_activations_[l].data(), activations_[l + 1].data());
    } else {
      activation(l).forward_with_slope(call, pre_activations_[l].data(), activations_[l + 1].data(), slopes_[l].data());
    }
    if (dropping_ && l + 1 < shape_.layers.size()) {
      kernels_->draw_masks(layer_noise, dropout_, masks_[l].data());
      kernels_->multiply(activations_[l + 1].data(), masks_[l].data(), dropped_[l].data(),
                         rows * layer.units * lanes());
    }
  }
}

template <class T>
void LaneNetwork<T>::add_gradient(std::size_t rows, bool fresh) {
  output_error(rows, fresh);
  for (std::size_t l = shape_.layers.size(); l-- > 0;) {
    weight_gradient(l, rows, fresh);
    if (l == 0) break;
    input_error(l, rows);
    activation_error(l - 1, rows, fresh);
  }
}

template <class T>
void LaneNetwork<T>::output_error(std::size_t rows, bool fresh) {
  const std::size_t last = shape_.layers.size() - 1;
  T* error = matched_loss_ ? errors_[last].data() : activation_errors_[last].data();
  kernels_->losses[loss_].derivative(outputs(), targets_.data(), error, rows, shape_.outputs());
  if (!matched_loss_) activation_error(last, rows, fresh);
}

// dE/dz = f'(z) dE/da, and the gradient of what the activation learns.
template <class T>
void LaneNetwork<T>::activation_error(std::size_t layer, std::size_t rows, bool fresh) {
  const ActivationCall<T> call = activation_call(layer, rows);
  const T* z = pre_activations_[layer].data();
  T* error = activation_errors_[layer].data();
  if (dropping_ && layer + 1 < shape_.layers.size()) {
    kernels_->multiply(error, masks_[layer].data(), error, rows * shape_.layers[layer].units * lanes());
  }
  if (activation(layer).learned_gradient != nullptr) {
    activation(layer).learned_gradient(call, z, error, at(gradient_, learned_begin(layer)), fresh);
  }
  activation(layer).backward(call, z, activations_[layer + 1].data(), slopes_[layer].data(), error,
                             errors_[layer].data());
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
                   .b = {layer_input(layer), shape.inputs, 1},
                   .rows = shape.pre_activations,
                   .columns = shape.inputs,
                   .terms = rows});
  if (!shape_.biased) return;  // their gradient stays 0
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
