#include "network/unit_network.hpp"

#include <algorithm>

#include "arithmetic/parallel.hpp"
#include "network/loss.hpp"

namespace actlab {
namespace {

// Room between rows: a whole number of vectors, odd so that rows do not meet in the same sets of a cache.
std::size_t row_stride_of(std::size_t units, std::size_t lanes) { return ((units + lanes - 1) / lanes | 1) * lanes; }

// Multiplications that take so much longer than a meeting of threads that it does not matter.
constexpr double least_shared_work = 3e6;

}  // namespace

template <class T>
UnitNetwork<T>::UnitNetwork(const NetworkShape& form, std::size_t loss, arithmetic::Target target, double dropout,
                            std::size_t threads)
    : Network<T>(form, loss, 1, most_rows, dropout),
      replicate_kernels_(kernels<T>(target)),
      single_kernels_(single_kernels<T>(target)),
      unit_kernels_(unit_kernels<T>(target)),
      threads_(threads) {
  const std::size_t lanes = unit_kernels_.lanes;
  const auto room = [](std::size_t columns) { return Numbers(most_rows * columns); };
  inputs_in_lanes_ = room(form.inputs());
  targets_in_lanes_ = room(form.outputs());
  loss_terms_ = room(form.outputs());
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
template <class F>
void UnitNetwork<T>::for_ranges(std::size_t rows, const F& f) {
  const std::size_t all = blocks({0, rows});
  const double work = static_cast<double>(rows) * static_cast<double>(this->parameter_count());
  const std::size_t pieces = work < least_shared_work ? 1 : std::min(threads_, all);
  const auto first_row = [&](std::size_t piece) { return std::min(rows, all * piece / pieces * unit_kernels_.lanes); };
  arithmetic::in_parallel_alone(pieces, [&](std::size_t piece) {
    f(Range{first_row(piece), first_row(piece + 1) - first_row(piece)});
  });
}

template <class T>
auto UnitNetwork<T>::layer_input(std::size_t layer) -> Numbers& {
  if (layer == 0) return inputs_in_lanes_;
  Layer& before = layers_[layer - 1];
  return this->dropping(layer - 1) ? before.dropped : before.outputs;
}

template <class T>
void UnitNetwork<T>::load_inputs(Range range) {
  const std::size_t inputs = shape().inputs();
  unit_kernels_.to_lanes(this->inputs() + range.first * inputs, inputs, range.rows, inputs,
                         at(inputs_in_lanes_, inputs, range));
}

template <class T>
void UnitNetwork<T>::spread_learned() {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const T* numbers = parameter(this->learned_begin(l));
    Numbers& learned = layers_[l].learned;
    for (std::size_t i = 0; i < learned.size(); ++i) learned[i] = numbers[i / unit_kernels_.lanes];
  }
}

template <class T>
ActivationCall<T> UnitNetwork<T>::activation_call(std::size_t layer, Range range) {
  const LayerShape& layer_shape = shape().layers[layer];
  return {.parameters = this->activation_parameters(layer),
          .learned = layers_[layer].learned.data(),
          .learned_stride = layers_[layer].learned_stride,
          .drawn_slopes = nullptr,
          .formula = layer_shape.activation.formula.get(),
          .rows = blocks(range),
          .width = layer_shape.width};
}

// z = b + W x
template <class T>
void UnitNetwork<T>::pre_activate(std::size_t layer, Range range) {
  const LayerShape& layer_shape = shape().layers[layer];
  const std::size_t lanes = unit_kernels_.lanes;
  unit_kernels_.chain({.out = at(layers_[layer].pre_activations, layer_shape.pre_activations, range),
                       .out_row = lanes,
                       .out_vector = layer_shape.pre_activations * lanes,
                       .bias = parameter(this->biases_begin(layer)),
                       .a = parameter(this->weights_begin(layer)),
                       .a_row = layer_shape.inputs,
                       .a_term = 1,
                       .block_terms = layer_shape.inputs,
                       .b = at(layer_input(layer), layer_shape.inputs, range),
                       .b_term = lanes,
                       .b_vector = layer_shape.inputs * lanes,
                       .rows = layer_shape.pre_activations,
                       .vectors = blocks(range),
                       .last_columns = lanes,
                       .terms = layer_shape.inputs});
}

template <class T>
void UnitNetwork<T>::forward(std::size_t rows) {
  this->set_dropping(false);
  rows_ = rows;
  spread_learned();
  for_ranges(rows, [&](Range range) {
    load_inputs(range);
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      const LayerShape& layer_shape = shape().layers[l];
      pre_activate(l, range);
      activation(l).forward(activation_call(l, range),
                            at(layers_[l].pre_activations, layer_shape.pre_activations, range),
                            at(layers_[l].outputs, layer_shape.units, range));
    }
  });
}

