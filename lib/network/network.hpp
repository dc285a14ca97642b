#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "arithmetic/aligned.hpp"
#include "network/kernels.hpp"
#include "network/shape.hpp"

namespace actlab {

/// Networks of one shape, and the room to run a block of rows through them. How they lie in vectors is the derived
/// class's own; what is read and written here is [row][unit][replicate], and every number is the same bits in each.
///
/// Weights are [pre-activation][input][replicate]. Every sum of products is one chain (arithmetic contract, rule 2), so
/// a row's outputs do not depend on the block it is in.
template <class T>
class Network {
 public:
  Network& operator=(const Network&) = delete;
  virtual ~Network() = default;

  [[nodiscard]] const NetworkShape& shape() const { return shape_; }
  /// Networks that arrays have room for: a vector's, or one.
  [[nodiscard]] std::size_t lanes() const { return lanes_; }
  /// The most rows that a block may have.
  [[nodiscard]] std::size_t block_rows() const { return block_rows_; }

  /// To be filled before forward(): [rows][inputs][lanes], and for losses [rows][outputs][lanes].
  T* inputs() { return inputs_.data(); }
  T* targets() { return targets_.data(); }

  /// Runs the first `rows` rows of inputs() through the networks as they are after training: nothing is dropped or
  /// drawn.
  virtual void forward(std::size_t rows) = 0;

  /// Where the random numbers of a block of training rows come from.
  struct Noise {
    std::uint64_t seed = 0;
    const std::uint32_t* replicates = nullptr;  ///< [lanes]
    std::uint64_t first_sample = 0;             ///< samples that training has gone through before the block
  };

  /// The same as a step of training does, for add_gradient() to follow: with dropout and drawn slopes where `noise` is
  /// given, without where it is null.
  virtual void forward_for_gradient(std::size_t rows, const Noise* noise) = 0;

  /// After forward_for_gradient(): adds the gradient of the rows' summed loss, each parameter's chain going on from
  /// where it is; from zero where `fresh`.
  virtual void add_gradient(std::size_t rows, bool fresh) = 0;

  /// [rows][units][lanes] after forward(): of hidden layer 1, 2, ...; the last is the output. It stays until the next
  /// call for the same kind of numbers.
  virtual const T* layer_output(std::size_t layer) = 0;
  const T* outputs() { return layer_output(shape_.layers.size()); }
  /// [rows][pre-activations][lanes] after add_gradient(): the back-propagated error dE/dz, of each row's own loss.
  virtual const T* layer_error(std::size_t layer) = 0;
  /// [rows][width][lanes] after forward_for_gradient() without noise: f'(z), for elementwise activations.
  virtual const T* layer_slopes(std::size_t layer) = 0;

  /// After forward() or forward_for_gradient(): loss_sum[lane] += the rows' losses; loss_sum [lanes] is aligned like a
  /// vector.
  virtual void add_loss(std::size_t rows, double* loss_sum) = 0;

  /// All parameters, layer by layer: weights, biases, learned numbers of the activation; [parameters][lanes]. Gradients
  /// stand likewise.
  T* parameters() { return parameters_.data(); }
  [[nodiscard]] const T* parameters() const { return parameters_.data(); }
  [[nodiscard]] const T* gradient() const { return gradient_.data(); }
  [[nodiscard]] std::size_t parameter_count() const { return parameters_.size() / lanes_; }
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

 protected:
  /// `loss` is a row of the loss table; `dropout` the share of hidden activations that training switches off.
  Network(NetworkShape shape, std::size_t loss, std::size_t lanes, std::size_t block_rows, double dropout);
  Network(const Network&) = default;

  T* parameter(std::size_t index) { return parameters_.data() + index * lanes_; }
  T* gradient_of(std::size_t index) { return gradient_.data() + index * lanes_; }
  [[nodiscard]] bool is_output(std::size_t layer) const { return layer + 1 == shape_.layers.size(); }
  /// The error of the output's pre-activations is y - t.
  [[nodiscard]] bool matched_loss() const { return matched_loss_; }
  [[nodiscard]] std::size_t loss() const { return loss_; }
  [[nodiscard]] double dropout() const { return dropout_; }
  [[nodiscard]] bool dropping(std::size_t layer) const { return dropping_ && !is_output(layer); }
  void set_dropping(bool dropping) { dropping_ = dropping; }
  /// What the activation's row of the table was given.
  [[nodiscard]] const T* activation_parameters(std::size_t layer) const { return activation_parameters_[layer].data(); }

 private:
  NetworkShape shape_;
  std::size_t loss_;
  std::size_t lanes_;
  std::size_t block_rows_;
  double dropout_;
  bool dropping_ = false;  // in the last forward pass
  bool matched_loss_;
  std::vector<std::size_t> weights_begin_;
  std::vector<std::vector<T>> activation_parameters_;  // per layer
  arithmetic::AlignedVector<T> parameters_;
  arithmetic::AlignedVector<T> gradient_;
  arithmetic::AlignedVector<T> inputs_;
  arithmetic::AlignedVector<T> targets_;
};

extern template class Network<float>;
extern template class Network<double>;

}  // namespace actlab
