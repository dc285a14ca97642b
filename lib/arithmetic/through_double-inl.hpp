// Float functions by way of double.

#include <hwy/highway.h>

#if defined(ACTLAB_THROUGH_DOUBLE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_THROUGH_DOUBLE_INL_HPP
#undef ACTLAB_THROUGH_DOUBLE_INL_HPP
#else
#define ACTLAB_THROUGH_DOUBLE_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Evaluates f in double, half a vector at a time: for functions that are not on the training path's fast lane.
template <class D, class V = hn::Vec<D>, class F>
HWY_INLINE V ThroughDouble(D d, V x, F f) {
  const hn::Half<D> half;
  const hn::Rebind<double, decltype(half)> wide;
  const auto lower = hn::DemoteTo(half, f(wide, hn::PromoteTo(wide, hn::LowerHalf(half, x))));
  const auto upper = hn::DemoteTo(half, f(wide, hn::PromoteTo(wide, hn::UpperHalf(half, x))));
  return hn::Combine(d, upper, lower);
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
