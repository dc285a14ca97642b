#pragma once

#include <cstdint>
#include <vector>

namespace actlab {

/// The two directions in which rows vary most: unit vectors, the entry of largest magnitude positive (the first of
/// equals).
struct PrincipalAxes {
  std::vector<double> first;
  std::vector<double> second;
};

/// Of the covariance of the given rows of values [rows][columns], columns >= 2 (Pearson 1901).
PrincipalAxes principal_axes(const std::vector<double>& values, std::size_t columns,
                             const std::vector<std::uint32_t>& rows);

}  // namespace actlab
