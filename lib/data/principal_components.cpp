#include "data/principal_components.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "arithmetic/philox.hpp"

namespace actlab {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t most_solved_columns = 200;
constexpr std::size_t most_products = 4'000'000'000;       // of numbers of a row, where the covariance is solved
constexpr std::size_t most_numbers_of_a_sample = 1 << 20;  // where it is iterated
constexpr std::size_t fewest_rows = 50;
constexpr std::size_t directions = 8;  // more than are wanted: the first of them converge faster
constexpr int iterations = 50;

std::vector<double> oriented(std::vector<double> axis) {
  double largest = 0;
  for (const double entry : axis) {
    if (std::abs(entry) > std::abs(largest)) largest = entry;
  }
  if (largest < 0) {
    for (double& entry : axis) entry = -entry;
  }
  return axis;
}

// Every k-th row, so that at most so many are left.
std::vector<std::uint32_t> thinned_rows(const std::vector<std::uint32_t>& rows, std::size_t most) {
  const std::size_t step = (rows.size() + most - 1) / most;
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < rows.size(); i += step) out.push_back(rows[i]);
  return out;
}

// Rows of the table, scaled.
class ScaledRows {
 public:
  ScaledRows(const InputTable& table, const Scaling& scaling) : table_(table), scaling_(scaling) {}

  void read(std::size_t row, double* out) const {
    table_.read_row(row, out);
    for (std::size_t c = 0; c < table_.columns(); ++c) out[c] = (out[c] - scaling_.mean[c]) / scaling_.sd[c];
  }

  // Deviations from the rows' own means.
  [[nodiscard]] Matrix deviations(const std::vector<std::uint32_t>& rows) const {
    const auto n = static_cast<Eigen::Index>(rows.size());
    Matrix out(n, static_cast<Eigen::Index>(table_.columns()));
    for (std::size_t i = 0; i < rows.size(); ++i) read(rows[i], out.data() + i * table_.columns());
    for (Eigen::Index c = 0; c < out.cols(); ++c) {
      double mean = 0;
      for (Eigen::Index i = 0; i < n; ++i) mean += out(i, c);
      mean /= static_cast<double>(n);
      for (Eigen::Index i = 0; i < n; ++i) out(i, c) -= mean;
    }
    return out;
  }

 private:
  const InputTable& table_;
  const Scaling& scaling_;
};

// Gram and Schmidt, column after column.
void orthonormalize(Matrix& columns) {
  for (Eigen::Index c = 0; c < columns.cols(); ++c) {
    for (Eigen::Index other = 0; other < c; ++other) {
      double product = 0;
      for (Eigen::Index i = 0; i < columns.rows(); ++i) product += columns(i, c) * columns(i, other);
      for (Eigen::Index i = 0; i < columns.rows(); ++i) columns(i, c) -= product * columns(i, other);
    }
    double square = 0;
    for (Eigen::Index i = 0; i < columns.rows(); ++i) square += columns(i, c) * columns(i, c);
    const double length = std::sqrt(square);
    if (length > 0) columns.col(c) /= length;
  }
}

// out = X' (X v), row after row; `scores` is X v.
void multiply(const Matrix& x, const Matrix& v, Matrix& scores, Matrix& out) {
  scores.setZero();
  out.setZero();
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    double* const score = scores.data() + i * v.cols();
    for (Eigen::Index c = 0; c < x.cols(); ++c) {
      for (Eigen::Index d = 0; d < v.cols(); ++d) score[d] += x(i, c) * v(c, d);
    }
    for (Eigen::Index c = 0; c < x.cols(); ++c) {
      for (Eigen::Index d = 0; d < v.cols(); ++d) out(c, d) += x(i, c) * score[d];
    }
  }
}

PrincipalAxes iterate(const Matrix& x) {
  arithmetic::RandomStream numbers(0, 0, arithmetic::Purpose::data);
  Matrix v(x.cols(), static_cast<Eigen::Index>(directions));
  for (Eigen::Index i = 0; i < v.size(); ++i) v.data()[i] = numbers.uniform() - 0.5;
  Matrix scores(x.rows(), v.cols());
  Matrix next(v.rows(), v.cols());
  for (int step = 0; step < iterations; ++step) {
    orthonormalize(v);
    multiply(x, v, scores, next);
    std::swap(v, next);
  }
  // Rayleigh and Ritz: the axes within the space that was found. `next` holds its orthonormal base.
  Matrix within = Matrix::Zero(v.cols(), v.cols());
  for (Eigen::Index i = 0; i < v.rows(); ++i) {
    for (Eigen::Index a = 0; a < v.cols(); ++a) {
      for (Eigen::Index b = 0; b < v.cols(); ++b) within(a, b) += next(i, a) * v(i, b);
    }
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(within);
  const auto axis = [&](Eigen::Index place) {
    std::vector<double> out(static_cast<std::size_t>(v.rows()));
    for (Eigen::Index i = 0; i < v.rows(); ++i) {
      for (Eigen::Index a = 0; a < v.cols(); ++a) {
        out[static_cast<std::size_t>(i)] += next(i, a) * solver.eigenvectors()(a, place);
      }
    }
    return oriented(std::move(out));
  };
  return {axis(v.cols() - 1), axis(v.cols() - 2)};
}

PrincipalAxes solve(const ScaledRows& scaled, std::size_t columns, const std::vector<std::uint32_t>& rows) {
  std::vector<double> mean(columns);
  std::vector<double> deviation(columns);
  for (const std::uint32_t row : rows) {
    scaled.read(row, deviation.data());
    for (std::size_t i = 0; i < columns; ++i) mean[i] += deviation[i];
  }
  for (double& of_column : mean) of_column /= static_cast<double>(rows.size());
  const auto n = static_cast<Eigen::Index>(columns);
  Matrix covariance = Matrix::Zero(n, n);
  for (const std::uint32_t row : rows) {
    scaled.read(row, deviation.data());
    for (std::size_t i = 0; i < columns; ++i) deviation[i] -= mean[i];
    for (std::size_t i = 0; i < columns; ++i) {
      double* const products = covariance.data() + i * columns;
      for (std::size_t j = 0; j <= i; ++j) products[j] += deviation[i] * deviation[j];
    }
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance / static_cast<double>(rows.size()));
  const auto axis = [&](Eigen::Index place) {
    const Eigen::VectorXd vector = solver.eigenvectors().col(place);
    return oriented(std::vector<double>(vector.data(), vector.data() + vector.size()));
  };
  // Eigenvalues come in ascending order; only the lower triangle is read.
  return {axis(n - 1), axis(n - 2)};
}

}  // namespace

double principal_axes_bytes(std::size_t columns) {
  const auto n = static_cast<double>(columns);
  constexpr auto sample = static_cast<double>(most_numbers_of_a_sample);
  const double numbers =
      columns <= most_solved_columns ? 3 * n * n : 2 * std::max(sample, static_cast<double>(fewest_rows) * n);
  return numbers * sizeof(double);
}

PrincipalAxes principal_axes(const InputTable& table, const Scaling& scaling, const std::vector<std::uint32_t>& rows) {
  const std::size_t columns = table.columns();
  const ScaledRows scaled(table, scaling);
  if (columns <= most_solved_columns) {
    return solve(scaled, columns, thinned_rows(rows, most_products / (columns * columns)));
  }
  const std::size_t most = std::max(fewest_rows, most_numbers_of_a_sample / columns);
  return iterate(scaled.deviations(thinned_rows(rows, most)));
}

}  // namespace actlab
