#include <cmath>

#include "actlab/dataset.hpp"

namespace actlab {

Scaling fit_scaling(const std::vector<double>& values, std::size_t columns, const std::vector<std::uint32_t>& rows) {
  Scaling scaling{std::vector<double>(columns, 0.0), std::vector<double>(columns, 1.0)};
  if (rows.empty()) return scaling;
  const auto n = static_cast<double>(rows.size());
  for (std::size_t column = 0; column < columns; ++column) {
    double sum = 0;
    for (const std::uint32_t row : rows) sum += values[row * columns + column];
    const double mean = sum / n;
    double squares = 0;
    for (const std::uint32_t row : rows) {
      const double deviation = values[row * columns + column] - mean;
      squares += deviation * deviation;
    }
    scaling.mean[column] = mean;
    const double sd = std::sqrt(squares / n);
    scaling.sd[column] = sd > 0 ? sd : 1.0;
  }
  return scaling;
}

void apply_scaling(const Scaling& scaling, std::vector<double>& values) {
  const std::size_t columns = scaling.mean.size();
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = (values[i] - scaling.mean[i % columns]) / scaling.sd[i % columns];
  }
}

}  // namespace actlab
