// The one kernel behind forward pass, back-propagation and weight gradient: C[m][n] = init[m][n] + sum over ascending k
// of A[m][k] B[k][n], each a chain of fused multiply-adds. An element is a vector whose lanes are replicates, so every
// load is contiguous and the register tile spans m and n, never k.

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

#include "arithmetic/chain.hpp"
#include "arithmetic/pieces.hpp"

#if defined(ACTLAB_CHAIN_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_CHAIN_INL_HPP
#undef ACTLAB_CHAIN_INL_HPP
#else
#define ACTLAB_CHAIN_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Accumulators, one row of A and a column of B must fit the registers: 32 of them, or 16 on AVX2.
#if HWY_TARGET == HWY_AVX2
inline constexpr std::size_t tile_rows = 3;
#else
inline constexpr std::size_t tile_rows = 5;
#endif
inline constexpr std::size_t tile_columns = 4;

// One register tile of Rows x Columns chains with its upper left corner at row m and column n.
template <std::size_t Rows, std::size_t Columns, class D, class T = hn::TFromD<D>>
HWY_INLINE void ChainTile(D d, const Chain<T>& c, std::size_t m, std::size_t n) {
  const std::size_t lanes = hn::Lanes(d);
  hn::Vec<D> sum[Rows][Columns];
  const T* init = c.init.at(m, n, lanes);
  HWY_UNROLL(5)
  for (std::size_t i = 0; i < Rows; ++i) {
    HWY_UNROLL(4)
    for (std::size_t j = 0; j < Columns; ++j) {
      sum[i][j] = init == nullptr ? hn::Zero(d)
                                  : hn::Load(d, init + (i * c.init.row_stride + j * c.init.column_stride) * lanes);
    }
  }
  const T* HWY_RESTRICT a = c.a.at(m, 0, lanes);
  const T* HWY_RESTRICT b = c.b.at(0, n, lanes);
  const std::size_t a_row = c.a.row_stride * lanes;
  const std::size_t b_column = c.b.column_stride * lanes;
  for (std::size_t k = 0; k < c.terms; ++k) {
    hn::Vec<D> column[Columns];
    HWY_UNROLL(4)
    for (std::size_t j = 0; j < Columns; ++j) column[j] = hn::Load(d, b + j * b_column);
    HWY_UNROLL(5)
    for (std::size_t i = 0; i < Rows; ++i) {
      const hn::Vec<D> row = hn::Load(d, a + i * a_row);
      HWY_UNROLL(4)
      for (std::size_t j = 0; j < Columns; ++j) sum[i][j] = hn::MulAdd(row, column[j], sum[i][j]);
    }
    a += c.a.column_stride * lanes;
    b += c.b.row_stride * lanes;
  }
  T* out = c.out + (m * c.out_row_stride + n) * lanes;
  HWY_UNROLL(5)
  for (std::size_t i = 0; i < Rows; ++i) {
    HWY_UNROLL(4)
    for (std::size_t j = 0; j < Columns; ++j) hn::Store(sum[i][j], d, out + (i * c.out_row_stride + j) * lanes);
  }
}

template <std::size_t Columns, class D, class T>
HWY_INLINE void ChainRows(D d, const Chain<T>& c, std::size_t m, std::size_t rows, std::size_t n) {
  switch (rows) {
    case 1:
      return ChainTile<1, Columns>(d, c, m, n);
    case 2:
      return ChainTile<2, Columns>(d, c, m, n);
    case 3:
      return ChainTile<3, Columns>(d, c, m, n);
    case 4:
      return ChainTile<4, Columns>(d, c, m, n);
    default:
      return ChainTile<5, Columns>(d, c, m, n);
  }
}

template <class D, class T>
HWY_ATTR void EvaluateChain(D d, const Chain<T>& c) {
  if (c.rows == 0 || c.columns == 0) return;  // a network without inputs has no weights in its first layer
  const Pieces row_tiles(c.rows, tile_rows);
  const Pieces column_tiles(c.columns, tile_columns);
  std::size_t n = 0;
  for (std::uint32_t q = 0; q < column_tiles.count; n += column_tiles.length(q++)) {
    std::size_t m = 0;
    for (std::uint32_t p = 0; p < row_tiles.count; m += row_tiles.length(p++)) {
      switch (column_tiles.length(q)) {
        case 1:
          ChainRows<1>(d, c, m, row_tiles.length(p), n);
          break;
        case 2:
          ChainRows<2>(d, c, m, row_tiles.length(p), n);
          break;
        case 3:
          ChainRows<3>(d, c, m, row_tiles.length(p), n);
          break;
        default:
          ChainRows<4>(d, c, m, row_tiles.length(p), n);
          break;
      }
    }
  }
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
