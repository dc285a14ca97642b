// The logistic function and softplus in float, from exp(-|x|).

#include <hwy/highway.h>

#include "arithmetic/float_exp-inl.hpp"
#include "arithmetic/twofold-inl.hpp"

#if defined(ACTLAB_FLOAT_SIGMOID_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_FLOAT_SIGMOID_INL_HPP
#undef ACTLAB_FLOAT_SIGMOID_INL_HPP
#else
#define ACTLAB_FLOAT_SIGMOID_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// e / (1 + e) = sigmoid(-|x|), without the rest of e.
template <class D, class V = hn::Vec<D>>
HWY_INLINE HiLo<V> OverOnePlus(D d, HiLo<V> e) {
  const HiLo<V> sum = FastTwoSum(Num(d, 1), e.hi);
  return Quotient(e, HiLo<V>{sum.hi, hn::Add(sum.lo, e.lo)}, hn::Div(Num(d, 1), sum.hi));
}

// exp(-|x|), of |x| <= 112 for larger ones: the sigmoid rounds to 0 there.
template <class D, class V = hn::Vec<D>>
HWY_INLINE Decay<V> DecayOfMagnitude(D d, V x) {
  return ExpOfBounded(d, hn::Neg(AtMost(d, hn::Abs(x), 112)));
}

// sigmoid(-|x|), and sigmoid(x) from it.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V SigmoidOfTail(D d, V x, V tail, V rest) {
  return hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Mul(tail, rest), hn::Sub(Num(d, 1), tail));
}

// 1 / (1 + exp(-x)), and its slope sigmoid(x) sigmoid(-x).
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> FloatSigmoidWithSlope(D d, V x) {
  const Decay<V> e = DecayOfMagnitude(d, x);
  const V tail = Sum(OverOnePlus(d, e.value));
  const V slope = hn::Mul(hn::Mul(tail, hn::Sub(Num(d, 1), tail)), e.rest);
  return {SigmoidOfTail(d, x, tail, e.rest), slope};
}

// max(x, 0) + log(1 + e), by log(1 + e) = e - e^2 / 2 + (e^3 / 2) P(e - centre).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V SoftplusOfDecay(D d, V x, HiLo<V> e, V rest) {
  const V half = hn::Mul(e.hi, Num(d, 0.5));
  const V half_square = hn::Mul(half, e.hi);
  const V half_square_lo = hn::MulSub(half, e.hi, half_square);
  const HiLo<V> head = FastTwoSum(e.hi, hn::Neg(half_square));
  const HiLo<V> sum = TwoSum(hn::IfThenZeroElse(hn::Lt(x, hn::Zero(d)), x), head.hi);
  const V e_lo = hn::NegMulAdd(half, e.lo, e.lo);  // e.lo / (1 + e.hi), nearly
  const V errors = hn::Add(hn::Add(sum.lo, head.lo), hn::Sub(e_lo, half_square_lo));
  const V tail = Polynomial(d, hn::Sub(e.hi, Num(d, log1p_centre)), log1p_tail);
  const V value = hn::Add(sum.hi, hn::MulAdd(hn::Mul(half_square, e.hi), tail, errors));
  return hn::IfThenElse(hn::Gt(x, Num(d, 64)), x, hn::Mul(value, rest));
}

// log(1 + exp(x)), and sigmoid(x).
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> FloatSoftplusWithSlope(D d, V x) {
  const Decay<V> e = DecayOfMagnitude(d, x);
  return {SoftplusOfDecay(d, x, e.value, e.rest), SigmoidOfTail(d, x, Sum(OverOnePlus(d, e.value)), e.rest)};
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
