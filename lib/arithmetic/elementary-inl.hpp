// The elementary functions of the arithmetic contract as vector code, for float and double vectors of any length. Those
// that training in float spends its time in have versions of their own, by tables (float_*-inl.hpp).
//
// Only add, sub, mul, div, fma, compare, select and integer operations occur, each exact to IEEE 754, so every target
// gives the same bits. Comparisons are false for NaN and selections are written to let NaN through.
//
// Polynomials are minimax fits by Sollya's fpminimax (relative to the whole function); the largest error stands beside
// each. Where one rounding would be too many, a value is carried as hi + lo, with the error terms of Dekker (1971) and
// Knuth (TAOCP 2, 4.2.2).

#include <hwy/highway.h>

#include <cstdint>
#include <iterator>

#include "arithmetic/float_exp-inl.hpp"
#include "arithmetic/float_normal-inl.hpp"
#include "arithmetic/float_sigmoid-inl.hpp"
#include "arithmetic/float_silu_mish-inl.hpp"
#include "arithmetic/float_tanh-inl.hpp"
#include "arithmetic/sine-inl.hpp"
#include "arithmetic/snake-inl.hpp"
#include "arithmetic/through_double-inl.hpp"
#include "arithmetic/twofold-inl.hpp"

#if defined(ACTLAB_ELEMENTARY_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_ELEMENTARY_INL_HPP
#undef ACTLAB_ELEMENTARY_INL_HPP
#else
#define ACTLAB_ELEMENTARY_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
struct Format;

template <>
struct Format<float> {
  using Bits = std::uint32_t;
  static constexpr int mantissa_bits = 23;
  static constexpr Bits one = 0x3F800000U;
  static constexpr Bits sqrt_half = 0x3F3504F3U;
  static constexpr double round_magic = 0x1.8p23;  // x + this rounds x to a whole number, which stands in the low bits
  static constexpr double whole_base = 0x1p23;
  static constexpr Bits whole_base_bits = 0x4B000000U;
  static constexpr Bits exponent_bias = 127;
  static constexpr double smallest_normal = 0x1p-126;
  static constexpr double log2_e = 0x1.715476p0;
  static constexpr double ln2_hi = 0x1.62e4p-1;  // 15 bits: multiples up to 2^9 are exact
  static constexpr double ln2_lo = 0x1.7f7d1cp-20;
  static constexpr double exp_overflow = 0x1.62e42ep6;    // largest x with a finite exp(x)
  static constexpr double exp_underflow = -0x1.9fe368p6;  // smallest x whose exp(x) does not round to 0
  static constexpr double expm1_saturation = -40;
  // (exp(r) - 1 - r) / r^2 for |r| <= ln(2) / 2; 2^-31.6 of exp(r)
  static constexpr double exp_tail[] = {0x1.a2d438p-13, 0x1.6d30d8p-10, 0x1.110fc4p-7,
                                        0x1.5555p-5,    0x1.555556p-3,  0x1p-1};
  // (2 atanh(s) - 2s) / s^3 in s^2 for s^2 <= 0.0295; 2^-33 of 2 atanh(s)
  static constexpr double log_tail[] = {0x1.d60378p-3, 0x1.249e42p-2, 0x1.9998b4p-2, 0x1.555556p-1};
};

template <>
struct Format<double> {
  using Bits = std::uint64_t;
  static constexpr int mantissa_bits = 52;
  static constexpr Bits one = 0x3FF0000000000000ULL;
  static constexpr Bits sqrt_half = 0x3FE6A09E667F3BCDULL;
  static constexpr double round_magic = 0x1.8p52;
  static constexpr double whole_base = 0x1p52;
  static constexpr Bits whole_base_bits = 0x4330000000000000ULL;
  static constexpr Bits exponent_bias = 1023;
  static constexpr double smallest_normal = 0x1p-1022;
  static constexpr double log2_e = 0x1.71547652b82fep0;
  static constexpr double ln2_hi = 0x1.62e42fefp-1;  // 33 bits
  static constexpr double ln2_lo = 0x1.473de6af278edp-34;
  static constexpr double exp_overflow = 0x1.62e42fefa39efp9;
  static constexpr double exp_underflow = -0x1.74910d52d3051p9;
  static constexpr double expm1_saturation = -80;
  // 2^-61.9
  static constexpr double exp_tail[] = {0x1.1f8750833c5d3p-29,
                                        0x1.af4fb53b07768p-26,
                                        0x1.27e4cf7f16f9p-22,
                                        0x1.71de01456e4a6p-19,
                                        0x1.a01a01aba7b83p-16,
                                        0x1.a01a01ac39f38p-13,
                                        0x1.6c16c16c1568dp-10,
                                        0x1.111111111002dp-7,
                                        0x1.5555555555557p-5,
                                        0x1.5555555555557p-3,
                                        0x1p-1};
  // 2^-63.9
  static constexpr double log_tail[] = {0x1.1171e31d5fa69p-3, 0x1.0f27a1c340268p-3, 0x1.3b22bb1fdf21dp-3,
                                        0x1.745cd481de0cfp-3, 0x1.c71c726dee879p-3, 0x1.2492492424bfp-2,
                                        0x1.9999999999d97p-2, 0x1.5555555555555p-1};
};

