#include "network/unit_network.hpp"

#include <algorithm>

#include "network/loss.hpp"

namespace actlab {
namespace {

// Room between rows: a whole number of vectors, odd so that rows do not meet in the same sets of a cache.
std::size_t row_stride_of(std::size_t units, std::size_t lanes) { return ((units + lanes - 1) / lanes | 1) * lanes; }

}  // namespace

template <class T>
UnitNetwork<T>::UnitNetwork(const NetworkShape& form, std::size_t loss, arithmetic::Target target, double dropout)
    : Network<T>(form, loss, 1, most_rows, dropout),
      replicate_kernels_(kernels<T>(target)),
      single_kernels_(single_kernels<T>(target)),
      unit_kernels_(unit_kernels<T>(target)) {
  const std::size_t lanes = unit_kernels_.lanes;
  const auto room = [](std::size_t columns) { return Numbers(most_rows * columns); };
  inputs_in_lanes_ = room(form.inputs());
  targets_in_lanes_ = room(form.outputs());
  std::size_t widest = 0;
  for (const LayerShape& layer_shape : form.layers) {
    const bool hidden = &layer_shape != &form.layers.back();
    const bool dropped = hidden && dropout > 0;
    const std::size_t learned = layer_shape.activation.learned(layer_shape.width).size();
    layers_.push_back({.pre_activations = room(layer_shape.pre_activations),
                       .outputs = room(layer_shape.units),
                       .slopes = room(layer_shape.pre_activations),
                       .drawn_slopes = room(layer_shape.activation.draws_slopes() ? layer_shape.width : 0),
                       .masks = room(dropped ? layer_shape.units : 0),
                       .dropped = room(dropped ? layer_shape.units : 0),
                       .activation_errors = room(layer_shape.units),
                       .errors = room(layer_shape.pre_activations),
                       .learned = Numbers(learned * lanes),
                       .learned_gradient = Numbers(learned * lanes),
                       .learned_stride = layer_shape.activation.learned_by_unit() ? lanes : 0,
                       .rows = room(hidden ? row_stride_of(layer_shape.units, lanes) : 0),
                       .row_stride = row_stride_of(layer_shape.units, lanes)});
    widest = std::max({widest, layer_shape.units, layer_shape.pre_activations});
  }
  for (Numbers* rows : {&outputs_in_rows_, &errors_in_rows_, &slopes_in_rows_}) *rows = room(widest);
  logits_in_rows_ = room(form.layers.back().pre_activations);
}

template <class T>
const T* UnitNetwork<T>::layer_input(std::size_t layer) {
  if (layer == 0) return inputs_in_lanes_.data();
  const Layer& before = layers_[layer - 1];
  return this->dropping(layer - 1) ? before.dropped.data() : before.outputs.data();
}

template <class T>
void UnitNetwork<T>::load_inputs(std::size_t rows) {
  rows_ = rows;
  unit_kernels_.to_lanes(this->inputs(), shape().inputs(), rows, shape().inputs(), inputs_in_lanes_.data());
}

template <class T>
void UnitNetwork<T>::spread_learned(std::size_t layer) {
  const std::size_t lanes = unit_kernels_.lanes;
  Numbers& learned = layers_[layer].learned;
  const T* numbers = parameter(this->learned_begin(layer));
  for (std::size_t i = 0; i < learned.size(); ++i) learned[i] = numbers[i / lanes];
}

template <class T>
ActivationCall<T> UnitNetwork<T>::activation_call(std::size_t layer, std::size_t rows) {
  const LayerShape& layer_shape = shape().layers[layer];
  return {.parameters = this->activation_parameters(layer),
          .learned = layers_[layer].learned.data(),
          .learned_stride = layers_[layer].learned_stride,
          .drawn_slopes = nullptr,
          .formula = layer_shape.activation.formula.get(),
          .rows = blocks(rows),
          .width = layer_shape.width};
}

// z = b + W x
template <class T>
void UnitNetwork<T>::pre_activate(std::size_t layer, std::size_t rows) {
  const LayerShape& layer_shape = shape().layers[layer];
  const std::size_t lanes = unit_kernels_.lanes;
  unit_kernels_.chain({.out = layers_[layer].pre_activations.data(),
                       .out_row = lanes,
                       .out_vector = layer_shape.pre_activations * lanes,
                       .bias = parameter(this->biases_begin(layer)),
                       .a = parameter(this->weights_begin(layer)),
                       .a_row = layer_shape.inputs,
                       .a_term = 1,
                       .block_terms = layer_shape.inputs,
                       .b = layer_input(layer),
                       .b_term = lanes,
                       .b_vector = layer_shape.inputs * lanes,
                       .rows = layer_shape.pre_activations,
                       .vectors = blocks(rows),
                       .last_columns = lanes,
                       .terms = layer_shape.inputs});
}

template <class T>
void UnitNetwork<T>::forward(std::size_t rows) {
  this->set_dropping(false);
  load_inputs(rows);
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    spread_learned(l);
    pre_activate(l, rows);
    activation(l).forward(activation_call(l, rows), layers_[l].pre_activations.data(), layers_[l].outputs.data());
  }
}

