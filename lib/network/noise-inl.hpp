// What random words decide of a layer's units.

#include <hwy/highway.h>

#include <cstdint>

#if defined(ACTLAB_NOISE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_NOISE_INL_HPP
#undef ACTLAB_NOISE_INL_HPP
#else
#define ACTLAB_NOISE_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// A vector of whole numbers below 2^24 as numbers of the training's precision.
template <class D, class V32>
HWY_INLINE auto Widened(D d, V32 words) {
  if constexpr (sizeof(hn::TFromD<D>) == sizeof(double)) {
    return hn::PromoteTo(d, hn::BitCast(hn::Rebind<std::int32_t, D>(), words));
  } else {
    return hn::ConvertTo(d, hn::BitCast(hn::RebindToSigned<D>(), words));
  }
}

// low + (high - low) u, u uniform on [0, 1) in steps of 2^-24.
template <class D, class T = hn::TFromD<D>>
class UniformSlopes {
 public:
  UniformSlopes(T low, T high) : low_(low), step_((high - low) * static_cast<T>(0x1p-24)) {}
  template <class V32>
  HWY_INLINE hn::Vec<D> operator()(V32 words) const {
    const D d;
    return hn::MulAdd(Widened(d, hn::ShiftRight<8>(words)), hn::Set(d, step_), hn::Set(d, low_));
  }

 private:
  T low_;
  T step_;
};

// 0 with probability `rate` (in steps of 2^-32), else 1 / (1 - rate).
template <class D, class T = hn::TFromD<D>>
class DropoutMasks {
 public:
  explicit DropoutMasks(double rate)
      : limit_(static_cast<std::uint32_t>(rate * 0x1p32)), kept_(static_cast<T>(1 / (1 - rate))) {}
  template <class V32>
  HWY_INLINE hn::Vec<D> operator()(V32 words) const {
    const D d;
    const hn::Rebind<std::uint32_t, D> d32;
    const auto keep = hn::IfThenZeroElse(hn::Lt(words, hn::Set(d32, limit_)), hn::Set(d32, 1U));
    return hn::Mul(Widened(d, keep), hn::Set(d, kept_));
  }

 private:
  std::uint32_t limit_;
  T kept_;
};

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