template <class D>
using FormatOf = Format<hn::TFromD<D>>;

// 2^n for a whole n in the exponent's normal range.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V PowerOfTwo(D d, V n) {
  using F = FormatOf<D>;
  const hn::RebindToUnsigned<D> du;
  const auto bits = hn::BitCast(du, hn::Add(n, Num(d, F::round_magic)));
  return hn::BitCast(d, hn::Add(hn::ShiftLeft<F::mantissa_bits>(bits), hn::Set(du, F::one)));
}

// x 2^n with one rounding, for a whole n in twice the normal range: the first product is exact.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V ScaleByPowerOfTwo(D d, V x, V n) {
  using F = FormatOf<D>;
  const V magic = Num(d, F::round_magic);
  const V half = hn::Sub(hn::MulAdd(n, Num(d, 0.5), magic), magic);
  return hn::Mul(hn::Mul(x, PowerOfTwo(d, half)), PowerOfTwo(d, hn::Sub(n, half)));
}

// exp(x) = 2^n (1 + q.hi + q.lo), |q| <= 0.42, for x within the range of exp (Cody and Waite 1980).
template <class V>
struct ExpParts {
  V n;
  HiLo<V> q;
};

template <class D, class V = hn::Vec<D>>
HWY_INLINE ExpParts<V> ReduceExp(D d, V x) {
  using F = FormatOf<D>;
  const V magic = Num(d, F::round_magic);
  const V n = hn::Sub(hn::MulAdd(x, Num(d, F::log2_e), magic), magic);
  const V r_exact = hn::NegMulAdd(n, Num(d, F::ln2_hi), x);
  const V r = hn::NegMulAdd(n, Num(d, F::ln2_lo), r_exact);
  const V r_lo = hn::NegMulAdd(n, Num(d, F::ln2_lo), hn::Sub(r_exact, r));
  const V tail = hn::MulAdd(hn::Mul(r, r), Polynomial(d, r, F::exp_tail), hn::MulAdd(r, r_lo, r_lo));
  return {n, FastTwoSum(r, tail)};
}

// exp(x): within 0.76 ulp in float and 0.78 in double, subnormal results too; 0 for -infinity, and infinity where it
// overflows.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Exp(D d, V x) {
  if constexpr (is_single<D>) {
    return FloatExp(d, x);
  } else {
    using F = FormatOf<D>;
    const ExpParts<V> e = ReduceExp(d, Clamp(d, x, F::exp_underflow, F::exp_overflow));
    const V value = ScaleByPowerOfTwo(d, hn::Add(Num(d, 1), hn::Add(e.q.hi, e.q.lo)), e.n);
    const V tiny = hn::IfThenZeroElse(hn::Lt(x, Num(d, F::exp_underflow)), value);
    return hn::IfThenElse(hn::Gt(x, Num(d, F::exp_overflow)), hn::Inf(d), tiny);
  }
}

// exp(x) - 1 = 2 (hi + lo) for 0 <= n, or n >= -60; hi and lo are halved to keep n = 128 (1024) finite.
template <class D, class V = hn::Vec<D>>
HWY_INLINE HiLo<V> HalfExpm1(D d, const ExpParts<V>& e) {
  const V half_power = PowerOfTwo(d, hn::Sub(e.n, Num(d, 1)));
  const V whole = hn::Sub(half_power, Num(d, 0.5));
  const V whole_lo = hn::Sub(hn::Sub(half_power, whole), Num(d, 0.5));
  const HiLo<V> sum = FastTwoSum(whole, hn::Mul(half_power, e.q.hi));
  return {sum.hi, hn::Add(hn::MulAdd(half_power, e.q.lo, sum.lo), whole_lo)};
}

