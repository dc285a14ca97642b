// Sine in float, of angles that two and a half floats of pi/2 reduce.

#include <hwy/highway.h>

#include "arithmetic/elementary_tables.hpp"
#include "arithmetic/float_exp-inl.hpp"
#include "arithmetic/twofold-inl.hpp"

#if defined(ACTLAB_FLOAT_SINE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_FLOAT_SINE_INL_HPP
#undef ACTLAB_FLOAT_SINE_INL_HPP
#else
#define ACTLAB_FLOAT_SINE_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// An angle as n pi/2 + r.hi + r.lo, |r| <= pi/4; n stands in the low bits of n_magic.
template <class V>
struct FloatQuadrant {
  V n_magic;
  HiLo<V> r;
};

// Up to this magnitude n pi/2 is exact enough.
inline constexpr double largest_float_angle = 0x1p13;

// n is the whole number nearest to x 2/pi (Cody and Waite 1980).
template <class D, class V = hn::Vec<D>>
HWY_INLINE FloatQuadrant<V> ReduceFloatAngle(D d, HiLo<V> x) {
  const V magic = Num(d, round_magic_float);
  const V n_magic = hn::MulAdd(x.hi, Num(d, two_over_pi), magic);
  const V n = hn::Sub(n_magic, magic);
  const V first = hn::NegMulAdd(n, Num(d, half_pi_parts[0]), x.hi);  // exact
  const V small = hn::Mul(n, Num(d, half_pi_parts[1]));
  const V small_lo = hn::MulSub(n, Num(d, half_pi_parts[1]), small);
  const HiLo<V> second = TwoSum(first, hn::Neg(small));
  const V lo = hn::Add(hn::NegMulAdd(n, Num(d, half_pi_parts[2]), hn::Sub(second.lo, small_lo)), x.lo);
  return {n_magic, FastTwoSum(second.hi, lo)};
}

// sin(r) = hi + lo
template <class D, class V = hn::Vec<D>>
HWY_INLINE HiLo<V> SineNearZero(D d, HiLo<V> r) {
  const V z = hn::Mul(r.hi, r.hi);
  const V z_lo = hn::MulSub(r.hi, r.hi, z);
  const V lo = hn::NegMulAdd(hn::Mul(r.hi, Num(d, 1.0 / 6)), z_lo, hn::NegMulAdd(hn::Mul(r.lo, z), Num(d, 0.5), r.lo));
  return {r.hi, hn::MulAdd(hn::Mul(r.hi, z), Polynomial(d, z, sine_tail), lo)};
}

// cos(r) = hi + lo
template <class D, class V = hn::Vec<D>>
HWY_INLINE HiLo<V> CosineNearZero(D d, HiLo<V> r) {
  const V z = hn::Mul(r.hi, r.hi);
  const V z_lo = hn::MulAdd(hn::Add(r.hi, r.hi), r.lo, hn::MulSub(r.hi, r.hi, z));
  const HiLo<V> head = FastTwoSum(Num(d, 1), hn::Mul(z, Num(d, -0.5)));
  const V quartic = hn::MulAdd(hn::Mul(z, z), Polynomial(d, z, cosine_tail), hn::Mul(z_lo, Num(d, -0.5)));
  return {head.hi, hn::Add(head.lo, quartic)};
}

// sin or cos of the angle that a quadrant is of, `advance` quadrants further.
template <class D, class V = hn::Vec<D>>
HWY_INLINE HiLo<V> OfQuadrant(D d, V n_magic, HiLo<V> sine, HiLo<V> cosine, std::int32_t advance) {
  const hn::RebindToSigned<D> di;
  const auto n = hn::Add(hn::BitCast(di, n_magic), hn::Set(di, advance));
  const auto odd = hn::RebindMask(d, hn::TestBit(n, hn::Set(di, 1)));
  const V sign = hn::BitCast(d, hn::ShiftLeft<30>(hn::And(n, hn::Set(di, 2))));
  return {hn::Xor(hn::IfThenElse(odd, cosine.hi, sine.hi), sign),
          hn::Xor(hn::IfThenElse(odd, cosine.lo, sine.lo), sign)};
}

// sin(x)^2 = hi + lo
template <class D, class V = hn::Vec<D>>
HWY_INLINE HiLo<V> SquaredSine(D d, const FloatQuadrant<V>& x) {
  const HiLo<V> sine = OfQuadrant(d, x.n_magic, SineNearZero(d, x.r), CosineNearZero(d, x.r), 0);
  return Square(FastTwoSum(sine.hi, sine.lo));
}

// 1 + sin(2 x) = 2 sin(x + pi/4)^2, which touches 0: of w = pi/4 - |r|, sin(x + pi/4) is sin(w) or cos(w), but for its
// sign.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V OnePlusSineOfTwice(D d, const FloatQuadrant<V>& x) {
  const hn::RebindToSigned<D> di;
  const HiLo<V> difference = FastTwoSum(Num(d, half_pi_parts[0] / 2), hn::Neg(hn::Abs(x.r.hi)));
  const V r_lo = hn::Xor(x.r.lo, hn::And(x.r.hi, hn::SignBit(d)));
  const V quarter_lo = hn::Add(hn::Sub(Num(d, half_pi_parts[1] / 2), r_lo), Num(d, half_pi_parts[2] / 2));
  const V lo = hn::Add(difference.lo, quarter_lo);
  const HiLo<V> w = FastTwoSum(difference.hi, lo);
  const HiLo<V> sine = SineNearZero(d, w);
  const HiLo<V> cosine = CosineNearZero(d, w);
  const V odd_sign = hn::BitCast(d, hn::ShiftLeft<31>(hn::BitCast(di, x.n_magic)));
  const V choice = hn::Xor(x.r.hi, odd_sign);
  const HiLo<V> chosen = FastTwoSum(hn::IfNegativeThenElse(choice, sine.hi, cosine.hi),
                                    hn::IfNegativeThenElse(choice, sine.lo, cosine.lo));
  const V square = Sum(Square(chosen));
  return hn::Add(square, square);
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
