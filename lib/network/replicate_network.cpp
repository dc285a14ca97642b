#include "network/replicate_network.hpp"

#include "network/loss.hpp"

namespace actlab {

template <class T>
ReplicateNetwork<T>::ReplicateNetwork(const NetworkShape& form, std::size_t loss, arithmetic::Target target,
                                      double dropout)
    : Network<T>(form, loss, kernels<T>(target).lanes, most_rows, dropout), kernels_(kernels<T>(target)) {
  const auto room = [&](std::size_t numbers) { return arithmetic::AlignedVector<T>(most_rows * numbers * lanes()); };
  activations_.emplace_back();
  for (const LayerShape& layer : form.layers) {
    const bool hidden = &layer != &form.layers.back();
    activations_.push_back(room(layer.units));
    pre_activations_.push_back(room(layer.pre_activations));
    slopes_.push_back(room(layer.pre_activations));
    drawn_slopes_.push_back(room(layer.activation.draws_slopes() ? layer.width : 0));
    masks_.push_back(room(hidden && dropout > 0 ? layer.units : 0));
    dropped_.push_back(room(hidden && dropout > 0 ? layer.units : 0));
    activation_errors_.push_back(room(layer.units));
    errors_.push_back(room(layer.pre_activations));
    rectified_.push_back(hidden && dropout == 0 && kernels_.activations->of(layer.activation).rectifies);
    learned_strides_.push_back(layer.activation.learned_by_unit() ? lanes() : 0);
  }
  ones_.assign(lanes(), T{1});
}

template <class T>
const T* ReplicateNetwork<T>::layer_input(std::size_t layer) {
  if (layer == 0) return this->inputs();
  return this->dropping(layer - 1) ? dropped_[layer - 1].data() : activations_[layer].data();
}

template <class T>
ActivationCall<T> ReplicateNetwork<T>::activation_call(std::size_t layer, std::size_t rows) {
  const LayerShape& layer_shape = shape().layers[layer];
  return {.parameters = this->activation_parameters(layer),
          .learned = parameter(this->learned_begin(layer)),
          .learned_stride = learned_strides_[layer],
          .drawn_slopes = nullptr,
          .formula = layer_shape.activation.formula.get(),
          .rows = rows,
          .width = layer_shape.width};
}

// z = b + W x; of a layer that rectifies, a = max(0, z) alone.
template <class T>
void ReplicateNetwork<T>::pre_activate(std::size_t layer, std::size_t rows) {
  const LayerShape& layer_shape = shape().layers[layer];
  const bool rectified = rectified_[layer];
  kernels_.chain({.out = rectified ? activations_[layer + 1].data() : pre_activations_[layer].data(),
                  .out_row_stride = layer_shape.pre_activations,
                  .init = {parameter(this->biases_begin(layer)), 0, 1},
                  .a = {layer_input(layer), layer_shape.inputs, 1},
                  .b = {parameter(this->weights_begin(layer)), 1, layer_shape.inputs},
                  .rows = rows,
                  .columns = layer_shape.pre_activations,
                  .terms = layer_shape.inputs,
                  .epilogue = rectified ? arithmetic::Epilogue::rectify : arithmetic::Epilogue::none});
}

template <class T>
void ReplicateNetwork<T>::forward(std::size_t rows) {
  this->set_dropping(false);
  for (std::size_t l = 0; l < shape().layers.size(); ++l) {
    pre_activate(l, rows);
    if (rectified_[l]) continue;
    activation(l).forward(activation_call(l, rows), pre_activations_[l].data(), activations_[l + 1].data());
  }
}

template <class T>
void ReplicateNetwork<T>::forward_for_gradient(std::size_t rows, const Noise* noise) {
  this->set_dropping(noise != nullptr && this->dropout() > 0);
  for (std::size_t l = 0; l < shape().layers.size(); ++l) {
    const LayerShape& layer = shape().layers[l];
    pre_activate(l, rows);
    if (rectified_[l]) continue;
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
        kernels_.draw_slopes(layer_noise, this->activation_parameters(l)[0], this->activation_parameters(l)[1],
                             drawn_slopes_[l].data());
        call.drawn_slopes = drawn_slopes_[l].data();
      }
    }
    const bool slope_cancels = noise != nullptr && this->matched_loss() && this->is_output(l);
    if (slope_cancels) {
      activation(l).forward(call, pre_activations_[l].data(), activations_[l + 1].data());
    } else {
      activation(l).forward_with_slope(call, pre_activations_[l].data(), activations_[l + 1].data(), slopes_[l].data());
    }
    if (this->dropping(l)) {
      kernels_.draw_masks(layer_noise, this->dropout(), masks_[l].data());
      kernels_.multiply(activations_[l + 1].data(), masks_[l].data(), dropped_[l].data(), rows * layer.units * lanes());
    }
  }
}

