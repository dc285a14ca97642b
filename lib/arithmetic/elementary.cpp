#include "arithmetic/elementary.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "arithmetic/elementary.cpp"
#include <hwy/foreach_target.h>
// foreach_target comes first
#include <hwy/highway.h>

#include "arithmetic/dispatch.hpp"
#include "arithmetic/elementary-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// The last, partial vector is padded with zeros, which cost nothing and raise no flags.
template <class T, class F>
void ApplyToArray(const T* x, T* y, std::size_t count, F f) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) hn::StoreU(f(d, hn::LoadU(d, x + i)), d, y + i);
  if (i == count) return;
  HWY_ALIGN T padded[HWY_LANES(T)] = {};
  for (std::size_t k = i; k < count; ++k) padded[k - i] = x[k];
  hn::Store(f(d, hn::Load(d, padded)), d, padded);
  for (std::size_t k = i; k < count; ++k) y[k] = padded[k - i];
}

template <class T>
void Apply(Elementary f, const T* x, T* y, std::size_t count) {
  switch (f) {
    case Elementary::exp:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Exp(d, v); });
    case Elementary::expm1:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Expm1(d, v); });
    case Elementary::log:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Log(d, v); });
    case Elementary::log1p:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Log1p(d, v); });
    case Elementary::tanh:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Tanh(d, v); });
    case Elementary::sigmoid:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Sigmoid(d, v); });
    case Elementary::softplus:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Softplus(d, v); });
    case Elementary::erf:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Erf(d, v); });
    case Elementary::normal_cdf:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return NormalCdf(d, v); });
    case Elementary::sin:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Sin(d, v); });
    case Elementary::cos:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Cos(d, v); });
    case Elementary::atan:
      return ApplyToArray(x, y, count, [](auto d, auto v) HWY_ATTR { return Atan(d, v); });
  }
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace actlab::arithmetic {
namespace {

double apply_to_one(Elementary f, double x) {
  static const Target target = best_target();
  double y = 0;
  apply(f, &x, &y, 1, target);
  return y;
}

}  // namespace

void apply(Elementary f, const float* x, float* y, std::size_t count, Target target) {
  ACTLAB_ON_TARGET(target, Apply(f, x, y, count));
}

void apply(Elementary f, const double* x, double* y, std::size_t count, Target target) {
  ACTLAB_ON_TARGET(target, Apply(f, x, y, count));
}

double exp(double x) { return apply_to_one(Elementary::exp, x); }
double expm1(double x) { return apply_to_one(Elementary::expm1, x); }
double log(double x) { return apply_to_one(Elementary::log, x); }
double sin(double x) { return apply_to_one(Elementary::sin, x); }
double cos(double x) { return apply_to_one(Elementary::cos, x); }
double normal_cdf(double x) { return apply_to_one(Elementary::normal_cdf, x); }

}  // namespace actlab::arithmetic
#endif
