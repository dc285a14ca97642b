// The hyperbolic tangent in float by a table.

#include <hwy/highway.h>

#include "arithmetic/elementary_tables.hpp"
#include "arithmetic/float_exp-inl.hpp"
#include "arithmetic/lookup-inl.hpp"
#include "arithmetic/twofold-inl.hpp"

#if defined(ACTLAB_FLOAT_TANH_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_FLOAT_TANH_INL_HPP
#undef ACTLAB_FLOAT_TANH_INL_HPP
#else
#define ACTLAB_FLOAT_TANH_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// tanh(m) = hi + lo for m >= 0; 1 beyond 9.01.
template <class D, class V = hn::Vec<D>>
HWY_INLINE HiLo<V> TanhOfMagnitude(D d, V m) {
  const hn::RebindToSigned<D> di;
  constexpr std::int32_t first = (0x3D800000 >> 22) - 1;  // 2^-4
  const V magnitude = AtMost(d, m, 9.1);
  const auto interval = hn::Sub(hn::ShiftRight<22>(hn::BitCast(di, magnitude)), hn::Set(di, first));
  const auto entry = hn::And(hn::Max(interval, hn::Zero(di)), hn::Set(di, 15));
  using T = TanhTable;
  const V t = hn::Sub(magnitude, LookUp16(d, T::centre, entry));
  V p = LookUp16(d, T::c7, entry);
  p = hn::MulAdd(p, t, LookUp16(d, T::c6, entry));
  p = hn::MulAdd(p, t, LookUp16(d, T::c5, entry));
  p = hn::MulAdd(p, t, LookUp16(d, T::c4, entry));
  p = hn::MulAdd(p, t, LookUp16(d, T::c3, entry));
  p = hn::MulAdd(p, t, LookUp16(d, T::c2, entry));
  p = hn::MulAdd(p, t, LookUp16(d, T::c1, entry));
  const V base = hn::IfThenElse(hn::Lt(magnitude, Num(d, 0x1p-4)), t, LookUp16(d, T::value, entry));
  const V hi = hn::MulAdd(t, p, base);
  return {hi, hn::MulAdd(t, p, hn::Sub(base, hi))};
}

// 1 - tanh(m)^2 = 4 e / (1 + e)^2 for m >= 2, e = exp(-2 m), as 4 (e + e^2 q(e)). e is kept times 2^30, so that it is
// normal where the slope is subnormal: there the last product rounds.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V TanhSlopeFar(D d, V m) {
  const hn::RebindToSigned<D> di;
  const V magic = Num(d, round_magic_float + 8 * 30);
  const V bounded = AtMost(d, m, 53);
  const V k_magic = hn::NegMulAdd(bounded, Num(d, 2 * eighths_per_unit), magic);
  const V k = hn::Sub(k_magic, magic);
  // -2 m = k ln(2) / 8 - 2 r
  const V r = hn::MulAdd(k, Num(d, ln2_eighth_lo / 2), hn::MulAdd(k, Num(d, ln2_eighth_hi / 2), bounded));
  const auto k_bits = hn::BitCast(di, k_magic);
  const V eighth = LookUp8(d, EighthPowers::hi, hn::And(k_bits, hn::Set(di, 7)));
  const V power = hn::BitCast(d, hn::Add(hn::ShiftLeft<23>(hn::ShiftRight<3>(k_bits)), hn::BitCast(di, eighth)));
  const V tail =
      hn::MulAdd(hn::MulAdd(r, Num(d, 16 * exp_tail[0]), Num(d, -8 * exp_tail[1])), r, Num(d, 4 * exp_tail[2]));
  const V e = hn::MulAdd(power, hn::MulAdd(hn::Mul(r, r), tail, hn::Mul(r, Num(d, -2))), power);
  const V q = Polynomial(d, e, tanh_slope_tail);
  return hn::Mul(hn::MulAdd(hn::Mul(q, e), e, e), Num(d, 0x1p-28));
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V FloatTanh(D d, V x) {
  return hn::CopySign(TanhOfMagnitude(d, hn::Abs(x)).hi, x);
}

// The slope 1 - tanh(x)^2 within 1.6 ulp: below 2 from the value in two parts.
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> FloatTanhWithSlope(D d, V x) {
  const V m = hn::Abs(x);
  const HiLo<V> y = TanhOfMagnitude(d, m);
  const V near = hn::NegMulAdd(hn::Add(y.hi, y.hi), y.lo, hn::NegMulAdd(y.hi, y.hi, Num(d, 1)));
  const V slope = hn::IfThenElse(hn::Lt(m, Num(d, 2)), near, TanhSlopeFar(d, m));
  return {hn::CopySign(y.hi, x), slope};
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
