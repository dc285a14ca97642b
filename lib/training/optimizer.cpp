#include "training/optimizer.hpp"

#include <algorithm>
#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "training/optimizer.cpp"
#include <hwy/foreach_target.h>
// foreach_target comes first
#include <hwy/highway.h>

#include "arithmetic/dispatch.hpp"
#include "training/optimizers-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace actlab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// The gradient of the mean loss, plus that of the regulariser where there is one.
template <bool regularised, class D, class V, class T>
HWY_INLINE V FullGradient(D d, V w, V sum, V scale, const UpdateStep<T>& step) {
  V g = hn::Mul(sum, scale);
  if constexpr (regularised) {
    const V l1 = hn::Set(d, step.l1);
    g = hn::MulAdd(hn::Set(d, step.l2), w, g);
    g = hn::Add(g, hn::IfThenElseZero(hn::Gt(w, hn::Zero(d)), l1));
    g = hn::Sub(g, hn::IfThenElseZero(hn::Lt(w, hn::Zero(d)), l1));
  }
  return g;
}

template <class Row, bool regularised, class T>
void UpdateAll(T* weights, const T* gradient, T* state, std::size_t count, const UpdateStep<T>& step) {
  const hn::ScalableTag<T> d;
  const auto scale = hn::Load(d, step.gradient_scale);
  const auto update = [&](T* at, const T* gradient_at, const State<hn::ScalableTag<T>>& numbers) HWY_ATTR {
    const auto w = hn::LoadU(d, at);
    const auto g = FullGradient<regularised>(d, w, hn::LoadU(d, gradient_at), scale, step);
    hn::StoreU(Row::Step(d, w, g, numbers, step.coefficients.data()), d, at);
  };
  const std::size_t whole = count / hn::Lanes(d) * hn::Lanes(d);
  for (std::size_t i = 0; i < whole; i += hn::Lanes(d)) {
    update(weights + i, gradient + i, {d, state, i, step.state_stride});
  }
  if (whole == count) return;
  // The rest, in a vector of its own.
  constexpr std::size_t lanes = HWY_LANES(T);
  HWY_ALIGN T rest[(2 + Row::info.state) * lanes] = {};
  T* const rest_state = rest + 2 * lanes;
  std::copy(weights + whole, weights + count, rest);
  std::copy(gradient + whole, gradient + count, rest + lanes);
  for (std::size_t s = 0; s < Row::info.state; ++s) {
    std::copy_n(state + s * step.state_stride + whole, count - whole, rest_state + s * lanes);
  }
  update(rest, rest + lanes, {d, rest_state, 0, lanes});
  std::copy_n(rest, count - whole, weights + whole);
  for (std::size_t s = 0; s < Row::info.state; ++s) {
    std::copy_n(rest_state + s * lanes, count - whole, state + s * step.state_stride + whole);
  }
}

template <class Row, class T>
void Update(T* weights, const T* gradient, T* state, std::size_t count, const UpdateStep<T>& step) {
  const bool regularised = step.l1 != 0 || step.l2 != 0;
  regularised ? UpdateAll<Row, true>(weights, gradient, state, count, step)
              : UpdateAll<Row, false>(weights, gradient, state, count, step);
}

template <class T, class... Rows>
std::span<const UpdateKernel<T>> UpdateKernels(OptimizerList<Rows...>) {
  static constexpr std::array<UpdateKernel<T>, sizeof...(Rows)> table{&Update<Rows, T>...};
  return table;
}

template <class T>
std::span<const UpdateKernel<T>> AllUpdateKernels() {
  return UpdateKernels<T>(Optimizers());
}

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace actlab {
namespace {

template <class... Rows>
std::span<const OptimizerInfo> rows(HWY_NAMESPACE::OptimizerList<Rows...>) {
  static constexpr std::array<OptimizerInfo, sizeof...(Rows)> table{Rows::info...};
  return table;
}

}  // namespace

std::span<const OptimizerInfo> optimizers() { return rows(HWY_NAMESPACE::Optimizers{}); }

std::string OptimizerSpec::text() const { return text::with_parameters(info().name, info().parameters, parameters); }

OptimizerSpec parse_optimizer(std::string_view text, std::string_view where) {
  const std::string_view name = text::name_before_colon(text);
  const std::size_t index = text::find_row(optimizers(), name, "optimizer", where);
  return {index, text::parse_parameters(name, optimizers()[index].parameters, text::text_after_colon(text), where)};
}

template <class T>
std::span<const UpdateKernel<T>> update_kernels(arithmetic::Target target) {
  return ACTLAB_ON_TARGET(target, AllUpdateKernels<T>());
}
template std::span<const UpdateKernel<float>> update_kernels<float>(arithmetic::Target);
template std::span<const UpdateKernel<double>> update_kernels<double>(arithmetic::Target);

}  // namespace actlab
#endif
