#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/network.hpp"

namespace actlab {

/// Scales a lane's mean gradient down to a norm where it is longer (Pascanu, Mikolov, Bengio 2013).
template <class T>
class GradientClipping {
 public:
  /// `norm` 0: gradients are as long as they are.
  GradientClipping(double norm, std::size_t lanes) : norm_(norm), scale_(lanes) {}

  /// What each lane's gradient, summed over so many samples, is to be multiplied by: [lanes].
  const T* scale(const Network<T>& network, const Kernels<T>& kernels, std::size_t samples);

 private:
  double norm_;
  arithmetic::AlignedVector<T> scale_;
};

/// L1 as TensorFlow Playground has it: after the step from w to w1, w2 = w1 - r l1 sign(w), and where w1 and w2 differ
/// in sign the weight is 0 from then on. Biases and what activations learn are left alone.
template <class T>
class ClippedL1 {
 public:
  /// `l1` 0: no weight is touched.
  ClippedL1(double l1, const Network<T>& network);

  [[nodiscard]] bool active() const { return l1_ > 0; }

  /// To be called before and after every step of the optimizer.
  void before_step(const Network<T>& network);
  void after_step(Network<T>& network, double learning_rate);

 private:
  double l1_;
  arithmetic::AlignedVector<T> before_;  // like the network's parameters
  std::vector<std::uint8_t> at_zero_;    // which of them stay 0
};

extern template class GradientClipping<float>;
extern template class GradientClipping<double>;
extern template class ClippedL1<float>;
extern template class ClippedL1<double>;

}  // namespace actlab
