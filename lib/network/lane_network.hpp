#pragma once

#include <cstddef>
#include <vector>

#include "arithmetic/aligned.hpp"
#include "network/kernels.hpp"
#include "network/shape.hpp"

namespace actlab {

/// Rows that go through a network together: few enough for their activations to stay in the first-level cache.
inline constexpr std::size_t cache_block_rows = 16;

/// A group of networks of one shape, a replicate a lane, and the room to run a block of rows through them.
///
/// Arrays are [row][unit][lane]; weights are [pre-activation][input][lane]. Every sum of products is one chain
/// (arithmetic contract, rule 2), so a row's outputs do not depend on the block it is in.
template <class T>
class LaneNetwork {
 public:
  /// `loss` is a row of the loss table; `block_rows` the most rows that forward() takes; `dropout` the share of hidden
  /// activations that training switches off.
  LaneNetwork(NetworkShape shape, std::size_t loss, const Kernels<T>& kernels, std::size_t block_rows,
              double dropout = 0);

  [[nodiscard]] const NetworkShape& shape() const { return shape_; }
  [[nodiscard]] std::size_t lanes() const { return kernels_->lanes; }
  [[nodiscard]] std::size_t block_rows() const { return block_rows_; }

  /// To be filled before forward(): [rows][inputs][lanes], and for losses [rows][outputs][lanes].
  T* inputs() { return activations_.front().data(); }
  T* targets() { return targets_.data(); }

  /// Runs the first `rows` rows of inputs() through the networks as they are after training: nothing is dropped or
  /// drawn.
  void forward(std::size_t rows);

  /// Where the random numbers of a block of training rows come from.
  struct Noise {
    std::uint64_t seed = 0;
    const std::uint32_t* replicates = nullptr;  ///< [lanes]
    std::uint64_t first_sample = 0;             ///< samples that training has gone through before the block
  };

  /// The same as a step of training does, for add_gradient() to follow: with dropout and drawn slopes where `noise` is
  /// given, without where it is null.
  void forward_for_gradient(std::size_t rows, const Noise* noise);

  /// [rows][units][lanes] after forward(): of hidden layer 1, 2, ...; the last is the output.
  [[nodiscard]] const T* layer_output(std::size_t layer) const { return activations_[layer].data(); }
  [[nodiscard]] const T* outputs() const { return activations_.back().data(); }

  /// [rows][pre-activations][lanes] after add_gradient(): the back-propagated error dE/dz, of each row's own loss.
  [[nodiscard]] const T* layer_error(std::size_t layer) const { return errors_[layer].data(); }
  /// [rows][width][lanes] after forward_for_gradient() without noise: f'(z), for elementwise activations.
  [[nodiscard]] const T* layer_slopes(std::size_t layer) const { return slopes_[layer].data(); }

  /// After forward_for_gradient(): adds the gradient of the rows' summed loss, each parameter's chain going on from
  /// where it is; from zero where `fresh`.
  void add_gradient(std::size_t rows, bool fresh);

  /// After forward(): loss_sum[lane] += the rows' losses.
  void add_loss(std::size_t rows, double* loss_sum) const;

  /// All parameters, layer by layer: weights, biases, learned numbers of the activation; [parameters][lanes]. Gradients
  /// stand likewise.
  T* parameters() { return parameters_.data(); }
  [[nodiscard]] const T* parameters() const { return parameters_.data(); }
  [[nodiscard]] const T* gradient() const { return gradient_.data(); }
  [[nodiscard]] std::size_t parameter_count() const { return parameters_.size() / lanes(); }
  /// Where a layer's weights (and after them its biases) begin, in parameters.
  [[nodiscard]] std::size_t weights_begin(std::size_t layer) const { return weights_begin_[layer]; }
  [[nodiscard]] std::size_t biases_begin(std::size_t layer) const {
    return weights_begin_[layer] + shape_.layers[layer].pre_activations * shape_.layers[layer].inputs;
  }
  [[nodiscard]] std::size_t learned_begin(std::size_t layer) const {
    return biases_begin(layer) + shape_.layers[layer].pre_activations;
  }
  [[nodiscard]] std::size_t layer_end(std::size_t layer) const {
    return weights_begin_[layer] + shape_.layers[layer].parameters();
  }

 private:
  T* at(arithmetic::AlignedVector<T>& values, std::size_t parameter) { return values.data() + parameter * lanes(); }
  [[nodiscard]] const ActivationKernel<T>& activation(std::size_t layer) const {
    return kernels_->activations->of(shape_.layers[layer].activation);
  }
  ActivationCall<T> activation_call(std::size_t layer, std::size_t rows);
  void pre_activate(std::size_t layer, std::size_t rows);
  // What layer l reads: activations, less what is dropped.
  const T* layer_input(std::size_t layer) const {
    return dropping_ && layer > 0 ? dropped_[layer - 1].data() : activations_[layer].data();
  }
  void output_error(std::size_t rows, bool fresh);
  void activation_error(std::size_t layer, std::size_t rows, bool fresh);
  void weight_gradient(std::size_t layer, std::size_t rows, bool fresh);
  void input_error(std::size_t layer, std::size_t rows);

  NetworkShape shape_;
  std::size_t loss_;
  const Kernels<T>* kernels_;
  std::size_t block_rows_;
  double dropout_;
  bool dropping_ = false;  // in the last forward pass
  bool matched_loss_;      // error of the output's pre-activations is y - t
  std::vector<std::size_t> weights_begin_;
  arithmetic::AlignedVector<T> parameters_;
  arithmetic::AlignedVector<T> gradient_;
  arithmetic::AlignedVector<T> targets_;
  arithmetic::AlignedVector<T> ones_;
  std::vector<std::size_t> learned_strides_;                     // per layer, from unit to unit
  std::vector<std::vector<T>> activation_parameters_;            // per layer
  std::vector<arithmetic::AlignedVector<T>> activations_;        // [0] the inputs, [l + 1] the outputs of layer l
  std::vector<arithmetic::AlignedVector<T>> pre_activations_;    // per layer
  std::vector<arithmetic::AlignedVector<T>> slopes_;             // per layer, as its activation's kernel wants them
  std::vector<arithmetic::AlignedVector<T>> drawn_slopes_;       // per layer
  std::vector<arithmetic::AlignedVector<T>> masks_;              // per hidden layer, under dropout
  std::vector<arithmetic::AlignedVector<T>> dropped_;            // per hidden layer, under dropout
  std::vector<arithmetic::AlignedVector<T>> activation_errors_;  // dE/da per layer
  std::vector<arithmetic::AlignedVector<T>> errors_;             // dE/dz per layer
};

extern template class LaneNetwork<float>;
extern template class LaneNetwork<double>;

}  // namespace actlab
