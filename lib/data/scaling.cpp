#include <cmath>

#include "actlab/dataset.hpp"

namespace actlab {

// Chains over the rows in order, of all columns side by side: the way in which the values lie in memory.
Scaling fit_scaling(const std::vector<double>& values, std::size_t columns, const std::vector<std::uint32_t>& rows) {
  Scaling scaling{std::vector<double>(columns, 0.0), std::vector<double>(columns, 1.0)};
  if (rows.empty()) return scaling;
  const auto n = static_cast<double>(rows.size());
  std::vector<double>& mean = scaling.mean;
  for (const std::uint32_t row : rows) {
    for (std::size_t column = 0; column < columns; ++column) mean[column] += values[row * columns + column];
  }
  for (double& of_column : mean) of_column /= n;
  std::vector<double> squares(columns, 0.0);
  for (const std::uint32_t row : rows) {
    for (std::size_t column = 0; column < columns; ++column) {
      const double deviation = values[row * columns + column] - mean[column];
      squares[column] += deviation * deviation;
    }
  }
  for (std::size_t column = 0; column < columns; ++column) {
    const double sd = std::sqrt(squares[column] / n);
    scaling.sd[column] = sd > 0 ? sd : 1.0;
  }
  return scaling;
}

void apply_scaling(const Scaling& scaling, std::vector<double>& values) {
  const std::size_t columns = scaling.mean.size();
  for (std::size_t row = 0; row < values.size(); row += columns) {
    for (std::size_t column = 0; column < columns; ++column) {
      values[row + column] = (values[row + column] - scaling.mean[column]) / scaling.sd[column];
    }
  }
}

}  // namespace actlab