template <class T>
void UnitNetwork<T>::forward_for_gradient(std::size_t rows, const Noise* noise) {
  this->set_dropping(noise != nullptr && this->dropout() > 0);
  load_inputs(rows);
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    spread_learned(l);
    pre_activate(l, rows);
    activate_for_gradient(l, rows, noise);
    if (this->is_output(l)) break;
    Layer& layer = layers_[l];
    unit_kernels_.to_rows(layer_input(l + 1), rows, shape().layers[l].units, layer.rows.data(), layer.row_stride);
  }
}

template <class T>
void UnitNetwork<T>::activate_for_gradient(std::size_t l, std::size_t rows, const Noise* noise) {
  const LayerShape& layer_shape = shape().layers[l];
  Layer& layer = layers_[l];
  ActivationCall<T> call = activation_call(l, rows);
  LayerNoise layer_noise;
  if (noise != nullptr) {
    layer_noise = {.seed = noise->seed,
                   .replicates = noise->replicates,
                   .layer = static_cast<std::uint32_t>(l + 1),
                   .first_sample = noise->first_sample,
                   .rows = rows,
                   .units = layer_shape.units};
    if (!layer.drawn_slopes.empty()) {
      unit_kernels_.draw_slopes(layer_noise, call.parameters[0], call.parameters[1], layer.drawn_slopes.data());
      call.drawn_slopes = layer.drawn_slopes.data();
    }
  }
  const bool slope_cancels = noise != nullptr && this->matched_loss() && this->is_output(l);
  if (slope_cancels) {
    activation(l).forward(call, layer.pre_activations.data(), layer.outputs.data());
  } else {
    activation(l).forward_with_slope(call, layer.pre_activations.data(), layer.outputs.data(), layer.slopes.data());
  }
  if (!this->dropping(l)) return;
  unit_kernels_.draw_masks(layer_noise, this->dropout(), layer.masks.data());
  replicate_kernels_.multiply(layer.outputs.data(), layer.masks.data(), layer.dropped.data(),
                              blocks(rows) * layer_shape.units * unit_kernels_.lanes);
}

template <class T>
void UnitNetwork<T>::add_gradient(std::size_t rows, bool fresh) {
  output_error(rows, fresh);
  for (std::size_t l = layers_.size(); l-- > 0;) {
    weight_gradient(l, rows, fresh);
    if (l == 0) break;
    input_error(l, rows);
    activation_error(l - 1, rows, fresh);
  }
}

template <class T>
void UnitNetwork<T>::output_error(std::size_t rows, bool fresh) {
  const std::size_t last = layers_.size() - 1;
  const std::size_t outputs = shape().outputs();
  unit_kernels_.to_lanes(this->targets(), outputs, rows, outputs, targets_in_lanes_.data());
  Numbers& error = this->matched_loss() ? layers_[last].errors : layers_[last].activation_errors;
  replicate_kernels_.losses[this->loss()].derivative(layers_[last].outputs.data(), targets_in_lanes_.data(),
                                                     error.data(), blocks(rows), outputs);
  if (!this->matched_loss()) activation_error(last, rows, fresh);
}

// dE/dz = f'(z) dE/da, and the gradient of what the activation learns.
template <class T>
void UnitNetwork<T>::activation_error(std::size_t l, std::size_t rows, bool fresh) {
  Layer& layer = layers_[l];
  T* error = layer.activation_errors.data();
  if (this->dropping(l)) {
    replicate_kernels_.multiply(error, layer.masks.data(), error,
                                blocks(rows) * shape().layers[l].units * unit_kernels_.lanes);
  }
  if (activation(l).learned_gradient != nullptr) add_learned_gradient(l, rows, fresh);
  activation(l).backward(activation_call(l, rows), layer.pre_activations.data(), layer.outputs.data(),
                         layer.slopes.data(), error, layer.errors.data());
}

