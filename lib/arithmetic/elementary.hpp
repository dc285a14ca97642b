#pragma once

#include <cstddef>

#include "arithmetic/target.hpp"

namespace actlab::arithmetic {

/// The elementary functions of the arithmetic contract: the same bits for the same argument on every target, compiler
/// and optimisation level. Error at most 1 ulp in float and 2 ulp in double. NaN gives NaN.
enum class Elementary {
  exp,
  expm1,
  log,
  log1p,
  tanh,
  sigmoid,   ///< 1 / (1 + exp(-x))
  softplus,  ///< log(1 + exp(x))
  erf,
  normal_cdf,  ///< Phi(x) = erfc(-x / sqrt 2) / 2, accurate in the left tail too
  sin,
  cos,
  atan,
};

/// y[i] = f(x[i]) for i < count; x and y may be the same array.
void apply(Elementary f, const float* x, float* y, std::size_t count, Target target);
void apply(Elementary f, const double* x, double* y, std::size_t count, Target target);

/// One value at a time, for data generation and set-up.
double exp(double x);
double expm1(double x);
double log(double x);
double sin(double x);
double cos(double x);
double normal_cdf(double x);

}  // namespace actlab::arithmetic
