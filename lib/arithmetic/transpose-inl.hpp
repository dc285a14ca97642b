// Transposes between numbers in rows and rows in the lanes of vectors.

#include <hwy/highway.h>

#include <cstddef>

#if defined(ACTLAB_TRANSPOSE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_TRANSPOSE_INL_HPP
#undef ACTLAB_TRANSPOSE_INL_HPP
#else
#define ACTLAB_TRANSPOSE_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// out[j][i] = in[i][j] of a 4 x 4 or 2 x 2 tile in 128-bit vectors.
HWY_INLINE void TransposeTile(const float* in, std::size_t in_row, float* out, std::size_t out_row) {
  const hn::Full128<float> d;
  const hn::Full128<double> pairs;
  const auto r0 = hn::LoadU(d, in);
  const auto r1 = hn::LoadU(d, in + in_row);
  const auto r2 = hn::LoadU(d, in + 2 * in_row);
  const auto r3 = hn::LoadU(d, in + 3 * in_row);
  const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(d, r0, r1));
  const auto low23 = hn::BitCast(pairs, hn::InterleaveLower(d, r2, r3));
  const auto high01 = hn::BitCast(pairs, hn::InterleaveUpper(d, r0, r1));
  const auto high23 = hn::BitCast(pairs, hn::InterleaveUpper(d, r2, r3));
  hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, low01, low23)), d, out);
  hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, low01, low23)), d, out + out_row);
  hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, high01, high23)), d, out + 2 * out_row);
  hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, high01, high23)), d, out + 3 * out_row);
}

HWY_INLINE void TransposeTile(const double* in, std::size_t in_row, double* out, std::size_t out_row) {
  const hn::Full128<double> d;
  const auto r0 = hn::LoadU(d, in);
  const auto r1 = hn::LoadU(d, in + in_row);
  hn::StoreU(hn::InterleaveLower(d, r0, r1), d, out);
  hn::StoreU(hn::InterleaveUpper(d, r0, r1), d, out + out_row);
}

// out[j][i] = in[i][j] for i < rows, j < columns.
template <class T>
HWY_INLINE void Transpose(const T* in, std::size_t in_row, T* out, std::size_t out_row, std::size_t rows,
                          std::size_t columns) {
  constexpr std::size_t side = 16 / sizeof(T);
  const std::size_t whole_rows = rows / side * side;
  const std::size_t whole_columns = columns / side * side;
  for (std::size_t j = 0; j < whole_columns; j += side) {
    for (std::size_t i = 0; i < whole_rows; i += side) {
      TransposeTile(in + i * in_row + j, in_row, out + j * out_row + i, out_row);
    }
  }
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t i = j < whole_columns ? whole_rows : 0; i < rows; ++i) out[j * out_row + i] = in[i * in_row + j];
  }
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
