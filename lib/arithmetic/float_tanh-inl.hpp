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

template <class D, class V = hn::Vec<D>>
HWY_INLINE V FloatTanh(D d, V x) {
  const hn::RebindToSigned<D> di;
  constexpr std::int32_t first = (0x3D800000 >> 22) - 1;  // 2^-4
  const V magnitude = AtMost(d, hn::Abs(x), 9.1);
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
  return hn::CopySign(hn::MulAdd(t, p, base), x);
}

// 4 e / (1 + e)^2 = 4 e / (1 + n) with e = exp(-2 |x|) and n = e^2 + 2 e.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V FloatTanhSlope(D d, V x) {
  const V twice = AtMost(d, hn::Abs(hn::Add(x, x)), 110);
  const Decay<V> decay = DecayOfReduced<EighthPowers>(d, ReduceToEighths(d, hn::Neg(twice)), hn::Gt(twice, Num(d, 70)));
  const V e = Sum(decay.value);
  const HiLo<V> denominator = FastTwoSum(Num(d, 1), hn::MulAdd(e, e, hn::Add(e, e)));
  const V quarter = Sum(Quotient(decay.value, denominator, hn::Div(Num(d, 1), denominator.hi)));
  return hn::Mul(quarter, hn::Mul(decay.rest, Num(d, 4)));
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
