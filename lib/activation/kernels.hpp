#pragma once

#include <cstddef>
#include <span>

#include "activation/formula.hpp"
#include "arithmetic/target.hpp"

namespace actlab {

/// A layer's activation over a block of rows. All arrays are [rows][...][lanes], aligned to a vector.
template <class T>
struct ActivationCall {
  const T* parameters = nullptr;     ///< the row's values
  const T* learned = nullptr;        ///< [learned numbers][lanes]
  std::size_t learned_stride = 0;    ///< from a unit's learned number to the next unit's: lanes, or 0 if shared
  const T* drawn_slopes = nullptr;   ///< [rows][width][lanes] in training, for rows that draw them; else null
  const Formula* formula = nullptr;  ///< of formulas
  std::size_t rows = 0;
  std::size_t width = 0;  ///< of the layer, as --arch says
};

/// The vector code of one row of the activation table, or of formulas. z has pre_activations(width) numbers a row, a
/// and da units(width), slope and dz as many as z.
template <class T>
struct ActivationKernel {
  /// a = f(z)
  void (*forward)(const ActivationCall<T>&, const T* z, T* a) = nullptr;
  /// a = f(z), and what backward() wants to know: for elementwise rows slope = f'(z).
  void (*forward_with_slope)(const ActivationCall<T>&, const T* z, T* a, T* slope) = nullptr;
  /// dz = (da/dz)^T da; da and dz may be the same array for elementwise rows.
  void (*backward)(const ActivationCall<T>&, const T* z, const T* a, const T* slope, const T* da, T* dz) = nullptr;
  /// gradient[learned numbers][lanes] += (da/dlearned)^T da, rows in order and units within them, one chain each; from
  /// zero where `fresh`. Null where nothing is learned.
  void (*learned_gradient)(const ActivationCall<T>&, const T* z, const T* da, T* gradient, bool fresh) = nullptr;
  /// f(z) = max(0, z), whose slope f(z) tells: what comes before and after may be done in the layers' products.
  bool rectifies = false;
};

template <class T>
struct ActivationKernels {
  std::size_t lanes = 0;
  std::span<const ActivationKernel<T>> rows;  ///< in the order of the activation table
  ActivationKernel<T> formula;

  [[nodiscard]] const ActivationKernel<T>& of(const ActivationSpec& spec) const {
    return spec.formula ? formula : rows[spec.index];
  }
};

template <class T>
const ActivationKernels<T>& activation_kernels(arithmetic::Target target);

}  // namespace actlab