template <class D, class V>
HWY_INLINE V Expm1Of(D d, V x, const ExpParts<V>& e) {
  const HiLo<V> half = HalfExpm1(d, e);
  const V sum = hn::Add(half.hi, half.lo);
  const V scaled = hn::Add(sum, sum);
  const V value = hn::IfThenElse(hn::Eq(e.n, hn::Zero(d)), hn::Add(e.q.hi, e.q.lo), scaled);
  const V signed_zero = hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, value);
  return hn::IfThenElse(hn::Gt(x, Num(d, FormatOf<D>::exp_overflow)), hn::Inf(d), signed_zero);
}

// exp(x) - 1: within 0.88 ulp in float and 0.81 in double; -1 for -infinity; expm1(-0) is -0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Expm1(D d, V x) {
  using F = FormatOf<D>;
  return Expm1Of(d, x, ReduceExp(d, Clamp(d, x, F::expm1_saturation, F::exp_overflow)));
}

// exp(x) - 1 for x <= 0, and exp(x).
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> Expm1WithSlope(D d, V x) {
  using F = FormatOf<D>;
  const ExpParts<V> e = ReduceExp(d, Clamp(d, x, F::exp_underflow, 0));
  const V exponential = ScaleByPowerOfTwo(d, hn::Add(Num(d, 1), hn::Add(e.q.hi, e.q.lo)), e.n);
  const V lowest = Num(d, -60);
  const ExpParts<V> bounded{hn::IfThenElse(hn::Lt(e.n, lowest), lowest, e.n), e.q};
  return {Expm1Of(d, x, bounded), hn::IfThenZeroElse(hn::Lt(x, Num(d, F::exp_underflow)), exponential)};
}

// exp(-|x|) = 2^n (hi + lo), with the q of its reduction.
template <class V>
struct DecayParts {
  V n;
  HiLo<V> mantissa;
  HiLo<V> q;
};

// Of a magnitude, or of magnitude + lo.
template <class D, class V = hn::Vec<D>>
HWY_INLINE DecayParts<V> DecayOf(D d, V magnitude, const V* lo = nullptr) {
  using F = FormatOf<D>;
  const V limit = Num(d, F::exp_underflow - 1);
  const V left = hn::Neg(magnitude);
  ExpParts<V> e = ReduceExp(d, hn::IfThenElse(hn::Lt(left, limit), limit, left));
  const HiLo<V> mantissa = FastTwoSum(Num(d, 1), e.q.hi);
  if (lo != nullptr) e.q.lo = hn::NegMulAdd(mantissa.hi, *lo, e.q.lo);  // exp(-lo) = 1 - lo
  return {e.n, {mantissa.hi, hn::Add(mantissa.lo, e.q.lo)}, e.q};
}

// e and 1 + e for e = exp(-magnitude). Beyond 2^-60, 1 + e is 1 in either precision: the rest of the exponent is a
// factor that is applied last, with one rounding.
template <class V>
struct Logistic {
  V rest;   // what e is multiplied by in the end
  V power;  // of two in e
  HiLo<V> q;
  HiLo<V> e;
  HiLo<V> denominator;
  V reciprocal;
};

template <class D, class V = hn::Vec<D>>
HWY_INLINE Logistic<V> LogisticOf(D d, V magnitude, const V* lo = nullptr) {
  const DecayParts<V> decay = DecayOf(d, magnitude, lo);
  const V floor = Num(d, -60);
  const V n = hn::IfThenElse(hn::Lt(decay.n, floor), floor, decay.n);
  const V power = PowerOfTwo(d, n);
  const HiLo<V> e{hn::Mul(power, decay.mantissa.hi), hn::Mul(power, decay.mantissa.lo)};
  const HiLo<V> sum = FastTwoSum(Num(d, 1), e.hi);
  return {PowerOfTwo(d, hn::Sub(decay.n, n)), power, decay.q, e, {sum.hi, hn::Add(sum.lo, e.lo)},
          hn::Div(Num(d, 1), sum.hi)};
}

// numerator / (1 + e)
template <class V>
HWY_INLINE V OverDenominator(HiLo<V> numerator, const Logistic<V>& l) {
  return Sum(Quotient(numerator, l.denominator, l.reciprocal));
}

// e / (1 + e)
template <class V>
HWY_INLINE V SmallLogistic(const Logistic<V>& l) {
  return hn::Mul(OverDenominator(l.e, l), l.rest);
}

