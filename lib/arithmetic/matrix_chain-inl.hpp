// The kernel behind forward pass, back-propagation and weight gradient of one network: a number of A, broadcast, times
// vectors of B. The register tile spans m and n, never k, so that each sum stays one chain.

#include <hwy/highway.h>

#include <algorithm>
#include <cstddef>

#include "arithmetic/matrix_chain.hpp"
#include "arithmetic/pieces.hpp"

#if defined(ACTLAB_MATRIX_CHAIN_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_MATRIX_CHAIN_INL_HPP
#undef ACTLAB_MATRIX_CHAIN_INL_HPP
#else
#define ACTLAB_MATRIX_CHAIN_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Accumulators, a row of B and a number of A must fit the registers: 32 of them, or 16 on AVX2.
#if HWY_TARGET == HWY_AVX2
inline constexpr std::size_t matrix_tile_rows = 6;
inline constexpr std::size_t matrix_tile_vectors = 2;
#else
inline constexpr std::size_t matrix_tile_rows = 8;
inline constexpr std::size_t matrix_tile_vectors = 3;
#endif

// Writes the first `count` numbers and touches no other: another thread may be at the next.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE void StoreFirst(D d, hn::Vec<D> values, T* out, std::size_t count) {
#if HWY_ARCH_X86
  hn::BlendedStore(values, hn::FirstN(d, count), d, out);
#else
  HWY_ALIGN T numbers[HWY_LANES(T)];
  hn::Store(values, d, numbers);
  for (std::size_t i = 0; i < count; ++i) out[i] = numbers[i];
#endif
}

// One register tile of Rows x Vectors chains with its upper left corner at row m and vector n.
template <std::size_t Rows, std::size_t Vectors, class D, class T = hn::TFromD<D>>
HWY_INLINE void MatrixTile(D d, const MatrixChain<T>& c, std::size_t m, std::size_t n) {
  hn::Vec<D> sum[Rows][Vectors];
  T* const out = c.out + m * c.out_row + n * c.out_vector;
  const bool cut = n + Vectors == c.vectors && c.last_columns < hn::Lanes(d);
  HWY_UNROLL(8)
  for (std::size_t i = 0; i < Rows; ++i) {
    HWY_UNROLL(3)
    for (std::size_t j = 0; j < Vectors; ++j) {
      if (c.bias != nullptr) {
        sum[i][j] = hn::Set(d, c.bias[m + i]);
      } else if (!c.onwards) {
        sum[i][j] = hn::Zero(d);
      } else {
        sum[i][j] = hn::LoadU(d, out + i * c.out_row + j * c.out_vector);
      }
    }
  }
  const T* block = c.a + m * c.a_row;
  const T* HWY_RESTRICT b = c.b + n * c.b_vector;
  const std::size_t a_row = c.a_row;
  const std::size_t b_vector = c.b_vector;
  for (std::size_t left = c.terms; left > 0;) {
    const std::size_t count = std::min(left, c.block_terms);
    const T* HWY_RESTRICT a = block;
    for (std::size_t k = 0; k < count; ++k) {
      hn::Vec<D> row[Vectors];
      HWY_UNROLL(3)
      for (std::size_t j = 0; j < Vectors; ++j) row[j] = hn::LoadU(d, b + j * b_vector);
      HWY_UNROLL(8)
      for (std::size_t i = 0; i < Rows; ++i) {
        const hn::Vec<D> number = hn::Set(d, a[i * a_row]);
        HWY_UNROLL(3)
        for (std::size_t j = 0; j < Vectors; ++j) sum[i][j] = hn::MulAdd(number, row[j], sum[i][j]);
      }
      a += c.a_term;
      b += c.b_term;
    }
    left -= count;
    block += c.a_block;
  }
  HWY_UNROLL(8)
  for (std::size_t i = 0; i < Rows; ++i) {
    HWY_UNROLL(3)
    for (std::size_t j = 0; j < Vectors; ++j) {
      T* const place = out + i * c.out_row + j * c.out_vector;
      if (cut && j + 1 == Vectors) {
        StoreFirst(d, sum[i][j], place, c.last_columns);
      } else {
        hn::StoreU(sum[i][j], d, place);
      }
    }
  }
}

template <std::size_t Vectors, std::size_t Rows, class D, class T>
HWY_INLINE void MatrixRows(D d, const MatrixChain<T>& c, std::size_t m, std::size_t rows, std::size_t n) {
  if constexpr (Rows > 1) {
    if (rows < Rows) return MatrixRows<Vectors, Rows - 1>(d, c, m, rows, n);
  }
  MatrixTile<Rows, Vectors>(d, c, m, n);
}

template <std::size_t Vectors, class D, class T>
HWY_INLINE void MatrixPanel(D d, const MatrixChain<T>& c, std::size_t vectors, std::size_t n) {
  if constexpr (Vectors > 1) {
    if (vectors < Vectors) return MatrixPanel<Vectors - 1>(d, c, vectors, n);
  }
  const Pieces rows(c.rows, matrix_tile_rows);
  std::size_t m = 0;
  for (std::uint32_t p = 0; p < rows.count; m += rows.length(p++)) {
    MatrixRows<Vectors, matrix_tile_rows>(d, c, m, rows.length(p), n);
  }
}

template <class D, class T>
HWY_ATTR void EvaluateMatrixChain(D d, const MatrixChain<T>& c) {
  if (c.rows == 0 || c.vectors == 0) return;  // a network without inputs has no weights in its first layer
  const Pieces panels(c.vectors, matrix_tile_vectors);
  std::size_t n = 0;
  for (std::uint32_t q = 0; q < panels.count; n += panels.length(q++)) {
    MatrixPanel<matrix_tile_vectors>(d, c, panels.length(q), n);
  }
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
