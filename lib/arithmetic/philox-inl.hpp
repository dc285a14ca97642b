// Philox4x32-10 in lanes: the same numbers as philox() in philox.hpp, of several replicates or several counters at
// once.

#include <hwy/highway.h>

#include "arithmetic/philox.hpp"

#if defined(ACTLAB_PHILOX_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_PHILOX_INL_HPP
#undef ACTLAB_PHILOX_INL_HPP
#else
#define ACTLAB_PHILOX_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class V>
struct LanePhiloxBlock {
  V words[4];
};

// The high words of the 64-bit products of x and the constant m.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V MultiplyHigh(D d, V x, V m) {
  const hn::Repartition<std::uint64_t, D> wide;
  const V odd_to_even = hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(wide, x)));
  const auto even = hn::BitCast(d, hn::ShiftRight<32>(hn::MulEven(x, m)));
  const auto odd = hn::BitCast(d, hn::MulEven(odd_to_even, m));
  return hn::OddEven(odd, even);
}

// Salmon, Moraes, Dror, Shaw 2011, section 5: ten rounds, the key raised by the Weyl constants between them.
template <class D, class V = hn::Vec<D>>
HWY_INLINE LanePhiloxBlock<V> Philox(D d, std::uint64_t seed, V replicate, Purpose purpose, V counter_low,
                                     V counter_high, std::uint32_t layer) {
  const V m0 = hn::Set(d, 0xD2511F53U);
  const V m1 = hn::Set(d, 0xCD9E8D57U);
  std::uint32_t key0 = static_cast<std::uint32_t>(seed);
  std::uint32_t key1 = static_cast<std::uint32_t>(seed >> 32);
  V x0 = counter_low;
  V x1 = counter_high;
  V x2 = replicate;
  V x3 = hn::Set(d, purpose_word(purpose, layer));
  for (int round = 0; round < 10; ++round) {
    const V high0 = MultiplyHigh(d, x0, m0);
    const V high1 = MultiplyHigh(d, x2, m1);
    const V low0 = hn::Mul(x0, m0);
    const V low1 = hn::Mul(x2, m1);
    x0 = hn::Xor(hn::Xor(high1, x1), hn::Set(d, key0));
    x2 = hn::Xor(hn::Xor(high0, x3), hn::Set(d, key1));
    x1 = low1;
    x3 = low0;
    key0 += 0x9E3779B9U;
    key1 += 0xBB67AE85U;
  }
  return {{x0, x1, x2, x3}};
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE LanePhiloxBlock<V> Philox(D d, std::uint64_t seed, V replicate, Purpose purpose, std::uint64_t counter,
                                     std::uint32_t layer = 0) {
  return Philox(d, seed, replicate, purpose, hn::Set(d, static_cast<std::uint32_t>(counter)),
                hn::Set(d, static_cast<std::uint32_t>(counter >> 32)), layer);
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
