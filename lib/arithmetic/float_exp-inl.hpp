// The exponential in float by a table of eighths of octaves: exp(x) = 2^(k/8) exp(r) with |r| <= ln(2) / 16 (Tang
// 1989).

#include <hwy/highway.h>

#include "arithmetic/elementary_tables.hpp"
#include "arithmetic/lookup-inl.hpp"
#include "arithmetic/twofold-inl.hpp"

#if defined(ACTLAB_FLOAT_EXP_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_FLOAT_EXP_INL_HPP
#undef ACTLAB_FLOAT_EXP_INL_HPP
#else
#define ACTLAB_FLOAT_EXP_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// x = k ln(2) / 8 + r; k stands in the low bits of k_magic = k + 1.5 2^23.
template <class V>
struct EighthsReduction {
  V k_magic;
  V r;
};

inline constexpr double round_magic_float = 0x1.8p23;

// r is within 2^-29.5 of the truth for |x| <= 128.
template <class D, class V = hn::Vec<D>>
HWY_INLINE EighthsReduction<V> ReduceToEighths(D d, V x) {
  const V magic = Num(d, round_magic_float);
  const V k_magic = hn::MulAdd(x, Num(d, eighths_per_unit), magic);
  const V k = hn::Sub(k_magic, magic);
  return {k_magic, hn::NegMulAdd(k, Num(d, ln2_eighth_lo), hn::NegMulAdd(k, Num(d, ln2_eighth_hi), x))};
}

// 2^(k/8) exp(r) without its whole power of two, times the table's factor, to 2^-28.
template <class Powers, class D, class V = hn::Vec<D>>
HWY_INLINE HiLo<V> EighthsMantissa(D d, const EighthsReduction<V>& x) {
  const hn::RebindToSigned<D> di;
  const auto eighth = hn::And(hn::BitCast(di, x.k_magic), hn::Set(di, 7));
  const V power = LookUp8(d, Powers::hi, eighth);
  const V p = hn::MulAdd(hn::Mul(x.r, x.r), Polynomial(d, x.r, exp_tail), x.r);
  return {power, hn::MulAdd(power, p, LookUp8(d, Powers::lo, eighth))};
}

// 2^n for a vector of whole numbers within the range of normal exponents.
template <class D>
HWY_INLINE hn::Vec<D> PowerOfTwoOf(D d, IndexOf<D> n) {
  const hn::RebindToSigned<D> di;
  return hn::BitCast(d, hn::Add(hn::ShiftLeft<23>(n), hn::Set(di, 0x3F800000)));
}

// exp(x): 0 below -103.97 and infinity above 88.72, subnormals with one rounding.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V FloatExp(D d, V x) {
  const hn::RebindToSigned<D> di;
  const EighthsReduction<V> reduced = ReduceToEighths(d, Clamp(d, x, -105, 90));
  const V mantissa = Sum(EighthsMantissa<EighthPowers>(d, reduced));
  const auto n = hn::ShiftRight<3>(hn::Sub(hn::BitCast(di, reduced.k_magic), hn::Set(di, 0x4B400000)));
  const auto half = hn::ShiftRight<1>(n);
  return hn::Mul(hn::Mul(mantissa, PowerOfTwoOf(d, half)), PowerOfTwoOf(d, hn::Sub(n, half)));
}

// A number that falls to 0: (value.hi + value.lo) rest, where rest is 1 or a power of two that is applied last, with
// one rounding, and value is so large that its products are normal.
template <class V>
struct Decay {
  HiLo<V> value;
  V rest;
};

// exp(x) of a reduced x >= -160 times the table's factor, |lo| <= 0.05 hi; `far` where x < -70.
template <class Powers, class D, class M, class V = hn::Vec<D>>
HWY_INLINE Decay<V> DecayOfReduced(D d, const EighthsReduction<V>& x, M far) {
  const hn::RebindToSigned<D> di;
  const HiLo<V> mantissa = EighthsMantissa<Powers>(d, x);
  const V raised = hn::Add(x.k_magic, hn::IfThenElseZero(far, Num(d, 8 * 64)));
  const auto exponent =
      hn::And(hn::ShiftLeft<20>(hn::BitCast(di, raised)), hn::Set(di, static_cast<std::int32_t>(0xFF800000)));
  const V power = hn::BitCast(d, hn::Add(exponent, hn::Set(di, 0x3F800000)));
  return {{hn::Mul(power, mantissa.hi), hn::Mul(power, mantissa.lo)}, hn::IfThenElse(far, Num(d, 0x1p-64), Num(d, 1))};
}

// exp(x) for x >= -112 that is bounded on the right too; |lo| is at most half an ulp of hi.
template <class D, class V = hn::Vec<D>>
HWY_INLINE Decay<V> ExpOfBounded(D d, V bounded) {
  const auto far = hn::Lt(bounded, Num(d, -70));
  const Decay<V> e = DecayOfReduced<EighthPowers>(d, ReduceToEighths(d, bounded), far);
  return {FastTwoSum(e.value.hi, e.value.lo), e.rest};
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
