// Sine and cosine: angles of any size, reduced exactly, in double; ordinary ones in float without it.

#include <hwy/highway.h>

#include <cstddef>

#include "arithmetic/argument_reduction.hpp"
#include "arithmetic/float_sine-inl.hpp"
#include "arithmetic/through_double-inl.hpp"
#include "arithmetic/twofold-inl.hpp"

#if defined(ACTLAB_SINE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_SINE_INL_HPP
#undef ACTLAB_SINE_INL_HPP
#else
#define ACTLAB_SINE_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// x - n pi/2 = r.hi + r.lo, |r| <= pi/4, and n modulo 4 (as a whole number 0 to 3).
template <class V>
struct Quadrant {
  V n;
  HiLo<V> r;
};

// For |x| <= largest_simple_angle: pi/2 in pieces of 33 bits, whose products with n are exact (Cody and Waite 1980).
template <class D, class V = hn::Vec<D>>
HWY_INLINE Quadrant<V> ReduceSmallAngle(D d, V x) {
  const V magic = Num(d, 0x1.8p52);
  const V n = hn::Sub(hn::MulAdd(x, Num(d, 0x1.45f306dc9c883p-1), magic), magic);
  const V first = hn::NegMulAdd(n, Num(d, 0x1.921fb544p0), x);
  const HiLo<V> second = TwoSum(first, hn::Mul(n, Num(d, -0x1.0b4611a6p-34)));
  const HiLo<V> third = TwoSum(second.hi, hn::Mul(n, Num(d, -0x1.3198a2ep-69)));
  const V rest = hn::NegMulAdd(n, Num(d, 0x1.b839a252049c1p-104), hn::Add(second.lo, third.lo));
  const V quarter = hn::Mul(n, Num(d, 0.25));
  const V turns = hn::Sub(hn::Add(hn::Sub(quarter, Num(d, 0.375)), magic), magic);  // floor(n / 4)
  return {hn::NegMulAdd(Num(d, 4), turns, n), FastTwoSum(third.hi, rest)};
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE Quadrant<V> ReduceAngle(D d, V x) {
  const auto simple = hn::Le(hn::Abs(x), Num(d, largest_simple_angle));
  const Quadrant<V> small = ReduceSmallAngle(d, hn::IfThenElseZero(simple, x));
  if (HWY_LIKELY(hn::AllTrue(d, simple))) return small;
  HWY_ALIGN double angle[HWY_LANES(double)];
  HWY_ALIGN double n[HWY_LANES(double)];
  HWY_ALIGN double hi[HWY_LANES(double)];
  HWY_ALIGN double lo[HWY_LANES(double)];
  hn::Store(hn::IfThenElse(simple, Num(d, largest_simple_angle), x), d, angle);
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) {
    const ReducedAngle reduced = reduce_large_angle(angle[i]);
    n[i] = reduced.quadrant;
    hi[i] = reduced.hi;
    lo[i] = reduced.lo;
  }
  return {hn::IfThenElse(simple, small.n, hn::Load(d, n)),
          {hn::IfThenElse(simple, small.r.hi, hn::Load(d, hi)), hn::IfThenElse(simple, small.r.lo, hn::Load(d, lo))}};
}

// sin of the angle that is `advance` quadrants further.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V SineAhead(D d, V x, double advance) {
  // (sin(r) - r) / r^3 and (cos(r) - 1 + r^2/2) / r^4 in r^2 for |r| <= pi/4; 2^-61 and 2^-63.7
  static constexpr double sine[] = {-0x1.8e7f2ca61a524p-41, 0x1.60e7ce55d2141p-33,  -0x1.ae63fa8b30dffp-26,
                                    0x1.71de3a11ae898p-19,  -0x1.a01a019fe9442p-13, 0x1.111111111102p-7,
                                    -0x1.5555555555555p-3};
  static constexpr double cosine[] = {0x1.38a164efa1588p-45, -0x1.92ad0f279ff76p-37, 0x1.1eecda2cbc37p-29,
                                      -0x1.27e4faf131f4p-22, 0x1.a01a019fb8dfcp-16,  -0x1.6c16c16c16a35p-10,
                                      0x1.5555555555555p-5};
  const Quadrant<V> reduced = ReduceAngle(d, x);
  const V r = reduced.r.hi;
  const V z = hn::Mul(r, r);
  const V half_z = hn::Mul(z, Num(d, 0.5));
  const V cubic = hn::Mul(hn::Mul(r, z), Polynomial(d, z, sine));
  const V sin_r = hn::Add(r, hn::Add(cubic, hn::NegMulAdd(reduced.r.lo, half_z, reduced.r.lo)));
  const V head = hn::Sub(Num(d, 1), half_z);
  const V head_lo = hn::Sub(hn::Sub(Num(d, 1), head), half_z);
  const V quartic = hn::NegMulAdd(r, reduced.r.lo, hn::Mul(hn::Mul(z, z), Polynomial(d, z, cosine)));
  const V cos_r = hn::Add(head, hn::Add(head_lo, quartic));
  const V turned = hn::Add(reduced.n, Num(d, advance));
  const V n = hn::IfThenElse(hn::Ge(turned, Num(d, 4)), hn::Sub(turned, Num(d, 4)), turned);
  const auto odd = hn::Or(hn::Eq(n, Num(d, 1)), hn::Eq(n, Num(d, 3)));
  const V value = hn::IfThenElse(odd, cos_r, sin_r);
  return hn::IfThenElse(hn::Ge(n, Num(d, 2)), hn::Neg(value), value);
}

// sin(x) and cos(x); large angles through double.
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> FloatSineAndCosine(D d, V x) {
  const auto simple = hn::Le(hn::Abs(x), Num(d, largest_float_angle));
  const FloatQuadrant<V> reduced = ReduceFloatAngle(d, HiLo<V>{hn::IfThenElseZero(simple, x), hn::Zero(d)});
  const HiLo<V> sine = SineNearZero(d, reduced.r);
  const HiLo<V> cosine = CosineNearZero(d, reduced.r);
  const V value = hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, Sum(OfQuadrant(d, reduced.n_magic, sine, cosine, 0)));
  const V slope = Sum(OfQuadrant(d, reduced.n_magic, sine, cosine, 1));
  if (HWY_LIKELY(hn::AllTrue(d, simple))) return {value, slope};
  const auto in_double = [&](double advance) HWY_ATTR {
    return ThroughDouble(d, hn::IfThenZeroElse(simple, x),
                         [=](auto wide, auto y) HWY_ATTR { return SineAhead(wide, y, advance); });
  };
  return {hn::IfThenElse(simple, value, in_double(0)), hn::IfThenElse(simple, slope, in_double(1))};
}

// sin(x): within 0.70 ulp in float and 0.76 in double, for any finite x; NaN for infinities; sin(-0) is -0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Sin(D d, V x) {
  if constexpr (is_single<D>) {
    return FloatSineAndCosine(d, x).value;
  } else {
    return hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, SineAhead(d, x, 0));
  }
}

// cos(x): within 0.70 ulp in float and 0.75 in double, for any finite x; NaN for infinities.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Cos(D d, V x) {
  if constexpr (is_single<D>) {
    return FloatSineAndCosine(d, x).slope;
  } else {
    return SineAhead(d, x, 1);
  }
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
