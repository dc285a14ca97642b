#pragma once

#include <algorithm>
#include <vector>

#include "activation/kernels.hpp"
#include "arithmetic/aligned.hpp"

namespace actlab::test {

template <class T>
struct ValuesAndSlopes {
  std::vector<T> value;
  std::vector<T> slope;
};

/// f(x) and f'(x) of an elementwise activation or formula, by the kernels that training uses; learned numbers at their
/// first values.
template <class T>
ValuesAndSlopes<T> evaluate(const ActivationSpec& activation, const std::vector<T>& x,
                            arithmetic::Target target = arithmetic::best_target()) {
  const ActivationKernels<T>& kernels = activation_kernels<T>(target);
  const std::size_t rows = (x.size() + kernels.lanes - 1) / kernels.lanes;
  arithmetic::AlignedVector<T> z(rows * kernels.lanes, T{0});
  std::ranges::copy(x, z.begin());
  arithmetic::AlignedVector<T> a(z.size()), again(z.size()), slope(z.size()), learned;
  for (const double first : activation.learned(1)) learned.insert(learned.end(), kernels.lanes, static_cast<T>(first));
  const std::vector<T> parameters(activation.parameters.begin(), activation.parameters.end());
  ActivationCall<T> call;
  call.parameters = parameters.data();
  call.learned = learned.data();
  call.formula = activation.formula.get();
  call.rows = rows;
  call.width = 1;
  kernels.of(activation).forward(call, z.data(), again.data());
  kernels.of(activation).forward_with_slope(call, z.data(), a.data(), slope.data());
  ValuesAndSlopes<T> out;
  const auto count = static_cast<std::ptrdiff_t>(x.size());
  out.value.assign(again.begin(), again.begin() + count);
  out.slope.assign(slope.begin(), slope.begin() + count);
  // Evaluation and training agree on the value, to the bit.
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool same = again[i] == a[i] || (std::isnan(again[i]) && std::isnan(a[i]));
    if (!same) out.value[i] = std::numeric_limits<T>::quiet_NaN();
  }
  return out;
}

}  // namespace actlab::test
