#include "network/unit_kernels.hpp"

#include <algorithm>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/unit_kernels.cpp"
#include <hwy/foreach_target.h>
// foreach_target comes first
#include <hwy/highway.h>

#include "arithmetic/dispatch.hpp"
#include "arithmetic/matrix_chain-inl.hpp"
#include "arithmetic/philox-inl.hpp"
#include "arithmetic/transpose-inl.hpp"
#include "network/noise-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace actlab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
using Rows = hn::ScalableTag<T>;

template <class T>
void EvaluateMatrixChain(const arithmetic::MatrixChain<T>& chain) {
  arithmetic::HWY_NAMESPACE::EvaluateMatrixChain(Rows<T>(), chain);
}

template <class T>
void ToLanes(const T* in, std::size_t in_row, std::size_t rows, std::size_t columns, T* out) {
  const std::size_t lanes = hn::Lanes(Rows<T>());
  for (std::size_t first = 0; first < rows; first += lanes, in += lanes * in_row, out += lanes * columns) {
    arithmetic::HWY_NAMESPACE::Transpose(in, in_row, out, lanes, std::min(lanes, rows - first), columns);
  }
}

template <class T>
void ToRows(const T* in, std::size_t rows, std::size_t columns, T* out, std::size_t out_row) {
  const std::size_t lanes = hn::Lanes(Rows<T>());
  for (std::size_t first = 0; first < rows; first += lanes, in += lanes * columns, out += lanes * out_row) {
    arithmetic::HWY_NAMESPACE::Transpose(in, lanes, out, out_row, columns, std::min(lanes, rows - first));
  }
}

template <class T>
void AddRows(const T* in, std::size_t rows, std::size_t columns, T* sum) {
  const Rows<T> d;
  const std::size_t lanes = hn::Lanes(d);
  HWY_ALIGN T sums[HWY_LANES(T)];
  HWY_ALIGN T tile[HWY_LANES(T) * HWY_LANES(T)];
  for (std::size_t column = 0; column < columns; column += lanes) {
    const std::size_t count = std::min(lanes, columns - column);
    std::copy_n(sum + column, count, sums);
    auto total = hn::Load(d, sums);
    for (std::size_t first = 0; first < rows; first += lanes) {
      const std::size_t in_block = std::min(lanes, rows - first);
      arithmetic::HWY_NAMESPACE::Transpose(in + first * columns + column * lanes, lanes, tile, lanes, count, in_block);
      for (std::size_t row = 0; row < in_block; ++row) total = hn::Add(total, hn::Load(d, tile + row * lanes));
    }
    hn::Store(total, d, sums);
    std::copy_n(sums, count, sum + column);
  }
}

// out[block][unit][lane] = value(random words), a row of the block a lane.
template <class T, class F>
HWY_INLINE void FillWithNoise(const LayerNoise& noise, arithmetic::Purpose purpose, F value, T* out) {
  const Rows<T> d;
  const hn::Rebind<std::uint32_t, decltype(d)> d32;
  const std::size_t lanes = hn::Lanes(d);
  const auto replicate = hn::Set(d32, noise.replicates[0]);
  const std::size_t blocks = (noise.units + 3) / 4;
  HWY_ALIGN std::uint32_t low[HWY_LANES(std::uint32_t)];
  HWY_ALIGN std::uint32_t high[HWY_LANES(std::uint32_t)];
  for (std::size_t first = 0; first < noise.rows; first += lanes, out += noise.units * lanes) {
    for (std::size_t block = 0; block < blocks; ++block) {
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::uint64_t counter = (noise.first_sample + first + lane) * blocks + block;
        low[lane] = static_cast<std::uint32_t>(counter);
        high[lane] = static_cast<std::uint32_t>(counter >> 32);
      }
      const auto random = arithmetic::HWY_NAMESPACE::Philox(d32, noise.seed, replicate, purpose, hn::Load(d32, low),
                                                            hn::Load(d32, high), noise.layer);
      for (std::size_t w = 0; w < 4 && 4 * block + w < noise.units; ++w) {
        hn::Store(value(random.words[w]), d, out + (4 * block + w) * lanes);
      }
    }
  }
}

template <class T>
void DrawSlopesInLanes(const LayerNoise& noise, T low, T high, T* out) {
  FillWithNoise(noise, arithmetic::Purpose::slopes, UniformSlopes<Rows<T>>(low, high), out);
}

template <class T>
void DrawMasksInLanes(const LayerNoise& noise, double rate, T* out) {
  FillWithNoise(noise, arithmetic::Purpose::dropout, DropoutMasks<Rows<T>>(rate), out);
}

template <class T>
const UnitKernels<T>& UnitKernelTable() {
  static const UnitKernels<T> table{.lanes = HWY_LANES(T),
                                    .chain = &EvaluateMatrixChain<T>,
                                    .to_lanes = &ToLanes<T>,
                                    .to_rows = &ToRows<T>,
                                    .add_rows = &AddRows<T>,
                                    .draw_slopes = &DrawSlopesInLanes<T>,
                                    .draw_masks = &DrawMasksInLanes<T>};
  return table;
}

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace actlab {

template <class T>
const UnitKernels<T>& unit_kernels(arithmetic::Target target) {
  return ACTLAB_ON_TARGET(target, UnitKernelTable<T>());
}
template const UnitKernels<float>& unit_kernels<float>(arithmetic::Target);
template const UnitKernels<double>& unit_kernels<double>(arithmetic::Target);

}  // namespace actlab
#endif
