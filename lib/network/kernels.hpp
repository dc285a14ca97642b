#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "arithmetic/chain.hpp"
#include "arithmetic/target.hpp"

namespace actlab {

/// The vector code of one row of the activation table. All arrays are [rows][...][lanes]; `units` is the width of the
/// layer after the activation.
template <class T>
struct ActivationKernel {
  /// a = f(z)
  void (*forward)(const T* parameters, const T* z, T* a, std::size_t rows, std::size_t units);
  /// dz = (da/dz)^T da; da and dz may be the same array where pre-activations and activations have the same number.
  void (*backward)(const T* parameters, const T* z, const T* a, const T* da, T* dz, std::size_t rows,
                   std::size_t units);
};

/// The vector code of one row of the loss table; arrays are [rows][outputs][lanes].
template <class T>
struct LossKernel {
  /// dy = dE/dy
  void (*derivative)(const T* y, const T* t, T* dy, std::size_t rows, std::size_t outputs);
  /// sum[lane] += the loss of each row, one chain in double
  void (*add)(const T* z, const T* y, const T* t, std::size_t rows, std::size_t outputs, double* sum);
};

/// How outputs are scored: sum[lane] += the score of each row, one chain in double.
template <class T>
using ScoreKernel = void (*)(const T* y, const T* t, T threshold, std::size_t rows, std::size_t outputs, double* sum);

/// Everything that the engine does with vectors, for one SIMD target. A lane is a replicate.
template <class T>
struct Kernels {
  std::size_t lanes = 0;
  void (*chain)(const arithmetic::Chain<T>&) = nullptr;
  std::span<const ActivationKernel<T>> activations;  ///< in the order of the activation table
  std::span<const LossKernel<T>> losses;             ///< in the order of the loss table
  ScoreKernel<T> labels_right = nullptr;             ///< outputs on the right side of the threshold
  ScoreKernel<T> classes_right = nullptr;            ///< 1 where the largest output is the class (the first of equals)
  ScoreKernel<T> squared_error = nullptr;            ///< sum over outputs of (y - t)^2
  /// out[step][column][lane] = matrix[rows[step][lane]][column]; the matrix has fewer than 2^31 elements.
  void (*gather)(const T* matrix, std::size_t columns, const std::uint32_t* rows, std::size_t steps, T* out) = nullptr;
  /// Permutes order[rows][lanes], each lane by its own replicate's numbers of the given epoch: Fisher and Yates from
  /// the last row down; row i swaps with the high word of w * (i + 1), w word i mod 4 of the Philox block (epoch * 2^32
  /// + i / 4).
  void (*shuffle)(std::uint32_t* order, std::size_t rows, std::uint64_t seed, const std::uint32_t* replicates,
                  std::uint32_t epoch) = nullptr;
  /// finite[lane] = 0 where any of values[count][lanes] is NaN or infinite; else unchanged.
  void (*check_finite)(const T* values, std::size_t count, std::uint8_t* finite) = nullptr;
};

template <class T>
const Kernels<T>& kernels(arithmetic::Target target);

}  // namespace actlab
