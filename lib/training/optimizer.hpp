#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "arithmetic/target.hpp"
#include "text/parameters.hpp"

namespace actlab {

/// What an optimizer makes its step of.
struct StepSettings {
  double learning_rate = 0;  ///< after the schedule
  double momentum = 0;
  std::span<const double> parameters;  ///< of the optimizer's row
  /// The row's own, 1 before the first step: powers and products over the steps so far.
  std::array<double, 3> running{1, 1, 1};
};

/// Numbers that are the same for every parameter of a step; what they mean is the row's own affair.
using StepCoefficients = std::array<double, 6>;

/// One row of the optimizer table.
struct OptimizerInfo {
  std::string_view name;
  std::string_view formula;  ///< w weight, g gradient of the mean loss plus regulariser, r learning rate
  std::string_view citation;
  double learning_rate = 0;     ///< what --learning-rate auto means
  bool takes_momentum = false;  ///< whether --momentum means anything to it
  std::size_t state = 0;        ///< numbers kept for each parameter
  std::span<const text::Parameter> parameters = {};
  StepCoefficients (*coefficients)(StepSettings&) = nullptr;  ///< of the next step; moves `running`
};

ACTLAB_API std::span<const OptimizerInfo> optimizers();

/// An optimizer with its parameters' values.
struct OptimizerSpec {
  std::size_t index = 0;
  std::vector<double> parameters;

  [[nodiscard]] const OptimizerInfo& info() const { return optimizers()[index]; }
  [[nodiscard]] std::string text() const;
};

/// Reads "sgd", "adam:beta1=0.8", ... Throws Error (usage) at `where`, with the nearest names.
OptimizerSpec parse_optimizer(std::string_view text, std::string_view where);

/// One update of an array of parameters.
template <class T>
struct UpdateStep {
  const T* gradient_scale = nullptr;  ///< a vector: 1 / samples in the accumulated gradient, times what clipping leaves
  T l1 = 0;                           ///< g += l1 sign(w)
  T l2 = 0;                           ///< g += l2 w
  std::array<T, std::tuple_size_v<StepCoefficients>> coefficients{};
  std::size_t state_stride = 0;  ///< from one state number of a parameter to its next
};

/// weights[count], gradient[count] (summed over samples), state[state of the row][state_stride], null where the row has
/// none; and of any length.
template <class T>
using UpdateKernel = void (*)(T* weights, const T* gradient, T* state, std::size_t count, const UpdateStep<T>& step);

/// The update kernels of a target, in the order of the table.
template <class T>
std::span<const UpdateKernel<T>> update_kernels(arithmetic::Target target);

}  // namespace actlab
