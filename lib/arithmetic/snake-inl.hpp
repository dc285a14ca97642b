// snake, x + sin(a x)^2 / a, and its slope 1 + sin(2 a x).

#include <hwy/highway.h>

#include "arithmetic/sine-inl.hpp"

#if defined(ACTLAB_SNAKE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_SNAKE_INL_HPP
#undef ACTLAB_SNAKE_INL_HPP
#else
#define ACTLAB_SNAKE_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// x + sin(a x)^2 / a for |a x| <= largest_float_angle, and its slope 1 + sin(2 a x) = 2 sin(a x + pi/4)^2.
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> SnakeOfSmallAngle(D d, V x, V a) {
  const V angle_hi = hn::Mul(a, x);
  const HiLo<V> angle{angle_hi, hn::MulSub(a, x, angle_hi)};
  const FloatQuadrant<V> reduced = ReduceFloatAngle(d, angle);
  const V inverse = hn::Div(Num(d, 1), a);
  const HiLo<V> wave = Quotient(SquaredSine(d, reduced), HiLo<V>{a, hn::Zero(d)}, inverse);
  const HiLo<V> sum = TwoSum(x, wave.hi);
  return {hn::Add(sum.hi, hn::Add(sum.lo, wave.lo)), OnePlusSineOfTwice(d, reduced)};
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V SnakeInDouble(D d, V x, V a) {
  const V sine = SineAhead(d, hn::Mul(a, x), 0);
  return hn::Add(x, hn::Div(hn::Mul(sine, sine), a));
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> SnakeInDoubleWithSlope(D d, V x, V a) {
  const V slope = hn::Add(Num(d, 1), SineAhead(d, hn::Mul(hn::Add(x, x), a), 0));
  return {SnakeInDouble(d, x, a), slope};
}

// The slope as (sin(a x) + cos(a x))^2, which is accurate to a float where it touches 0 too.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V SnakeSlopeInDouble(D d, V x, V a) {
  const V angle = hn::Mul(a, x);
  const V sum = hn::Add(SineAhead(d, angle, 0), SineAhead(d, angle, 1));
  return hn::Mul(sum, sum);
}

// Value within 1 ulp and slope within 2, its zeros included; large angles through double; NaN for infinities.
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> FloatSnakeWithSlope(D d, V x, float a) {
  const auto simple = hn::Le(hn::Abs(hn::Mul(hn::Set(d, a), x)), Num(d, largest_float_angle));
  const WithSlope<V> near = SnakeOfSmallAngle(d, hn::IfThenElseZero(simple, x), hn::Set(d, a));
  if (HWY_LIKELY(hn::AllTrue(d, simple))) return near;
  const V large = hn::IfThenZeroElse(simple, x);
  const double frequency = static_cast<double>(a);
  const V value = ThroughDouble(
      d, large, [=](auto wide, auto y) HWY_ATTR { return SnakeInDouble(wide, y, hn::Set(wide, frequency)); });
  const V slope = ThroughDouble(
      d, large, [=](auto wide, auto y) HWY_ATTR { return SnakeSlopeInDouble(wide, y, hn::Set(wide, frequency)); });
  return {hn::IfThenElse(simple, near.value, value), hn::IfThenElse(simple, near.slope, slope)};
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
