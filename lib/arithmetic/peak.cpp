#include "arithmetic/peak.hpp"

#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "arithmetic/peak.cpp"
#include <hwy/foreach_target.h>
// foreach_target comes first
#include <hwy/highway.h>

#include "arithmetic/dispatch.hpp"

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Ten independent chains cover a latency of four to five cycles on two fma ports.
template <class T>
double MultiplyAddInRegisters(long rounds, T* sink) {
  const hn::ScalableTag<T> d;
  constexpr std::size_t chains = 10;
  hn::Vec<decltype(d)> sum[chains];
  for (std::size_t i = 0; i < chains; ++i) sum[i] = hn::Set(d, static_cast<T>(i));
  const auto factor = hn::Set(d, static_cast<T>(0.999));
  for (long round = 0; round < rounds; ++round) {
    HWY_UNROLL(10)
    for (std::size_t i = 0; i < chains; ++i) sum[i] = hn::MulAdd(sum[i], factor, factor);
  }
  auto total = sum[0];
  for (std::size_t i = 1; i < chains; ++i) total = hn::Add(total, sum[i]);
  *sink = hn::GetLane(total);
  return 2.0 * static_cast<double>(rounds) * static_cast<double>(chains) * static_cast<double>(hn::Lanes(d));
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace actlab::arithmetic {

template <class T>
double multiply_add_in_registers(Target target, long rounds, T* sink) {
  return ACTLAB_ON_TARGET(target, MultiplyAddInRegisters<T>(rounds, sink));
}
template double multiply_add_in_registers(Target, long, float*);
template double multiply_add_in_registers(Target, long, double*);

}  // namespace actlab::arithmetic
#endif
