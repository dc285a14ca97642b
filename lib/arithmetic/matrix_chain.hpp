#pragma once

#include <cstddef>

namespace actlab::arithmetic {

/// out[m][n] = init[m][n], then for k ascending out = fma(a[m][k], b[k][n], out): the chains of the arithmetic contract
/// for matrices of numbers, n along the lanes of `vectors` vectors, m < rows, k < terms. Strides are in numbers.
///
/// k goes through a in blocks of `block_terms`, a_term apart within a block and a_block from block to block. Vectors of
/// b and out need not be aligned. The last vector of a row of out may be written in part, but b and out are read in
/// whole vectors.
template <class T>
struct MatrixChain {
  T* out = nullptr;
  std::size_t out_row = 0;
  std::size_t out_vector = 0;
  const T* bias = nullptr;  ///< [rows]: the init of all columns; null: see `onwards`
  bool onwards = false;     ///< init is what out holds; else, without a bias, zero
  const T* a = nullptr;
  std::size_t a_row = 0;
  std::size_t a_term = 0;
  std::size_t a_block = 0;
  std::size_t block_terms = 0;
  const T* b = nullptr;
  std::size_t b_term = 0;
  std::size_t b_vector = 0;
  std::size_t rows = 0;
  std::size_t vectors = 0;
  std::size_t last_columns = 0;  ///< numbers of the last vector that are written
  std::size_t terms = 0;
};

}  // namespace actlab::arithmetic
