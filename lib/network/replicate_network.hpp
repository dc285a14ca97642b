#pragma once

#include <vector>

#include "network/network.hpp"

namespace actlab {

/// Networks that each have a lane of a vector: a vector is one number of all of them.
template <class T>
class ReplicateNetwork final : public Network<T> {
 public:
  /// Rows that go through the networks together: few enough for their activations to stay in the first-level cache.
  static constexpr std::size_t most_rows = 16;

  ReplicateNetwork(const NetworkShape& shape, std::size_t loss, arithmetic::Target target, double dropout = 0);

  using typename Network<T>::Noise;
  using Network<T>::shape;
  using Network<T>::lanes;
  void forward(std::size_t rows) override;
  void forward_for_gradient(std::size_t rows, const Noise* noise) override;
  void add_gradient(std::size_t rows, bool fresh) override;
  const T* layer_output(std::size_t layer) override { return activations_[layer].data(); }
  const T* layer_error(std::size_t layer) override { return errors_[layer].data(); }
  const T* layer_slopes(std::size_t layer) override;
  void add_loss(std::size_t rows, double* loss_sum) override;

 private:
  using Network<T>::parameter;
  using Network<T>::gradient_of;

  [[nodiscard]] const ActivationKernel<T>& activation(std::size_t layer) const {
    return kernels_.activations->of(shape().layers[layer].activation);
  }
  ActivationCall<T> activation_call(std::size_t layer, std::size_t rows);
  void pre_activate(std::size_t layer, std::size_t rows);
  // What a layer reads: activations, less what is dropped.
  const T* layer_input(std::size_t layer);
  void output_error(std::size_t rows, bool fresh);
  void activation_error(std::size_t layer, std::size_t rows, bool fresh);
  void weight_gradient(std::size_t layer, std::size_t rows, bool fresh);
  void input_error(std::size_t layer, std::size_t rows);

  const Kernels<T>& kernels_;
  arithmetic::AlignedVector<T> ones_;
  std::vector<bool> rectified_;               // per layer: max(0, z) and its slope are taken in the layers' products
  std::vector<std::size_t> learned_strides_;  // per layer, from unit to unit
  std::vector<arithmetic::AlignedVector<T>> activations_;        // [l + 1] the outputs of layer l
  std::vector<arithmetic::AlignedVector<T>> pre_activations_;    // per layer
  std::vector<arithmetic::AlignedVector<T>> slopes_;             // per layer, as its activation's kernel wants them
  std::vector<arithmetic::AlignedVector<T>> drawn_slopes_;       // per layer
  std::vector<arithmetic::AlignedVector<T>> masks_;              // per hidden layer, under dropout
  std::vector<arithmetic::AlignedVector<T>> dropped_;            // per hidden layer, under dropout
  std::vector<arithmetic::AlignedVector<T>> activation_errors_;  // dE/da per layer
  std::vector<arithmetic::AlignedVector<T>> errors_;             // dE/dz per layer
};

extern template class ReplicateNetwork<float>;
extern template class ReplicateNetwork<double>;

}  // namespace actlab