// 1 / (1 + e) for x >= 0 and e / (1 + e) for x < 0, e = exp(-|x|): within 0.78 ulp in float and 0.76 in double; 0 and 1
// for infinities.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Sigmoid(D d, V x) {
  if constexpr (is_single<D>) {
    return FloatSigmoidWithSlope(d, x).value;
  } else {
    const Logistic<V> l = LogisticOf(d, hn::Abs(x));
    const auto negative = hn::Lt(x, hn::Zero(d));
    const HiLo<V> numerator{hn::IfThenElse(negative, l.e.hi, Num(d, 1)), hn::IfThenElseZero(negative, l.e.lo)};
    const V value = OverDenominator(numerator, l);
    return hn::IfThenElse(negative, hn::Mul(value, l.rest), value);
  }
}

// sigmoid(x) and sigmoid(-x), each accurate where it is small.
template <class V>
struct BothSigmoids {
  V value;       // sigmoid(x)
  V complement;  // 1 - sigmoid(x)
};

template <class V>
HWY_INLINE BothSigmoids<V> BothSigmoidsOf(V x, const Logistic<V>& l) {
  const hn::DFromV<V> d;
  const V small = SmallLogistic(l);
  const V big = OverDenominator(HiLo<V>{Num(d, 1), hn::Zero(d)}, l);
  const auto negative = hn::Lt(x, hn::Zero(d));
  return {hn::IfThenElse(negative, small, big), hn::IfThenElse(negative, big, small)};
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE BothSigmoids<V> SigmoidAndComplement(D d, V x) {
  return BothSigmoidsOf(x, LogisticOf(d, hn::Abs(x)));
}

// Of x.hi + x.lo.
template <class D, class V = hn::Vec<D>>
HWY_INLINE BothSigmoids<V> SigmoidAndComplement(D d, HiLo<V> x) {
  const V lo = hn::IfThenElse(hn::Lt(x.hi, hn::Zero(d)), hn::Neg(x.lo), x.lo);
  return BothSigmoidsOf(x.hi, LogisticOf(d, hn::Abs(x.hi), &lo));
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> SigmoidWithSlope(D d, V x) {
  if constexpr (is_single<D>) {
    return FloatSigmoidWithSlope(d, x);
  } else {
    const BothSigmoids<V> s = SigmoidAndComplement(d, x);
    return {s.value, hn::Mul(s.value, s.complement)};
  }
}

// tanh(|x|) = (1 - e) / (1 + e) = hi + lo, e = exp(-2|x|).
template <class D, class V>
HWY_INLINE HiLo<V> TanhParts(D d, const Logistic<V>& l) {
  const V one = Num(d, 1);
  const V whole = hn::Sub(one, l.power);
  const V whole_lo = hn::Sub(hn::Sub(one, whole), l.power);
  const HiLo<V> sum = FastTwoSum(whole, hn::Neg(hn::Mul(l.power, l.q.hi)));
  const HiLo<V> numerator{sum.hi, hn::NegMulAdd(l.power, l.q.lo, hn::Add(sum.lo, whole_lo))};
  return Quotient(numerator, l.denominator, l.reciprocal);
}

template <class D, class V>
HWY_INLINE V TanhOf(D d, V x, const Logistic<V>& l) {
  return hn::CopySign(Sum(TanhParts(d, l)), x);
}

// tanh(x): within 0.75 ulp in float and 0.67 in double; -1 and 1 for infinities; tanh(-0) is -0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Tanh(D d, V x) {
  if constexpr (is_single<D>) {
    return FloatTanh(d, x);
  } else {
    const V magnitude = hn::Abs(x);
    return TanhOf(d, x, LogisticOf(d, hn::Add(magnitude, magnitude)));
  }
}

// The slope is 4 e / (1 + e)^2. Of x, or of x + lo.
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> TanhWithSlope(D d, V x, const V* lo = nullptr) {
  const V magnitude = hn::Abs(x);
  V twice_lo = hn::Zero(d);
  if (lo != nullptr) {
    const V outward = hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Neg(*lo), *lo);
    twice_lo = hn::Add(outward, outward);
  }
  const Logistic<V> l = LogisticOf(d, hn::Add(magnitude, magnitude), lo != nullptr ? &twice_lo : nullptr);
  const V big = OverDenominator(HiLo<V>{Num(d, 1), hn::Zero(d)}, l);
  return {TanhOf(d, x, l), hn::Mul(hn::Mul(SmallLogistic(l), Num(d, 4)), big)};
}

