#pragma once

#include <cstddef>
#include <cstdint>

namespace actlab::arithmetic {

/// A matrix of lane vectors: element (i, j) stands `i * row_stride + j * column_stride` vectors after `data`.
template <class T>
struct LaneMatrix {
  const T* data = nullptr;
  std::size_t row_stride = 0;
  std::size_t column_stride = 0;

  /// Element (i, j), or null for the absent matrix.
  [[nodiscard]] const T* at(std::size_t i, std::size_t j, std::size_t lanes) const {
    return data == nullptr ? nullptr : data + (i * row_stride + j * column_stride) * lanes;
  }
};

/// What a sum becomes before it is stored.
enum class Epilogue : std::uint8_t {
  none,
  rectify,  ///< max(0, sum), NaN kept
  slope     ///< the sum times the slope of max(0, x), 1 or 0, by what `rectified` holds in its place
};

/// out[m][n] = init[m][n], then for k ascending out = fma(a[m][k], b[k][n], out): the chain of the arithmetic contract,
/// for m < rows, n < columns, k < terms; rows and columns at least 1. An absent init is zero. `out` may be init, not a
/// or b. All data are aligned to a vector.
template <class T>
struct Chain {
  T* out = nullptr;
  std::size_t out_row_stride = 0;
  LaneMatrix<T> init;
  LaneMatrix<T> a;
  LaneMatrix<T> b;
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t terms = 0;
  Epilogue epilogue = Epilogue::none;
  const T* rectified = nullptr;  ///< of slope: outputs of max(0, x), with the rows of out
};

}  // namespace actlab::arithmetic
