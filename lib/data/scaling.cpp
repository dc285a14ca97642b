#include <cmath>

#include "actlab/dataset.hpp"

namespace actlab {

namespace {

// Chains over the rows in order, of all columns side by side: the way in which the values lie in memory. `row_at` gives
// a row's numbers.
template <class RowAt>
Scaling fit(std::size_t columns, const std::vector<std::uint32_t>& rows, const RowAt& row_at) {
  Scaling scaling{std::vector<double>(columns, 0.0), std::vector<double>(columns, 1.0)};
  if (rows.empty()) return scaling;
  const auto n = static_cast<double>(rows.size());
  std::vector<double>& mean = scaling.mean;
  for (const std::uint32_t row : rows) {
    const double* values = row_at(row);
    for (std::size_t column = 0; column < columns; ++column) mean[column] += values[column];
  }
  for (double& of_column : mean) of_column /= n;
  std::vector<double> squares(columns, 0.0);
  for (const std::uint32_t row : rows) {
    const double* values = row_at(row);
    for (std::size_t column = 0; column < columns; ++column) {
      const double deviation = values[column] - mean[column];
      squares[column] += deviation * deviation;
    }
  }
  for (std::size_t column = 0; column < columns; ++column) {
    const double sd = std::sqrt(squares[column] / n);
    scaling.sd[column] = sd > 0 ? sd : 1.0;
  }
  return scaling;
}

}  // namespace

Scaling fit_scaling(const std::vector<double>& values, std::size_t columns, const std::vector<std::uint32_t>& rows) {
  return fit(columns, rows, [&](std::uint32_t row) { return values.data() + row * columns; });
}

Scaling fit_scaling(const InputTable& table, const std::vector<std::uint32_t>& rows) {
  std::vector<double> numbers(table.columns());
  return fit(table.columns(), rows, [&](std::uint32_t row) {
    table.read_row(row, numbers.data());
    return numbers.data();
  });
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