template <class T>
void UnitNetwork<T>::forward_for_gradient(std::size_t rows, const Noise* noise) {
  this->set_dropping(noise != nullptr && this->dropout() > 0);
  rows_ = rows;
  spread_learned();
  for_ranges(rows, [&](Range range) {
    load_inputs(range);
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      pre_activate(l, range);
      activate_for_gradient(l, range, noise);
      if (this->is_output(l)) break;
      const std::size_t units = shape().layers[l].units;
      const std::size_t stride = layers_[l].row_stride;
      unit_kernels_.to_rows(at(layer_input(l + 1), units, range), range.rows, units,
                            layers_[l].rows.data() + range.first * stride, stride);
    }
  });
}

template <class T>
void UnitNetwork<T>::activate_for_gradient(std::size_t l, Range range, const Noise* noise) {
  const LayerShape& layer_shape = shape().layers[l];
  Layer& layer = layers_[l];
  ActivationCall<T> call = activation_call(l, range);
  LayerNoise layer_noise;
  if (noise != nullptr) {
    layer_noise = {.seed = noise->seed,
                   .replicates = noise->replicates,
                   .layer = static_cast<std::uint32_t>(l + 1),
                   .first_sample = noise->first_sample + range.first,
                   .rows = range.rows,
                   .units = layer_shape.units};
    if (!layer.drawn_slopes.empty()) {
      T* const drawn = at(layer.drawn_slopes, layer_shape.width, range);
      unit_kernels_.draw_slopes(layer_noise, call.parameters[0], call.parameters[1], drawn);
      call.drawn_slopes = drawn;
    }
  }
  T* const z = at(layer.pre_activations, layer_shape.pre_activations, range);
  T* const a = at(layer.outputs, layer_shape.units, range);
  const bool slope_cancels = noise != nullptr && this->matched_loss() && this->is_output(l);
  if (slope_cancels) {
    activation(l).forward(call, z, a);
  } else {
    activation(l).forward_with_slope(call, z, a, at(layer.slopes, layer_shape.pre_activations, range));
  }
  if (!this->dropping(l)) return;
  T* const masks = at(layer.masks, layer_shape.units, range);
  unit_kernels_.draw_masks(layer_noise, this->dropout(), masks);
  replicate_kernels_.multiply(a, masks, at(layer.dropped, layer_shape.units, range),
                              blocks(range) * layer_shape.units * unit_kernels_.lanes);
}

template <class T>
void UnitNetwork<T>::add_gradient(std::size_t rows, bool fresh) {
  for_ranges(rows, [&](Range range) { back_propagate(range); });
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const bool reached = !this->is_output(l) || !this->matched_loss();
    if (reached && activation(l).learned_gradient != nullptr) add_learned_gradient(l, rows, fresh);
    const std::size_t units = shape().layers[l].pre_activations;
    const double work = static_cast<double>(rows * units) * static_cast<double>(shape().layers[l].inputs);
    const std::size_t pieces = work < least_shared_work ? 1 : std::min(threads_, units);
    arithmetic::in_parallel_alone(pieces, [&](std::size_t piece) {
      const std::size_t first = units * piece / pieces;
      weight_gradient(l, first, units * (piece + 1) / pieces - first, rows, fresh);
    });
    if (shape().biased) bias_gradient(l, rows, fresh);  // else it stays 0
  }
}

template <class T>
void UnitNetwork<T>::back_propagate(Range range) {
  output_error(range);
  for (std::size_t l = layers_.size(); --l > 0;) {
    input_error(l, range);
    activation_error(l - 1, range);
  }
}

template <class T>
void UnitNetwork<T>::output_error(Range range) {
  const std::size_t last = layers_.size() - 1;
  const std::size_t outputs = shape().outputs();
  T* const targets = at(targets_in_lanes_, outputs, range);
  unit_kernels_.to_lanes(this->targets() + range.first * outputs, outputs, range.rows, outputs, targets);
  Numbers& error = this->matched_loss() ? layers_[last].errors : layers_[last].activation_errors;
  replicate_kernels_.losses[this->loss()].derivative(at(layers_[last].outputs, outputs, range), targets,
                                                     at(error, outputs, range), blocks(range), outputs);
  if (!this->matched_loss()) activation_error(last, range);
}

// dE/dz = f'(z) dE/da
template <class T>
void UnitNetwork<T>::activation_error(std::size_t l, Range range) {
  const LayerShape& layer_shape = shape().layers[l];
  Layer& layer = layers_[l];
  T* const error = at(layer.activation_errors, layer_shape.units, range);
  if (this->dropping(l)) {
    replicate_kernels_.multiply(error, at(layer.masks, layer_shape.units, range), error,
                                blocks(range) * layer_shape.units * unit_kernels_.lanes);
  }
  activation(l).backward(activation_call(l, range), at(layer.pre_activations, layer_shape.pre_activations, range),
                         at(layer.outputs, layer_shape.units, range),
                         at(layer.slopes, layer_shape.pre_activations, range), error,
                         at(layer.errors, layer_shape.pre_activations, range));
}

