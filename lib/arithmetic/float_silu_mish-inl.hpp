// silu and mish in float: x times a factor that rises from 0 to 1 with exp(x).

#include <hwy/highway.h>

#include "arithmetic/elementary_tables.hpp"
#include "arithmetic/float_exp-inl.hpp"
#include "arithmetic/twofold-inl.hpp"

#if defined(ACTLAB_FLOAT_SILU_MISH_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_FLOAT_SILU_MISH_INL_HPP
#undef ACTLAB_FLOAT_SILU_MISH_INL_HPP
#else
#define ACTLAB_FLOAT_SILU_MISH_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// x f for a factor f = hi + lo times rest that is 1 for x > 24.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V TimesFactor(D d, V x, V bounded, HiLo<V> factor, V rest) {
  const V value = hn::Mul(hn::MulAdd(bounded, factor.hi, hn::Mul(bounded, factor.lo)), rest);
  return hn::IfThenElse(hn::Gt(x, Num(d, 24)), x, value);
}

// A slope that crosses 0 at -zero. Around it, where it is a difference of larger terms: s Q(s) for s = t - zero.lo and
// t = -x - zero.hi, as t q + (s (q.lo + s (...)) - zero.lo q) with the first coefficient q + q.lo of Q.
template <class Zero, class D, class V = hn::Vec<D>>
HWY_INLINE V SlopeAroundZero(D d, V x, V slope) {
  const V t = hn::Sub(hn::Neg(x), Num(d, Zero::hi));
  const V s = hn::Sub(t, Num(d, Zero::lo));
  const V bend = hn::MulAdd(s, Polynomial(d, s, Zero::quotient), Num(d, Zero::first_lo));
  const V near = hn::MulAdd(t, Num(d, Zero::first), hn::MulSub(s, bend, Num(d, Zero::lo_times_first)));
  return hn::IfThenElse(hn::Lt(hn::Abs(t), Num(d, 0.25)), near, slope);
}

// x s with s = sigmoid(x); its slope is s (1 + x (1 - s)).
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> FloatSiluWithSlope(D d, V x) {
  const V one = Num(d, 1);
  const V bounded = Clamp(d, x, -112, 24);
  const Decay<V> e = ExpOfBounded(d, bounded);
  const HiLo<V> sum = TwoSum(one, e.value.hi);
  const HiLo<V> s = Quotient(e.value, HiLo<V>{sum.hi, hn::Add(sum.lo, e.value.lo)}, hn::Div(one, sum.hi));
  const V other = hn::Sub(one, s.hi);
  const V other_lo = hn::Sub(hn::Sub(hn::Sub(one, other), s.hi), s.lo);
  const V bend = hn::MulAdd(bounded, other, one);
  const V product_lo = hn::MulAdd(s.hi, hn::Mul(bounded, other_lo), hn::Mul(s.lo, bend));
  const V product = hn::MulAdd(s.hi, bend, product_lo);
  const V slope = SlopeAroundZero<SiluZero>(d, x, product);
  return {TimesFactor(d, x, bounded, s, e.rest), hn::Mul(slope, e.rest)};
}

// t + x c for c = 4 e (1 + e) / (N + 2)^2, from N = e (e + 2) and i = 2 / (N + 2).
template <class V>
HWY_INLINE V MishSlope(V x, HiLo<V> t, HiLo<V> e, HiLo<V> numerator, HiLo<V> inverse) {
  const HiLo<V> difference = FastTwoSum(numerator.hi, hn::Neg(e.hi));
  const HiLo<V> k{difference.hi, hn::Add(difference.lo, hn::Sub(numerator.lo, e.lo))};
  const HiLo<V> c = Product(k, Square(inverse));
  return hn::Add(hn::MulAdd(x, c.hi, t.hi), hn::MulAdd(x, c.lo, t.lo));
}

// x t with t = tanh(softplus(x)) = N / (N + 2), N = e (e + 2), e = exp(x).
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> FloatMishWithSlope(D d, V x) {
  const V two = Num(d, 2);
  const V bounded = Clamp(d, x, -112, 24);
  const Decay<V> decay = ExpOfBounded(d, bounded);
  const HiLo<V> e = decay.value;
  const HiLo<V> factor = TwoSum(two, e.hi);
  const HiLo<V> numerator = Product(e, HiLo<V>{factor.hi, hn::Add(factor.lo, e.lo)});
  const HiLo<V> sum = TwoSum(two, numerator.hi);
  const HiLo<V> denominator{sum.hi, hn::Add(sum.lo, numerator.lo)};
  const V reciprocal = hn::Div(Num(d, 1), denominator.hi);
  const HiLo<V> t = Quotient(numerator, denominator, reciprocal);
  const HiLo<V> inverse = Quotient(HiLo<V>{two, hn::Zero(d)}, denominator, reciprocal);
  const V slope = SlopeAroundZero<MishZero>(d, x, MishSlope(bounded, t, e, numerator, inverse));
  return {TimesFactor(d, x, bounded, t, decay.rest), hn::Mul(slope, decay.rest)};
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
