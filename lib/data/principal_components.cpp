#include "data/principal_components.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>

#include "actlab/dataset.hpp"

namespace actlab {
namespace {

std::vector<double> oriented(const Eigen::VectorXd& axis) {
  std::vector<double> out(axis.data(), axis.data() + axis.size());
  double largest = 0;
  for (const double entry : out) {
    if (std::abs(entry) > std::abs(largest)) largest = entry;
  }
  if (largest < 0) {
    for (double& entry : out) entry = -entry;
  }
  return out;
}

}  // namespace

PrincipalAxes principal_axes(const std::vector<double>& values, std::size_t columns,
                             const std::vector<std::uint32_t>& rows) {
  const std::vector<double> mean = fit_scaling(values, columns, rows).mean;
  const auto n = static_cast<Eigen::Index>(columns);
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Matrix covariance = Matrix::Zero(n, n);
  std::vector<double> deviation(columns);
  for (const std::uint32_t row : rows) {
    for (std::size_t i = 0; i < columns; ++i) deviation[i] = values[row * columns + i] - mean[i];
    for (std::size_t i = 0; i < columns; ++i) {
      double* const products = covariance.data() + i * columns;
      for (std::size_t j = 0; j <= i; ++j) products[j] += deviation[i] * deviation[j];
    }
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance / static_cast<double>(rows.size()));
  // Eigenvalues come in ascending order; only the lower triangle is read.
  return {oriented(solver.eigenvectors().col(n - 1)), oriented(solver.eigenvectors().col(n - 2))};
}

}  // namespace actlab
