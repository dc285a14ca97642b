#pragma once

#include <cstdint>
#include <vector>

#include "actlab/dataset.hpp"

namespace actlab {

/// The two directions in which rows vary most: unit vectors, the entry of largest magnitude positive (the first of
/// equals).
struct PrincipalAxes {
  std::vector<double> first;
  std::vector<double> second;
};

/// Of the covariance of the given rows as `scaling` scales them, columns >= 2 (Pearson 1901). Up to 200 columns from
/// the eigenvectors of the matrix, above by fifty steps of orthogonal iteration (Rutishauser 1970). Of many rows an
/// evenly spread part is taken: as many as some 10^9 operations allow.
PrincipalAxes principal_axes(const InputTable& table, const Scaling& scaling, const std::vector<std::uint32_t>& rows);

/// What that takes besides the table, in bytes.
double principal_axes_bytes(std::size_t columns);

}  // namespace actlab
