#pragma once

#include <cstddef>

#include "arithmetic/matrix_chain.hpp"
#include "arithmetic/target.hpp"
#include "network/kernels.hpp"

namespace actlab {

/// What the engine does with the matrices of one network, for one SIMD target. "In lanes" are arrays
/// [blocks of rows][columns][lanes], the rows of a block in the lanes of vectors.
template <class T>
struct UnitKernels {
  std::size_t lanes = 0;
  void (*chain)(const arithmetic::MatrixChain<T>&) = nullptr;
  /// Puts a matrix whose rows stand `in_row` numbers apart in lanes; lanes without a row keep what they hold.
  void (*to_lanes)(const T* in, std::size_t in_row, std::size_t rows, std::size_t columns, T* out) = nullptr;
  /// The other way round.
  void (*to_rows)(const T* in, std::size_t rows, std::size_t columns, T* out, std::size_t out_row) = nullptr;
  /// sum[column] += the column's numbers in lanes, rows in order, one chain each.
  void (*add_rows)(const T* in, std::size_t rows, std::size_t columns, T* sum) = nullptr;
  /// As in Kernels, of one replicate, in lanes.
  void (*draw_slopes)(const LayerNoise&, T low, T high, T* out) = nullptr;
  void (*draw_masks)(const LayerNoise&, double rate, T* out) = nullptr;
};

template <class T>
const UnitKernels<T>& unit_kernels(arithmetic::Target target);

}  // namespace actlab
