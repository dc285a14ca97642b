#pragma once

#include <vector>

#include "network/network.hpp"
#include "network/unit_kernels.hpp"

namespace actlab {

/// One network, whose own rows and units fill the lanes of vectors. Inside, arrays are in lanes, the rows of a block in
/// the lanes of vectors (see UnitKernels), for forward pass and back-propagation, and rows of units for the gradient of
/// weights.
template <class T>
class UnitNetwork final : public Network<T> {
 public:
  /// Rows that go through the network together: several vectors of them in a register tile, and few enough for their
  /// activations to stay in the second-level cache.
  static constexpr std::size_t most_rows = 128;

  /// A step is cut among so many threads of the current arena where it is long enough.
  UnitNetwork(const NetworkShape& shape, std::size_t loss, arithmetic::Target target, double dropout = 0,
              std::size_t threads = 1);

  using typename Network<T>::Noise;
  using Network<T>::shape;
  void forward(std::size_t rows) override;
  void forward_for_gradient(std::size_t rows, const Noise* noise) override;
  void add_gradient(std::size_t rows, bool fresh) override;
  const T* layer_output(std::size_t layer) override;
  const T* layer_error(std::size_t layer) override;
  const T* layer_slopes(std::size_t layer) override;
  void add_loss(std::size_t rows, double* loss_sum) override;

 private:
  using Network<T>::parameter;
  using Network<T>::gradient_of;
  using Numbers = arithmetic::AlignedVector<T>;

  // Arrays of one layer, in lanes unless said otherwise.
  struct Layer {
    Numbers pre_activations;
    Numbers outputs;
    Numbers slopes;  // as the activation's kernel wants them
    Numbers drawn_slopes;
    Numbers masks;    // under dropout
    Numbers dropped;  // outputs, less what is dropped
    Numbers activation_errors;
    Numbers errors;
    Numbers learned;           // [numbers][lanes], the same in each
    Numbers learned_gradient;  // likewise, in lane 0
    std::size_t learned_stride = 0;
    Numbers rows;  // what the next layer reads: [rows][row_stride]
    std::size_t row_stride = 0;
  };

  [[nodiscard]] const ActivationKernel<T>& activation(std::size_t layer) const {
    return replicate_kernels_.activations->of(shape().layers[layer].activation);
  }
  // Rows of a block that go together, from a multiple of the lanes.
  struct Range {
    std::size_t first;
    std::size_t rows;
  };
  [[nodiscard]] std::size_t blocks(Range range) const {
    return (range.rows + unit_kernels_.lanes - 1) / unit_kernels_.lanes;
  }
  // Where a range's numbers begin in an array in lanes.
  static T* at(Numbers& numbers, std::size_t columns, Range range) { return numbers.data() + range.first * columns; }
  // Calls f(range) for the rows, cut among the threads.
  template <class F>
  void for_ranges(std::size_t rows, const F& f);
  void spread_learned();
  ActivationCall<T> activation_call(std::size_t layer, Range range);
  void load_inputs(Range range);
  void pre_activate(std::size_t layer, Range range);
  void activate_for_gradient(std::size_t layer, Range range, const Noise* noise);
  // What a layer reads, in lanes.
  Numbers& layer_input(std::size_t layer);
  void back_propagate(Range range);
  void output_error(Range range);
  void activation_error(std::size_t layer, Range range);
  void input_error(std::size_t layer, Range range);
  void add_learned_gradient(std::size_t layer, std::size_t rows, bool fresh);
  // Of the weights of a layer's units from `first`.
  void weight_gradient(std::size_t layer, std::size_t first, std::size_t units, std::size_t rows, bool fresh);
  void bias_gradient(std::size_t layer, std::size_t rows, bool fresh);
  const T* in_rows(const Numbers& in_lanes, std::size_t columns, Numbers& out);

  const Kernels<T>& replicate_kernels_;  // elementwise, and of rows in lanes
  const Kernels<T>& single_kernels_;
  const UnitKernels<T>& unit_kernels_;
  std::size_t threads_;
  std::size_t rows_ = 0;  // of the last forward pass
  Numbers inputs_in_lanes_;
  Numbers targets_in_lanes_;
  Numbers loss_terms_;  // of a block of rows
  std::vector<Layer> layers_;
  Numbers outputs_in_rows_;  // of any layer, for who reads them
  Numbers errors_in_rows_;
  Numbers slopes_in_rows_;
  Numbers logits_in_rows_;
};

extern template class UnitNetwork<float>;
extern template class UnitNetwork<double>;

}  // namespace actlab
