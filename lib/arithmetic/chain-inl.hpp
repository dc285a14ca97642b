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

template <Epilogue E, class D, class T = hn::TFromD<D>>
HWY_INLINE hn::Vec<D> Finished(D d, hn::Vec<D> sum, const Chain<T>& c, std::size_t place) {
  if constexpr (E == Epilogue::rectify) {
    return hn::IfThenZeroElse(hn::Le(sum, hn::Zero(d)), sum);
  } else if constexpr (E == Epilogue::slope) {
    const auto moves = hn::Gt(hn::Load(d, c.rectified + place), hn::Zero(d));
    return hn::Mul(sum, hn::IfThenElseZero(moves, hn::Set(d, T{1})));
  } else {
    return sum;
  }
}

// One register tile of Rows x Columns chains with its upper left corner at row m and column n.
template <Epilogue E, std::size_t Rows, std::size_t Columns, class D, class T = hn::TFromD<D>>
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
  const std::size_t first = (m * c.out_row_stride + n) * lanes;
  HWY_UNROLL(5)
  for (std::size_t i = 0; i < Rows; ++i) {
    HWY_UNROLL(4)
    for (std::size_t j = 0; j < Columns; ++j) {
      const std::size_t place = first + (i * c.out_row_stride + j) * lanes;
      hn::Store(Finished<E>(d, sum[i][j], c, place), d, c.out + place);
    }
  }
}

template <Epilogue E, std::size_t Columns, class D, class T>
HWY_INLINE void ChainRows(D d, const Chain<T>& c, std::size_t m, std::size_t rows, std::size_t n) {
  switch (rows) {
    case 1:
      return ChainTile<E, 1, Columns>(d, c, m, n);
    case 2:
      return ChainTile<E, 2, Columns>(d, c, m, n);
    case 3:
      return ChainTile<E, 3, Columns>(d, c, m, n);
    case 4:
      return ChainTile<E, 4, Columns>(d, c, m, n);
    default:
      return ChainTile<E, 5, Columns>(d, c, m, n);
  }
}

template <Epilogue E, class D, class T>
HWY_ATTR void EvaluateTiles(D d, const Chain<T>& c) {
  const Pieces row_tiles(c.rows, tile_rows);
  const Pieces column_tiles(c.columns, tile_columns);
  std::size_t n = 0;
  for (std::uint32_t q = 0; q < column_tiles.count; n += column_tiles.length(q++)) {
    std::size_t m = 0;
    for (std::uint32_t p = 0; p < row_tiles.count; m += row_tiles.length(p++)) {
      switch (column_tiles.length(q)) {
        case 1:
          ChainRows<E, 1>(d, c, m, row_tiles.length(p), n);
          break;
        case 2:
          ChainRows<E, 2>(d, c, m, row_tiles.length(p), n);
          break;
        case 3:
          ChainRows<E, 3>(d, c, m, row_tiles.length(p), n);
          break;
        default:
          ChainRows<E, 4>(d, c, m, row_tiles.length(p), n);
          break;
      }
    }
  }
}

template <class D, class T>
HWY_ATTR void EvaluateChain(D d, const Chain<T>& c) {
  if (c.rows == 0 || c.columns == 0) return;  // a network without inputs has no weights in its first layer
  switch (c.epilogue) {
    case Epilogue::rectify:
      return EvaluateTiles<Epilogue::rectify>(d, c);
    case Epilogue::slope:
      return EvaluateTiles<Epilogue::slope>(d, c);
    default:
      return EvaluateTiles<Epilogue::none>(d, c);
  }
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
