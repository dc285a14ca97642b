// Numbers as sums of two floating-point numbers, hi + lo, where one rounding would be too many (Dekker 1971; Knuth,
// TAOCP 2, 4.2.2), and Horner's rule.

#include <hwy/highway.h>

#include <cstddef>
#include <type_traits>

#if defined(ACTLAB_TWOFOLD_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_TWOFOLD_INL_HPP
#undef ACTLAB_TWOFOLD_INL_HPP
#else
#define ACTLAB_TWOFOLD_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class D>
inline constexpr bool is_single = std::is_same_v<hn::TFromD<D>, float>;

template <class V>
struct HiLo {
  V hi;
  V lo;
};

// A function's value and its slope, from what both share.
template <class V>
struct WithSlope {
  V value;
  V slope;
};

// a + b = hi + lo exactly, if |a| >= |b| or a = 0.
template <class V>
HWY_INLINE HiLo<V> FastTwoSum(V a, V b) {
  const V hi = hn::Add(a, b);
  return {hi, hn::Sub(b, hn::Sub(hi, a))};
}

// a + b = hi + lo exactly.
template <class V>
HWY_INLINE HiLo<V> TwoSum(V a, V b) {
  const V hi = hn::Add(a, b);
  const V b_part = hn::Sub(hi, a);
  return {hi, hn::Add(hn::Sub(a, hn::Sub(hi, b_part)), hn::Sub(b, b_part))};
}

// (a.hi + a.lo) / (b.hi + b.lo) = hi + lo, given 1 / b.hi nearly.
template <class V>
HWY_INLINE HiLo<V> Quotient(HiLo<V> a, HiLo<V> b, V reciprocal) {
  const V q = hn::Mul(a.hi, reciprocal);
  const V remainder = hn::NegMulAdd(q, b.lo, hn::Add(hn::NegMulAdd(q, b.hi, a.hi), a.lo));
  return {q, hn::Mul(remainder, reciprocal)};
}

// (a.hi + a.lo) (b.hi + b.lo) = hi + lo.
template <class V>
HWY_INLINE HiLo<V> Product(HiLo<V> a, HiLo<V> b) {
  const V hi = hn::Mul(a.hi, b.hi);
  return {hi, hn::MulAdd(a.hi, b.lo, hn::MulAdd(a.lo, b.hi, hn::MulSub(a.hi, b.hi, hi)))};
}

// (a.hi + a.lo)^2 = hi + lo.
template <class V>
HWY_INLINE HiLo<V> Square(HiLo<V> a) {
  const V hi = hn::Mul(a.hi, a.hi);
  return {hi, hn::MulAdd(hn::Add(a.hi, a.hi), a.lo, hn::MulSub(a.hi, a.hi, hi))};
}

template <class V>
HWY_INLINE V Sum(HiLo<V> x) {
  return hn::Add(x.hi, x.lo);
}

template <class D>
HWY_INLINE hn::Vec<D> Num(D d, double value) {
  return hn::Set(d, static_cast<hn::TFromD<D>>(value));
}

// x <= high, NaN kept.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V AtMost(D d, V x, double high) {
  return hn::IfThenElse(hn::Gt(x, Num(d, high)), Num(d, high), x);
}

// low <= x <= high, NaN kept.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V Clamp(D d, V x, double low, double high) {
  return AtMost(d, hn::IfThenElse(hn::Lt(x, Num(d, low)), Num(d, low), x), high);
}

// Horner's rule over the first Count coefficients, highest first.
template <std::size_t Count, class D, class T, class V = hn::Vec<D>>
HWY_INLINE V Horner(D d, V x, const T* coefficients) {
  V sum = Num(d, coefficients[0]);
  HWY_UNROLL(24)
  for (std::size_t i = 1; i < Count; ++i) sum = hn::MulAdd(sum, x, Num(d, coefficients[i]));
  return sum;
}

template <class D, class T, class V = hn::Vec<D>, std::size_t N>
HWY_INLINE V Polynomial(D d, V x, const T (&coefficients)[N]) {
  return Horner<N>(d, x, coefficients);
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