// log(u (1 + c/u)) = hi + lo for normal u > 0 and a small correction c: u = 2^k (1 + f), s = f / (2 + f), and
// log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)) (Ng, FreeBSD e_log.c; Tang 1990).
template <class D, class V = hn::Vec<D>>
HWY_INLINE HiLo<V> LogParts(D d, V u, V correction, V exponent_offset) {
  using F = FormatOf<D>;
  const hn::RebindToUnsigned<D> du;
  const auto bits = hn::BitCast(du, u);
  const auto shifted = hn::Add(bits, hn::Set(du, F::one - F::sqrt_half));
  const auto biased = hn::ShiftRight<F::mantissa_bits>(shifted);
  const V k_biased = hn::BitCast(d, hn::Or(biased, hn::Set(du, F::whole_base_bits)));
  const V k =
      hn::Sub(hn::Sub(k_biased, Num(d, F::whole_base + static_cast<double>(F::exponent_bias))), exponent_offset);
  const auto mantissa_bits =
      hn::Sub(bits, hn::ShiftLeft<F::mantissa_bits>(hn::Sub(biased, hn::Set(du, F::exponent_bias))));
  const V f = hn::Sub(hn::BitCast(d, mantissa_bits), Num(d, 1));
  const V s = hn::Div(f, hn::Add(f, Num(d, 2)));
  const V z = hn::Mul(s, s);
  const V half_square = hn::Mul(hn::Mul(f, Num(d, 0.5)), f);
  const V r = hn::Mul(z, Polynomial(d, z, F::log_tail));
  const HiLo<V> head = FastTwoSum(hn::Mul(k, Num(d, F::ln2_hi)), f);
  const V small = hn::MulAdd(s, hn::Add(half_square, r), hn::MulAdd(k, Num(d, F::ln2_lo), correction));
  return {head.hi, hn::Add(hn::Sub(small, half_square), head.lo)};
}

// The value of a logarithm where its argument is ordinary; the limits elsewhere.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V LogLimits(D d, V argument, V value) {
  const V at_zero = hn::IfThenElse(hn::Eq(argument, hn::Zero(d)), hn::Neg(hn::Inf(d)), value);
  const V below = hn::IfThenElse(hn::Lt(argument, hn::Zero(d)), hn::NaN(d), at_zero);
  const auto unbounded = hn::Or(hn::Eq(argument, hn::Inf(d)), hn::Not(hn::Eq(argument, argument)));
  return hn::IfThenElse(unbounded, argument, below);
}

// log(x): within 0.84 ulp in float and 0.77 in double, of subnormal x too; -infinity for 0, NaN for x < 0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Log(D d, V x) {
  using F = FormatOf<D>;
  const auto subnormal = hn::Lt(x, Num(d, F::smallest_normal));
  const V raise = Num(d, F::mantissa_bits + 1);
  const V u = hn::IfThenElse(subnormal, hn::Mul(x, PowerOfTwo(d, raise)), x);
  const HiLo<V> log = LogParts(d, u, hn::Zero(d), hn::IfThenElseZero(subnormal, raise));
  return LogLimits(d, x, hn::Add(log.hi, log.lo));
}

// log(1 + x) with the rounding error of 1 + x as the correction: within 0.84 ulp in float and 0.79 in double; -infinity
// for -1, NaN for x < -1; log1p(-0) is -0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Log1p(D d, V x) {
  const HiLo<V> u = TwoSum(Num(d, 1), x);
  const HiLo<V> log = LogParts(d, u.hi, hn::Div(u.lo, u.hi), hn::Zero(d));
  const V value = LogLimits(d, u.hi, hn::Add(log.hi, log.lo));
  return hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, value);
}

// In double, log(1 + e) = hi + lo for e = power (mantissa.hi + mantissa.lo), 2^-100 <= e <= 1: 2 atanh(u),
// u = e / (2 + e).
template <class D, class V = hn::Vec<D>>
HWY_INLINE HiLo<V> LogOnePlus(D d, V power, HiLo<V> mantissa) {
  // (2 atanh(u) - 2 u) / u^3 in u^2 for u <= 1/3; 2^-63.8, absolute, in the logarithm
  static constexpr double atanh_tail[] = {0x1.879d7544f6afbp-2, -0x1.5639825d125bp-4, 0x1.1f167feedd6f8p-3,
                                          0x1.92e0d07f8d97dp-4, 0x1.e4a327f434d41p-4, 0x1.10fa8e1ae4d64p-3,
                                          0x1.3b14a3061dca1p-3, 0x1.745d10c022p-3,    0x1.c71c71e29e6bp-3,
                                          0x1.249249247221bp-2, 0x1.9999999999bc1p-2, 0x1.5555555555555p-1};
  const V half = hn::Mul(power, Num(d, 0.5));
  const HiLo<V> half_e{hn::Mul(half, mantissa.hi), hn::Mul(half, mantissa.lo)};
  const HiLo<V> sum = FastTwoSum(Num(d, 1), half_e.hi);
  const HiLo<V> u = Quotient(half_e, HiLo<V>{sum.hi, hn::Add(sum.lo, half_e.lo)}, hn::Div(Num(d, 1), sum.hi));
  const V square = hn::Mul(u.hi, u.hi);
  const V tail = Polynomial(d, square, atanh_tail);
  return {hn::Add(u.hi, u.hi), hn::MulAdd(hn::Mul(u.hi, square), tail, hn::Add(u.lo, u.lo))};
}

