#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "arithmetic/target.hpp"

namespace actlab {

/// One row of the optimizer table.
struct OptimizerInfo {
  std::string_view name;
  std::string_view formula;  ///< w weight, g gradient of the mean loss plus regulariser, r learning rate
  std::string_view citation;
  std::size_t state = 0;  ///< numbers kept for each parameter
};

std::span<const OptimizerInfo> optimizers();

/// Row of the optimizer called `name`, which is one of the table's names.
std::size_t optimizer_index(std::string_view name);

/// One update of an array of parameters.
template <class T>
struct UpdateStep {
  T learning_rate = 0;
  T inverse_samples = 1;         ///< 1 / samples in the accumulated gradient
  T l1 = 0;                      ///< g += l1 sign(w)
  T l2 = 0;                      ///< g += l2 w
  std::size_t state_stride = 0;  ///< from one state number of a parameter to its next
};

/// weights[count], gradient[count] (summed over samples), state[state of the row][state_stride]; count a multiple of
/// the target's lanes.
template <class T>
using UpdateKernel = void (*)(T* weights, const T* gradient, T* state, std::size_t count, const UpdateStep<T>& step);

/// The update kernels of a target, in the order of the table.
template <class T>
std::span<const UpdateKernel<T>> update_kernels(arithmetic::Target target);

}  // namespace actlab