// One chain over rows in order and units within them: row by row, each in lane 0 of vectors.
template <class T>
void UnitNetwork<T>::add_learned_gradient(std::size_t l, std::size_t rows, bool fresh) {
  const LayerShape& layer_shape = shape().layers[l];
  const std::size_t lanes = unit_kernels_.lanes;
  Layer& layer = layers_[l];
  Numbers z(layer_shape.pre_activations * lanes);
  Numbers error(layer_shape.units * lanes);
  T* const gradient = gradient_of(this->learned_begin(l));
  const std::size_t count = layer.learned.size() / lanes;
  for (std::size_t i = 0; i < count; ++i) layer.learned_gradient[i * lanes] = gradient[i];
  ActivationCall<T> call = activation_call(l, 1);
  call.rows = 1;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t block = row / lanes;
    const std::size_t lane = row % lanes;
    const auto spread = [&](const Numbers& from, std::size_t columns, Numbers& to) {
      for (std::size_t c = 0; c < columns; ++c) to[c * lanes] = from[(block * columns + c) * lanes + lane];
    };
    spread(layer.pre_activations, layer_shape.pre_activations, z);
    spread(layer.activation_errors, layer_shape.units, error);
    activation(l).learned_gradient(call, z.data(), error.data(), layer.learned_gradient.data(), fresh && row == 0);
  }
  for (std::size_t i = 0; i < count; ++i) gradient[i] = layer.learned_gradient[i * lanes];
}

// dE/dW = sum over rows of (dE/dz) x^T, dE/db = sum over rows of dE/dz
template <class T>
void UnitNetwork<T>::weight_gradient(std::size_t l, std::size_t rows, bool fresh) {
  const LayerShape& layer_shape = shape().layers[l];
  const std::size_t lanes = unit_kernels_.lanes;
  const T* errors = layers_[l].errors.data();
  const std::size_t vectors = (layer_shape.inputs + lanes - 1) / lanes;
  unit_kernels_.chain({.out = gradient_of(this->weights_begin(l)),
                       .out_row = layer_shape.inputs,
                       .out_vector = lanes,
                       .onwards = !fresh,
                       .a = errors,
                       .a_row = lanes,
                       .a_term = 1,
                       .a_block = layer_shape.pre_activations * lanes,
                       .block_terms = lanes,
                       .b = l == 0 ? this->inputs() : layers_[l - 1].rows.data(),
                       .b_term = l == 0 ? layer_shape.inputs : layers_[l - 1].row_stride,
                       .b_vector = lanes,
                       .rows = layer_shape.pre_activations,
                       .vectors = vectors,
                       .last_columns = layer_shape.inputs - (vectors - (vectors > 0 ? 1 : 0)) * lanes,
                       .terms = rows});
  if (!shape().biased) return;  // their gradient stays 0
  T* const biases = gradient_of(this->biases_begin(l));
  if (fresh) std::fill_n(biases, layer_shape.pre_activations, T{0});
  unit_kernels_.add_rows(errors, rows, layer_shape.pre_activations, biases);
}

// dE/dx = W^T dE/dz
template <class T>
void UnitNetwork<T>::input_error(std::size_t l, std::size_t rows) {
  const LayerShape& layer_shape = shape().layers[l];
  const std::size_t lanes = unit_kernels_.lanes;
  unit_kernels_.chain({.out = layers_[l - 1].activation_errors.data(),
                       .out_row = lanes,
                       .out_vector = layer_shape.inputs * lanes,
                       .a = parameter(this->weights_begin(l)),
                       .a_row = 1,
                       .a_term = layer_shape.inputs,
                       .block_terms = layer_shape.pre_activations,
                       .b = layers_[l].errors.data(),
                       .b_term = lanes,
                       .b_vector = layer_shape.pre_activations * lanes,
                       .rows = layer_shape.inputs,
                       .vectors = blocks(rows),
                       .last_columns = lanes,
                       .terms = layer_shape.pre_activations});
}

template <class T>
const T* UnitNetwork<T>::in_rows(const Numbers& in_lanes, std::size_t columns, Numbers& out) {
  unit_kernels_.to_rows(in_lanes.data(), rows_, columns, out.data(), columns);
  return out.data();
}

template <class T>
const T* UnitNetwork<T>::layer_output(std::size_t layer) {
  return in_rows(layers_[layer - 1].outputs, shape().layers[layer - 1].units, outputs_in_rows_);
}

template <class T>
const T* UnitNetwork<T>::layer_error(std::size_t layer) {
  return in_rows(layers_[layer].errors, shape().layers[layer].pre_activations, errors_in_rows_);
}

template <class T>
const T* UnitNetwork<T>::layer_slopes(std::size_t layer) {
  return in_rows(layers_[layer].slopes, shape().layers[layer].pre_activations, slopes_in_rows_);
}

template <class T>
void UnitNetwork<T>::add_loss(std::size_t rows, double* loss_sum) {
  const T* logits = in_rows(layers_.back().pre_activations, shape().layers.back().pre_activations, logits_in_rows_);
  single_kernels_.losses[this->loss()].add(logits, this->outputs(), this->targets(), rows, shape().outputs(), loss_sum);
}

template class UnitNetwork<float>;
template class UnitNetwork<double>;

}  // namespace actlab