// max(x, 0) + log(1 + exp(-|x|)): within 1 ulp in float and 0.75 in double; 0 for -infinity.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Softplus(D d, V x) {
  if constexpr (is_single<D>) {
    return FloatSoftplusWithSlope(d, x).value;
  } else {
    const DecayParts<V> decay = DecayOf(d, hn::Abs(x));
    const V floor = Num(d, -60);
    const V n = hn::IfThenElse(hn::Lt(decay.n, floor), floor, decay.n);
    const V power = PowerOfTwo(d, n);
    const HiLo<V> log = LogOnePlus(d, power, decay.mantissa);
    const V positive = hn::IfThenZeroElse(hn::Lt(x, hn::Zero(d)), x);
    const HiLo<V> total = TwoSum(positive, log.hi);
    const V value = hn::Add(total.hi, hn::Add(total.lo, log.lo));
    // Far left: e, with one rounding.
    const V rest = PowerOfTwo(d, hn::Sub(decay.n, n));
    const V decayed = hn::Mul(hn::Mul(Sum(decay.mantissa), power), rest);
    const V left = hn::IfThenElse(hn::Lt(x, Num(d, -40)), decayed, value);
    return hn::IfThenElse(hn::Eq(x, hn::Inf(d)), x, left);
  }
}

// (1 + x) exp(x^2/2) Phi(-x) in t = (x - 4) / (x + 4) (after Shepherd and Laframboise 1981).
// For x in [0, 39]; 2^-54.3
inline constexpr double mills[] = {
    0x1.03403562369e3p-34,  0x1.180b8dab45e3ep-28,  0x1.92b85d7e0de9ep-27, -0x1.33bab5bc09749p-26,
    -0x1.b3d6f6249f86fp-24, 0x1.69e6f4f67638cp-30,  0x1.23ae23170db1fp-21, 0x1.b1220b31e16bcp-22,
    -0x1.5e07fbc23ee95p-19, -0x1.cc88b084a1f0bp-19, 0x1.c92e1edeb4c51p-17, 0x1.648290bf8d421p-16,
    -0x1.707b2a11d0123p-14, -0x1.8c119ce8bebd8p-14, 0x1.6c53806b3d773p-11, -0x1.2b7f5eb2305c7p-12,
    -0x1.47d5fc6ce2454p-8,  0x1.25dd720633653p-6,   -0x1.07c3c258370aap-5, 0x1.d4969f10de64cp-6,
    0x1.cabd72a610576p-7,   -0x1.8c18f2086e33bp-4,  0x1.e361ea6fba141p-2};

// In double, Phi(-x) for x >= 0: exp(-x^2/2), with the error of the square carried along, times the Mills ratio; and
// that exponential itself as the slope.
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> LeftTail(D d, V x) {
  x = hn::IfThenElse(hn::Gt(x, Num(d, 39)), Num(d, 39), x);
  const V half = hn::Mul(x, Num(d, 0.5));
  const V square = hn::Mul(half, x);
  const V square_lo = hn::MulSub(half, x, square);
  const ExpParts<V> e = ReduceExp(d, hn::Neg(square));
  const HiLo<V> one_plus_q = FastTwoSum(Num(d, 1), e.q.hi);
  const HiLo<V> exponential{one_plus_q.hi, hn::NegMulAdd(one_plus_q.hi, square_lo, hn::Add(one_plus_q.lo, e.q.lo))};
  // One reciprocal for t and for the division by 1 + x.
  const V zero = hn::Zero(d);
  const HiLo<V> below = TwoSum(x, Num(d, -4));
  const HiLo<V> above = TwoSum(x, Num(d, 4));
  const HiLo<V> beyond = TwoSum(x, Num(d, 1));
  const V reciprocal = hn::Div(Num(d, 1), hn::Mul(above.hi, beyond.hi));
  const V t = Sum(Quotient(below, above, hn::Mul(reciprocal, beyond.hi)));
  constexpr std::size_t last = std::size(mills) - 1;
  const HiLo<V> product = Product(HiLo<V>{t, zero}, HiLo<V>{Horner<last>(d, t, mills), zero});
  const HiLo<V> sum = TwoSum(Num(d, mills[last]), product.hi);
  const HiLo<V> numerator = Product(exponential, HiLo<V>{sum.hi, hn::Add(sum.lo, product.lo)});
  const V tail = Sum(Quotient(numerator, beyond, hn::Mul(reciprocal, above.hi)));
  const V floor = Num(d, -100);
  const V n = hn::IfThenElse(hn::Lt(e.n, floor), floor, e.n);
  const V power = PowerOfTwo(d, n);
  const V rest = PowerOfTwo(d, hn::Sub(e.n, n));
  return {hn::Mul(hn::Mul(tail, power), rest), hn::Mul(hn::Mul(Sum(exponential), power), rest)};
}

