#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "actlab/dataset.hpp"

namespace actlab {

/// A rectangle through the space of the inputs, over which networks are drawn.
struct Plane {
  std::string x_name;
  std::string y_name;
  std::vector<double> x;      ///< [points] of a square grid, x running fastest; short decimal numbers
  std::vector<double> y;      ///< [points]
  std::vector<double> row_x;  ///< [rows] where the data's rows lie in the plane
  std::vector<double> row_y;  ///< [rows]
  /// Adds the inputs [features] of a point of the plane, before scaling.
  std::function<void(double x, double y, std::vector<double>& inputs)> add_inputs;

  [[nodiscard]] bool empty() const { return x.empty(); }
  /// [points][features] of `count` points from `first`.
  [[nodiscard]] std::vector<double> inputs(std::size_t first, std::size_t count) const;
};

/// The grid of resolution x resolution points. `spec`: "auto" is the data's own plane where they have one, else "pca",
/// the plane of the first two principal components of the standardised training rows through their mean; or two column
/// names "a,b", the other columns at their means. Empty for data of one feature. Throws Error (usage) at
/// --boundary-plane for unknown columns.
Plane make_plane(const Dataset& dataset, const std::vector<std::uint32_t>& train_rows, const std::string& spec,
                 std::size_t resolution);

/// Throws Error (usage) at --boundary-plane unless make_plane will know the columns of `spec`.
void check_plane(const Dataset& dataset, const std::string& spec);

/// For data of one input: points over its range, y = 0; rows lie at their first target.
Plane make_line(const Dataset& dataset, std::size_t resolution);

/// The same rectangle with another grid; without the data's rows.
Plane with_resolution(const Plane& plane, std::size_t resolution);

}  // namespace actlab
