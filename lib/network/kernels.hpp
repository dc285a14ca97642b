#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "activation/kernels.hpp"
#include "arithmetic/chain.hpp"
#include "arithmetic/target.hpp"

namespace actlab {

/// The vector code of one row of the loss table; arrays are [rows][outputs][lanes].
template <class T>
struct LossKernel {
  /// dy = dE/dy
  void (*derivative)(const T* y, const T* t, T* dy, std::size_t rows, std::size_t outputs);
  /// sum[lane] += the loss of each row, one chain in double
  void (*add)(const T* z, const T* y, const T* t, std::size_t rows, std::size_t outputs, double* sum);
  /// The terms of which add() makes its chain, [rows][terms of a row][lanes]; returns how many terms a row has, at most
  /// `outputs`. Null where a term and its addition are rounded once together.
  std::size_t (*terms)(const T* z, const T* t, std::size_t rows, std::size_t outputs, T* out) = nullptr;
};

/// How outputs are scored: sum[lane] += the score of each row, one chain in double.
template <class T>
using ScoreKernel = void (*)(const T* y, const T* t, T threshold, std::size_t rows, std::size_t outputs, double* sum);

/// Random numbers for the elements of one layer of a block of rows of the training sequence: word j mod 4 of the Philox
/// block (sample * ceil(units / 4) + j / 4) of the replicate's stream for the purpose and layer decides unit j.
struct LayerNoise {
  std::uint64_t seed = 0;
  const std::uint32_t* replicates = nullptr;  ///< [lanes]
  std::uint32_t layer = 0;
  std::uint64_t first_sample = 0;  ///< samples that training has gone through before the block's first row
  std::size_t rows = 0;
  std::size_t units = 0;
};

/// What diagnostics count of a layer's activations, lane by lane, in double, rows in order. Arrays are [lanes] unless
/// said otherwise.
template <class T>
struct LayerTally {
  const T* shift = nullptr;  ///< subtracted before squaring, so that nothing cancels
  double* sum = nullptr;     ///< of a - shift
  double* squares = nullptr;
  double* zeros = nullptr;
  double* saturated = nullptr;
  T* nonzero = nullptr;  ///< [units][lanes]: becomes 1 where a unit is not 0
  T* moving = nullptr;   ///< [units][lanes]: becomes 1 where a unit's slope is not flat
};

/// Everything that the engine does with vectors, for one SIMD target. A lane is a replicate.
template <class T>
struct Kernels {
  std::size_t lanes = 0;
  void (*chain)(const arithmetic::Chain<T>&) = nullptr;
  const ActivationKernels<T>* activations = nullptr;
  std::span<const LossKernel<T>> losses;   ///< in the order of the loss table
  ScoreKernel<T> labels_right = nullptr;   ///< outputs on the right side of the threshold
  ScoreKernel<T> classes_right = nullptr;  ///< 1 where the largest output is the class (the first of equals)
  ScoreKernel<T> squared_error = nullptr;  ///< sum over outputs of (y - t)^2
  /// out[step][column][lane] = matrix[rows[step][lane]][column]; the matrix has fewer than 2^31 elements.
  void (*gather)(const T* matrix, std::size_t columns, const std::uint32_t* rows, std::size_t steps, T* out) = nullptr;
  /// Permutes order[rows][lanes], each lane by its own replicate's numbers of the given epoch: Fisher and Yates from
  /// the last row down; row i swaps with the high word of w * (i + 1), w word i mod 4 of the Philox block (epoch * 2^32
  /// + i / 4).
  void (*shuffle)(std::uint32_t* order, std::size_t rows, std::uint64_t seed, const std::uint32_t* replicates,
                  std::uint32_t epoch) = nullptr;
  /// out[rows][units][lanes]: low + (high - low) u, u uniform on [0, 1) in steps of 2^-24.
  void (*draw_slopes)(const LayerNoise&, T low, T high, T* out) = nullptr;
  /// out[rows][units][lanes]: 0 with probability `rate` (in steps of 2^-32), else 1 / (1 - rate) (Srivastava et al.
  /// 2014).
  void (*draw_masks)(const LayerNoise&, double rate, T* out) = nullptr;
  /// out[i] = a[i] b[i]; count a multiple of the lanes.
  void (*multiply)(const T* a, const T* b, T* out, std::size_t count) = nullptr;
  /// sum[lane] += values[i][lane]^2 for i < count, one chain in double.
  void (*add_squares)(const T* values, std::size_t count, double* sum) = nullptr;
  /// Goes through activations [rows][units][lanes] and their slopes (null: none are known); |slope| < flat is
  /// saturated.
  void (*tally)(const T* a, const T* slopes, T flat, std::size_t rows, std::size_t units,
                const LayerTally<T>&) = nullptr;
  /// gram[i][j][lane] += sum over rows of a_i a_j, j <= i, one chain each in double; [units][units][lanes].
  void (*add_gram)(const T* a, std::size_t rows, std::size_t units, double* gram) = nullptr;
  /// finite[lane] = 0 where any of values[count][lanes] is NaN or infinite; else unchanged.
  void (*check_finite)(const T* values, std::size_t count, std::uint8_t* finite) = nullptr;
};

template <class T>
const Kernels<T>& kernels(arithmetic::Target target);

/// The same with one lane, for arrays of one network, as far as they go through no network: without chain, activations
/// and what is drawn for units.
template <class T>
const Kernels<T>& single_kernels(arithmetic::Target target);

}  // namespace actlab