// Phi(x), and the normal density as its slope.
template <class D, class V = hn::Vec<D>>
HWY_INLINE WithSlope<V> NormalCdfWithDensity(D d, V x) {
  if constexpr (is_single<D>) {
    return FloatNormalCdfWithDensity(d, x);
  } else {
    const WithSlope<V> left = LeftTail(d, hn::Abs(x));
    return {hn::IfThenElse(hn::Gt(x, hn::Zero(d)), hn::Sub(Num(d, 1), left.value), left.value),
            hn::Mul(Num(d, 0.39894228040143267794), left.slope)};
  }
}

// Phi(x), the normal distribution function: within 0.8 ulp in float and 1.33 in double, in the left tail too; 0 and 1
// for infinities.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V NormalCdf(D d, V x) {
  return NormalCdfWithDensity(d, x).value;
}

// erf(x) / x - 1 in x^2 for |x| <= 1; 2^-56.2
inline constexpr double erf_series[] = {0x1.2978304267b48p-34,  -0x1.46794feb17129p-30, 0x1.fc78cbccf615fp-27,
                                        -0x1.5f9828c55da46p-23, 0x1.b9ee95850f6f5p-20,  -0x1.f4d333884b5cap-17,
                                        0x1.f9a335388d2f5p-14,  -0x1.c02db49b09506p-11, 0x1.565bcd12991cp-8,
                                        -0x1.b82ce312abf08p-6,  0x1.ce2f21a04362dp-4,   -0x1.812746b0379fdp-2,
                                        0x1.06eba8214db69p-3};

// x + x E(x^2) near 0; 1 - 2 Phi(-sqrt(2) |x|) with the sign of x further out.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V ErfInDouble(D d, V x) {
  const V magnitude = hn::Abs(x);
  const V near = hn::MulAdd(x, Polynomial(d, hn::Mul(x, x), erf_series), x);
  const V tail = LeftTail(d, hn::Mul(magnitude, Num(d, 0x1.6a09e667f3bcdp0))).value;
  const V far = hn::CopySignToAbs(hn::NegMulAdd(Num(d, 2), tail, Num(d, 1)), x);
  return hn::IfThenElse(hn::Lt(magnitude, Num(d, 1)), near, far);
}

// The error function: within 0.51 ulp in float and 1.25 in double; -1 and 1 for infinities; erf(-0) is -0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Erf(D d, V x) {
  if constexpr (is_single<D>) {
    return ThroughDouble(d, x, [](auto wide, auto y) HWY_ATTR { return ErfInDouble(wide, y); });
  } else {
    return ErfInDouble(d, x);
  }
}