// dE/dx = W^T dE/dz
template <class T>
void UnitNetwork<T>::input_error(std::size_t l, Range range) {
  const LayerShape& layer_shape = shape().layers[l];
  const std::size_t lanes = unit_kernels_.lanes;
  unit_kernels_.chain({.out = at(layers_[l - 1].activation_errors, layer_shape.inputs, range),
                       .out_row = lanes,
                       .out_vector = layer_shape.inputs * lanes,
                       .a = parameter(this->weights_begin(l)),
                       .a_row = 1,
                       .a_term = layer_shape.inputs,
                       .block_terms = layer_shape.pre_activations,
                       .b = at(layers_[l].errors, layer_shape.pre_activations, range),
                       .b_term = lanes,
                       .b_vector = layer_shape.pre_activations * lanes,
                       .rows = layer_shape.inputs,
                       .vectors = blocks(range),
                       .last_columns = lanes,
                       .terms = layer_shape.pre_activations});
}

// The gradient of what the activation learns, one chain over rows in order and units within them: row by row, each in
// lane 0 of vectors.
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
  const ActivationCall<T> call = activation_call(l, {0, 1});
  for (std::size_t row = 0; row < rows; ++row) {
    const auto spread = [&](const Numbers& from, std::size_t columns, Numbers& to) {
      const T* first = from.data() + row / lanes * lanes * columns + row % lanes;
      for (std::size_t c = 0; c < columns; ++c) to[c * lanes] = first[c * lanes];
    };
    spread(layer.pre_activations, layer_shape.pre_activations, z);
    spread(layer.activation_errors, layer_shape.units, error);
    activation(l).learned_gradient(call, z.data(), error.data(), layer.learned_gradient.data(), fresh && row == 0);
  }
  for (std::size_t i = 0; i < count; ++i) gradient[i] = layer.learned_gradient[i * lanes];
}

// dE/dW = sum over rows of (dE/dz) x^T
template <class T>
void UnitNetwork<T>::weight_gradient(std::size_t l, std::size_t first, std::size_t units, std::size_t rows,
                                     bool fresh) {
  const LayerShape& layer_shape = shape().layers[l];
  if (layer_shape.inputs == 0) return;
  const std::size_t lanes = unit_kernels_.lanes;
  const std::size_t vectors = (layer_shape.inputs + lanes - 1) / lanes;
  unit_kernels_.chain({.out = gradient_of(this->weights_begin(l)) + first * layer_shape.inputs,
                       .out_row = layer_shape.inputs,
                       .out_vector = lanes,
                       .onwards = !fresh,
                       .a = layers_[l].errors.data() + first * lanes,
                       .a_row = lanes,
                       .a_term = 1,
                       .a_block = layer_shape.pre_activations * lanes,
                       .block_terms = lanes,
                       .b = l == 0 ? this->inputs() : layers_[l - 1].rows.data(),
                       .b_term = l == 0 ? layer_shape.inputs : layers_[l - 1].row_stride,
                       .b_vector = lanes,
                       .rows = units,
                       .vectors = vectors,
                       .last_columns = layer_shape.inputs - (vectors - 1) * lanes,
                       .terms = rows});
}

// dE/db = sum over rows of dE/dz
template <class T>
void UnitNetwork<T>::bias_gradient(std::size_t l, std::size_t rows, bool fresh) {
  const std::size_t units = shape().layers[l].pre_activations;
  T* const biases = gradient_of(this->biases_begin(l));
  if (fresh) std::fill_n(biases, units, T{0});
  unit_kernels_.add_rows(layers_[l].errors.data(), rows, units, biases);
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

// Rows in the lanes where the terms can be had by themselves.
template <class T>
void UnitNetwork<T>::add_loss(std::size_t rows, double* loss_sum) {
  const std::size_t outputs = shape().outputs();
  const std::size_t lanes = unit_kernels_.lanes;
  const LossKernel<T>& loss = replicate_kernels_.losses[this->loss()];
  if (loss.terms != nullptr) {
    unit_kernels_.to_lanes(this->targets(), outputs, rows, outputs, targets_in_lanes_.data());
    const std::size_t terms = loss.terms(layers_.back().pre_activations.data(), targets_in_lanes_.data(),
                                         blocks({0, rows}), outputs, loss_terms_.data());
    for (std::size_t row = 0; row < rows; ++row) {
      const T* of_row = loss_terms_.data() + row / lanes * terms * lanes + row % lanes;
      for (std::size_t term = 0; term < terms; ++term) *loss_sum += static_cast<double>(of_row[term * lanes]);
    }
    return;
  }
  const T* logits = in_rows(layers_.back().pre_activations, shape().layers.back().pre_activations, logits_in_rows_);
  single_kernels_.losses[this->loss()].add(logits, this->outputs(), this->targets(), rows, shape().outputs(), loss_sum);
}

template class UnitNetwork<float>;
template class UnitNetwork<double>;

}  // namespace actlab