template <class T>
void ReplicateNetwork<T>::add_gradient(std::size_t rows, bool fresh) {
  output_error(rows, fresh);
  for (std::size_t l = shape().layers.size(); l-- > 0;) {
    weight_gradient(l, rows, fresh);
    if (l == 0) break;
    input_error(l, rows);
    if (!rectified_[l - 1]) activation_error(l - 1, rows, fresh);
  }
}

template <class T>
void ReplicateNetwork<T>::output_error(std::size_t rows, bool fresh) {
  const std::size_t last = shape().layers.size() - 1;
  T* error = this->matched_loss() ? errors_[last].data() : activation_errors_[last].data();
  kernels_.losses[this->loss()].derivative(this->outputs(), this->targets(), error, rows, shape().outputs());
  if (!this->matched_loss()) activation_error(last, rows, fresh);
}

// dE/dz = f'(z) dE/da, and the gradient of what the activation learns.
template <class T>
void ReplicateNetwork<T>::activation_error(std::size_t layer, std::size_t rows, bool fresh) {
  const ActivationCall<T> call = activation_call(layer, rows);
  const T* z = pre_activations_[layer].data();
  T* error = activation_errors_[layer].data();
  if (this->dropping(layer)) {
    kernels_.multiply(error, masks_[layer].data(), error, rows * shape().layers[layer].units * lanes());
  }
  if (activation(layer).learned_gradient != nullptr) {
    activation(layer).learned_gradient(call, z, error, gradient_of(this->learned_begin(layer)), fresh);
  }
  activation(layer).backward(call, z, activations_[layer + 1].data(), slopes_[layer].data(), error,
                             errors_[layer].data());
}

// dE/dW = sum over rows of (dE/dz) x^T, dE/db = sum over rows of dE/dz
template <class T>
void ReplicateNetwork<T>::weight_gradient(std::size_t layer, std::size_t rows, bool fresh) {
  const LayerShape& layer_shape = shape().layers[layer];
  T* weights = gradient_of(this->weights_begin(layer));
  T* biases = gradient_of(this->biases_begin(layer));
  const arithmetic::LaneMatrix<T> error{errors_[layer].data(), 1, layer_shape.pre_activations};
  kernels_.chain({.out = weights,
                  .out_row_stride = layer_shape.inputs,
                  .init = {fresh ? nullptr : weights, layer_shape.inputs, 1},
                  .a = error,
                  .b = {layer_input(layer), layer_shape.inputs, 1},
                  .rows = layer_shape.pre_activations,
                  .columns = layer_shape.inputs,
                  .terms = rows});
  if (!shape().biased) return;  // their gradient stays 0
  kernels_.chain({.out = biases,
                  .out_row_stride = 1,
                  .init = {fresh ? nullptr : biases, 1, 0},
                  .a = error,
                  .b = {ones_.data(), 0, 0},
                  .rows = layer_shape.pre_activations,
                  .columns = 1,
                  .terms = rows});
}

// dE/dx = W^T dE/dz; below a layer that rectifies, that times its slope.
template <class T>
void ReplicateNetwork<T>::input_error(std::size_t layer, std::size_t rows) {
  const LayerShape& layer_shape = shape().layers[layer];
  const bool rectified = rectified_[layer - 1];
  kernels_.chain({.out = rectified ? errors_[layer - 1].data() : activation_errors_[layer - 1].data(),
                  .out_row_stride = layer_shape.inputs,
                  .init = {},
                  .a = {errors_[layer].data(), layer_shape.pre_activations, 1},
                  .b = {parameter(this->weights_begin(layer)), layer_shape.inputs, 1},
                  .rows = rows,
                  .columns = layer_shape.inputs,
                  .terms = layer_shape.pre_activations,
                  .epilogue = rectified ? arithmetic::Epilogue::slope : arithmetic::Epilogue::none,
                  .rectified = activations_[layer].data()});
}

// Of a layer that rectifies they were not needed before.
template <class T>
const T* ReplicateNetwork<T>::layer_slopes(std::size_t layer) {
  if (rectified_[layer]) {
    activation(layer).forward_with_slope(activation_call(layer, most_rows), activations_[layer + 1].data(),
                                         pre_activations_[layer].data(), slopes_[layer].data());
  }
  return slopes_[layer].data();
}

template <class T>
void ReplicateNetwork<T>::add_loss(std::size_t rows, double* loss_sum) {
  kernels_.losses[this->loss()].add(pre_activations_.back().data(), this->outputs(), this->targets(), rows,
                                    shape().outputs(), loss_sum);
}

template class ReplicateNetwork<float>;
template class ReplicateNetwork<double>;

}  // namespace actlab
