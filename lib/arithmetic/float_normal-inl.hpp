// The normal distribution function in float, and x Phi(x).

#include <hwy/highway.h>

#include "arithmetic/float_exp-inl.hpp"
#include "arithmetic/lookup-inl.hpp"
#include "arithmetic/twofold-inl.hpp"

#if defined(ACTLAB_FLOAT_NORMAL_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_FLOAT_NORMAL_INL_HPP
#undef ACTLAB_FLOAT_NORMAL_INL_HPP
#else
#define ACTLAB_FLOAT_NORMAL_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// The Mills ratio R(m) = (1 - Phi(m)) / phi(m) and R(m) - m, for 0 <= m < 14.875.
template <class V>
struct Mills {
  HiLo<V> ratio;
  V excess;
};

template <class D, class V = hn::Vec<D>>
HWY_INLINE Mills<V> MillsRatio(D d, V m) {
  const hn::RebindToSigned<D> di;
  using T = MillsTable;
  const auto quarter = hn::ShiftRight<21>(hn::BitCast(di, hn::Add(m, Num(d, 1.125))));
  const auto entry = hn::And(hn::Sub(quarter, hn::Set(di, 0x3F800000 >> 21)), hn::Set(di, 15));
  const V t = hn::Sub(m, LookUp16(d, T::centre, entry));
  V p = LookUp16(d, T::c6, entry);
  p = hn::MulAdd(p, t, LookUp16(d, T::c5, entry));
  p = hn::MulAdd(p, t, LookUp16(d, T::c4, entry));
  p = hn::MulAdd(p, t, LookUp16(d, T::c3, entry));
  p = hn::MulAdd(p, t, LookUp16(d, T::c2, entry));
  p = hn::MulAdd(p, t, LookUp16(d, T::c1, entry));
  const V value = LookUp16(d, T::value, entry);
  const V hi = hn::MulAdd(t, p, value);
  const V lo = hn::MulAdd(t, p, hn::Sub(value, hi));
  return {{hi, lo}, hn::Add(LookUp16(d, T::excess, entry), hn::MulSub(t, p, t))};
}

// exp(-m^2 / 2) / sqrt(2 pi) for 0 <= m < 14.875.
template <class D, class V = hn::Vec<D>>
HWY_INLINE Decay<V> NormalDensity(D d, V m) {
  const V half = hn::Mul(m, Num(d, 0.5));
  const V square = hn::Mul(half, m);
  EighthsReduction<V> reduced = ReduceToEighths(d, hn::Neg(square));
  reduced.r = hn::Sub(reduced.r, hn::MulSub(half, m, square));
  return DecayOfReduced<DensityPowers>(d, reduced, hn::Gt(square, Num(d, 70)));
}

// Phi(-m) = phi(m) R(m), without the rest of phi; m = |x|, bounded where Phi(-m) m rounds to 0.
template <class V>
struct FloatNormal {
  V magnitude;
  Decay<V> density;
  Mills<V> mills;
  HiLo<V> tail;
};

template <class D, class V = hn::Vec<D>>
HWY_INLINE FloatNormal<V> FloatNormalOf(D d, V x) {
  const V magnitude = AtMost(d, hn::Abs(x), 14.8125);
  const Decay<V> density = NormalDensity(d, magnitude);
  const Mills<V> mills = MillsRatio(d, magnitude);
  return {magnitude, density, mills, Product(density.value, mills.ratio)};
}

// Phi(x), and its density.
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> FloatNormalCdfWithDensity(D d, V x) {
  const FloatNormal<V> normal = FloatNormalOf(d, x);
  const V tail = Sum(normal.tail);
  const V left = hn::Mul(tail, normal.density.rest);
  const V right = hn::Sub(Num(d, 1), tail);
  return {hn::IfThenElse(hn::Gt(x, hn::Zero(d)), right, left), hn::Mul(Sum(normal.density.value), normal.density.rest)};
}

// x Phi(x) with one rounding, from the tail and, right of zero, 1 less the tail.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V GeluOf(D d, V x, const FloatNormal<V>& normal) {
  const V one = Num(d, 1);
  const HiLo<V> tail = normal.tail;
  const V other = hn::Sub(one, tail.hi);
  const V other_lo = hn::Sub(hn::Sub(hn::Sub(one, other), tail.hi), tail.lo);
  const auto positive = hn::Gt(x, hn::Zero(d));
  const V bounded = hn::CopySign(normal.magnitude, x);
  const V low = hn::Mul(bounded, hn::IfThenElse(positive, other_lo, tail.lo));
  const V right = hn::MulAdd(x, other, low);
  const V left = hn::Mul(hn::MulAdd(bounded, tail.hi, low), normal.density.rest);
  return hn::IfThenElse(positive, right, left);
}

// x Phi(x). Its slope is h(m) = phi(m) (R(m) - m) left of zero and 1 - h(m) right of it.
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> FloatGeluWithSlope(D d, V x) {
  const FloatNormal<V> normal = FloatNormalOf(d, x);
  const HiLo<V> density = normal.density.value;
  const V h = hn::MulAdd(density.hi, normal.mills.excess, hn::Mul(density.lo, normal.mills.excess));
  const V slope = hn::IfThenElse(hn::Gt(x, hn::Zero(d)), hn::Sub(Num(d, 1), h), hn::Mul(h, normal.density.rest));
  return {GeluOf(d, x, normal), slope};
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
