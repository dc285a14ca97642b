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

// The same, with 1 + sin(2 a x) = (sin(a x) + cos(a x))^2.
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> SnakeInDouble(D d, V x, V a) {
  const V angle = hn::Mul(a, x);
  const V sine = SineAhead(d, angle, 0);
  const V sum = hn::Add(sine, SineAhead(d, angle, 1));
  return {hn::Add(x, hn::Div(hn::Mul(sine, sine), a)), hn::Mul(sum, sum)};
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> FloatSnakeWithSlope(D d, V x, float a) {
  const auto simple = hn::Le(hn::Abs(hn::Mul(hn::Set(d, a), x)), Num(d, largest_float_angle));
  const WithSlope<V> near = SnakeOfSmallAngle(d, hn::IfThenElseZero(simple, x), hn::Set(d, a));
  if (HWY_LIKELY(hn::AllTrue(d, simple))) return near;
  const auto in_double = [&](auto part) HWY_ATTR {
    return ThroughDouble(d, hn::IfThenZeroElse(simple, x), [&](auto wide, auto y) HWY_ATTR {
      return part(SnakeInDouble(wide, y, hn::Set(wide, static_cast<double>(a))));
    });
  };
  return {hn::IfThenElse(simple, near.value, in_double([](const auto& both) HWY_ATTR { return both.value; })),
          hn::IfThenElse(simple, near.slope, in_double([](const auto& both) HWY_ATTR { return both.slope; }))};
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