// x - tanh(x): its series near 0, where the difference would cancel; tanh as hi + lo further out.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V LinearMinusTanh(D d, V x) {
  // (x - tanh(x)) / x^3 in x^2 for |x| <= 1/2; 2^-25.1 and 2^-54.9, relative
  static constexpr double single[] = {-0x1.df6862p-9, 0x1.3092fap-7,  -0x1.689212p-6,
                                      0x1.ba3e92p-5,  -0x1.11117ap-3, 0x1.555556p-2};
  static constexpr double twofold[] = {-0x1.6f999e48a0222p-5,  0x1.4d9c99c99b2a1p-4,   -0x1.0f75603407f61p-4,
                                       0x1.0557cd97394adp-5,   -0x1.4a0fbfcbe8715p-7,  0x1.15c70047989c5p-9,
                                       -0x1.b7b97ebf876bdp-14, -0x1.2164b3eb24df5p-11, 0x1.7cdb6ab9559c9p-10,
                                       -0x1.d6ce62f4d2e31p-9,  0x1.226e28c359133p-7,   -0x1.664f485dfce44p-6,
                                       0x1.ba1ba1b9deeedp-5,   -0x1.1111111110f9bp-3,  0x1.5555555555555p-2};
  const V magnitude = hn::Abs(x);
  const V z = hn::Mul(x, x);
  const V series = [&]() HWY_ATTR {
    if constexpr (is_single<D>)
      return Polynomial(d, z, single);
    else
      return Polynomial(d, z, twofold);
  }();
  const HiLo<V> tanh = TanhParts(d, LogisticOf(d, hn::Add(magnitude, magnitude)));
  const HiLo<V> difference = TwoSum(magnitude, hn::Neg(tanh.hi));
  const V far = hn::CopySign(hn::Add(difference.hi, hn::Sub(difference.lo, tanh.lo)), x);
  const HiLo<V> cube = Product(HiLo<V>{x, hn::Zero(d)}, HiLo<V>{z, hn::MulSub(x, x, z)});
  const V near = hn::MulAdd(cube.hi, series, hn::Mul(cube.lo, series));
  return hn::IfThenElse(hn::Lt(magnitude, Num(d, 0.5)), near, far);
}

// atan(x) as base + atan(t), |t| <= tan(pi/8), t = x, (x - 1) / (x + 1) or -1/x: within 0.68 ulp in float and 0.59 in
// double; -pi/2 and pi/2 for infinities; atan(-0) is -0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Atan(D d, V x) {
  // (atan(t) - t) / t^3 in t^2; 2^-25.7 and 2^-55.8, absolute
  static constexpr double single[] = {-0x1.07fb4ep-4, 0x1.b7f1cp-4, -0x1.241dfep-3, 0x1.99971p-3, -0x1.555554p-2};
  static constexpr double twofold[] = {0x1.f936ab94f80bdp-7,  -0x1.142fd2ab54fb3p-5, 0x1.71db53bb127b1p-5,
                                       -0x1.abbe259122ca4p-5, 0x1.e17d24c2c5e93p-5,  -0x1.110d155145296p-4,
                                       0x1.3b137a882815ap-4,  -0x1.745d1557cd065p-4, 0x1.c71c71bc47f85p-4,
                                       -0x1.2492492481357p-3, 0x1.999999999980ap-3,  -0x1.5555555555555p-2};
  constexpr double half_pi = is_single<D> ? 0x1.921fb6p0 : 0x1.921fb54442d18p0;
  constexpr double half_pi_lo = is_single<D> ? -0x1.777a5cp-25 : 0x1.1a62633145c07p-54;
  const V one = Num(d, 1);
  const V magnitude = Clamp(d, hn::Abs(x), 0, 0x1p60);
  const auto middle = hn::Gt(magnitude, Num(d, 0x1.a827999fcef34p-2));
  const auto far = hn::Gt(magnitude, Num(d, 0x1.3504f333f9de6p1));
  const HiLo<V> less = TwoSum(magnitude, hn::Neg(one));
  const HiLo<V> more = TwoSum(magnitude, one);
  const V numerator = hn::IfThenElse(far, hn::Neg(one), less.hi);
  const V denominator = hn::IfThenElse(far, magnitude, more.hi);
  const V reciprocal = hn::Div(one, denominator);
  const V quotient = hn::Mul(numerator, reciprocal);
  const V remainder = hn::Add(hn::NegMulAdd(quotient, denominator, numerator),
                              hn::IfThenZeroElse(far, hn::NegMulAdd(quotient, more.lo, less.lo)));
  const V t = hn::IfThenElse(middle, quotient, magnitude);
  const V t_lo = hn::IfThenElseZero(middle, hn::Mul(remainder, reciprocal));
  const V share = hn::IfThenElse(far, one, hn::IfThenElseZero(middle, Num(d, 0.5)));
  const V z = hn::Mul(t, t);
  const V tail = [&]() HWY_ATTR {
    if constexpr (is_single<D>)
      return Polynomial(d, z, single);
    else
      return Polynomial(d, z, twofold);
  }();
  const V small = hn::MulAdd(hn::Mul(t, z), tail, hn::MulAdd(share, Num(d, half_pi_lo), hn::NegMulAdd(t_lo, z, t_lo)));
  const HiLo<V> sum = FastTwoSum(hn::Mul(share, Num(d, half_pi)), t);
  return hn::CopySign(hn::Add(sum.hi, hn::Add(sum.lo, small)), x);
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
