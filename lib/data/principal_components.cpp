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
  Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(n, n);
  for (const std::uint32_t row : rows) {
    for (Eigen::Index i = 0; i < n; ++i) {
      const auto ci = static_cast<std::size_t>(i);
      const double a = values[row * columns + ci] - mean[ci];
      for (Eigen::Index j = 0; j <= i; ++j) {
        const auto cj = static_cast<std::size_t>(j);
        covariance(i, j) += a * (values[row * columns + cj] - mean[cj]);
      }
    }
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance / static_cast<double>(rows.size()));
  // Eigenvalues come in ascending order; only the lower triangle is read.
  return {oriented(solver.eigenvectors().col(n - 1)), oriented(solver.eigenvectors().col(n - 2))};
}

}  // namespace actlab
