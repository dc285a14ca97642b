#include "training/clipping.hpp"

#include <algorithm>
#include <cmath>

namespace actlab {

template <class T>
const T* GradientClipping<T>::scale(const Network<T>& network, const Kernels<T>& kernels, std::size_t samples) {
  std::ranges::fill(scale_, T{1} / static_cast<T>(samples));
  if (norm_ == 0) return scale_.data();
  const auto count = static_cast<double>(samples);
  arithmetic::AlignedVector<double> squares(scale_.size(), 0.0);
  kernels.add_squares(network.gradient(), network.parameter_count(), squares.data());
  for (std::size_t lane = 0; lane < scale_.size(); ++lane) {
    const double norm = std::sqrt(squares[lane]) / count;
    if (norm > norm_) scale_[lane] = static_cast<T>(norm_ / norm / count);
  }
  return scale_.data();
}

template <class T>
ClippedL1<T>::ClippedL1(double l1, const Network<T>& network) : l1_(l1) {
  if (!active()) return;
  before_.resize(network.parameter_count() * network.lanes());
  at_zero_.resize(before_.size());
}

template <class T>
void ClippedL1<T>::before_step(const Network<T>& network) {
  if (active()) std::copy_n(network.parameters(), before_.size(), before_.begin());
}

template <class T>
void ClippedL1<T>::after_step(Network<T>& network, double learning_rate) {
  if (!active()) return;
  const std::size_t lanes = network.lanes();
  const T shrink = static_cast<T>(learning_rate * l1_);
  for (std::size_t layer = 0; layer < network.shape().layers.size(); ++layer) {
    for (std::size_t i = network.weights_begin(layer) * lanes; i < network.biases_begin(layer) * lanes; ++i) {
      T& weight = network.parameters()[i];
      const T shrunk = weight - (before_[i] > 0 ? shrink : before_[i] < 0 ? -shrink : T{0});
      if (weight * shrunk < 0) at_zero_[i] = 1;
      weight = at_zero_[i] != 0 ? T{0} : shrunk;
    }
  }
}

template class GradientClipping<float>;
template class GradientClipping<double>;
template class ClippedL1<float>;
template class ClippedL1<double>;

}  // namespace actlab
