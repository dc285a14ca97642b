#pragma once

#include <string_view>

#include "arithmetic/real.hpp"

namespace actlab::test {

/// An elementwise activation with its default parameters and its derivative, to 200 bits, from the formulas of the
/// papers that the table cites, at kinks by PyTorch's convention.
struct ExactActivation {
  Real value;
  Real slope;
};

inline ExactActivation exact_activation(std::string_view name, double argument) {
  const Real x = argument;
  const Real zero = 0;
  const Real one = 1;
  const auto sigmoid = [&](const Real& z) { return one / (one + exp(-z)); };
  const auto phi = [&](const Real& z) { return erfc(-z / sqrt(Real(2))) / Real(2); };
  const auto when = [](bool condition, const Real& yes, const Real& no) { return condition ? yes : no; };
  const bool positive = x > zero;
  const Real e = exp(x);
  if (name == "identity") return {x, one};
  if (name == "step") return {when(positive, one, zero), zero};
  if (name == "sigmoid") return {sigmoid(x), sigmoid(x) * sigmoid(-x)};
  if (name == "tanh") return {tanh(x), one / (cosh(x) * cosh(x))};
  if (name == "relu") return {when(positive, x, zero), when(positive, one, zero)};
  if (name == "leaky_relu") return {when(positive, x, Real(0.01) * x), when(positive, one, Real(0.01))};
  if (name == "prelu") return {when(positive, x, Real(0.25) * x), when(positive, one, Real(0.25))};
  if (name == "rrelu") {
    const Real slope = (Real(0.125) + Real(1.0 / 3)) / Real(2);
    return {when(positive, x, slope * x), when(positive, one, slope)};
  }
  if (name == "relu6") return {x < zero ? zero : when(x > Real(6), 6, x), when(positive && x < Real(6), one, zero)};
  if (name == "elu" || name == "celu") return {when(positive, x, expm1(x)), when(positive, one, e)};
  if (name == "selu") {
    const Real alpha = 1.67326324235437728481704;
    const Real lambda = 1.05070098735548049341933;
    return {lambda * when(positive, x, alpha * expm1(x)), lambda * when(positive, one, alpha * e)};
  }
  if (name == "gelu") {
    return {x * phi(x), phi(x) + x * exp(-x * x / Real(2)) / sqrt(Real(2) * Real::pi())};
  }
  if (name == "gelu_tanh") {
    const Real twice_u = Real(2) * sqrt(Real(2) / Real::pi()) * (x + Real(44715) / Real(1000000) * x * x * x);
    const Real slope = Real(2) * sqrt(Real(2) / Real::pi()) * (one + Real(134145) / Real(1000000) * x * x);
    const Real s = sigmoid(twice_u);
    return {x * s, s + x * s * sigmoid(-twice_u) * slope};
  }
  if (name == "silu") return {x * sigmoid(x), sigmoid(x) * (one + x * sigmoid(-x))};
  if (name == "mish") {
    const Real softplus = log1p(e);
    const Real sech = one / cosh(softplus);
    return {x * tanh(softplus), tanh(softplus) + x * sech * sech * sigmoid(x)};
  }
  if (name == "softplus") return {log1p(e), sigmoid(x)};
  if (name == "softsign") return {x / (one + abs(x)), one / ((one + abs(x)) * (one + abs(x)))};
  if (name == "hard_tanh") {
    return {x < -one ? -one : when(x > one, one, x), when(abs(x) < one, one, zero)};
  }
  const Real three = 3;
  const Real six = 6;
  if (name == "hard_sigmoid") {
    return {x < -three ? zero : when(x > three, one, (x + three) / six), when(abs(x) < three, one / six, zero)};
  }
  if (name == "hard_swish") {
    return {x < -three ? zero : when(x > three, x, x * (x + three) / six),
            x < -three ? zero : when(x < three, x / three + Real(0.5), one)};
  }
  if (name == "log_sigmoid") return {-log1p(exp(-x)), sigmoid(-x)};
  if (name == "tanhshrink") return {x - tanh(x), tanh(x) * tanh(x)};
  const Real half = 0.5;
  if (name == "softshrink") {
    return {x > half ? x - half : when(x < -half, x + half, zero), when(abs(x) > half, one, zero)};
  }
  if (name == "hardshrink") return {when(abs(x) > half, x, zero), when(abs(x) > half, one, zero)};
  if (name == "threshold") return {when(x > one, x, zero), when(x > one, one, zero)};
  if (name == "exponential") return {e, e};
  if (name == "squareplus") {
    const Real root = sqrt(x * x + Real(4));
    return {(x + root) / Real(2), (one + x / root) / Real(2)};
  }
  if (name == "sparse_plus") {
    const Real square = (x + one) * (x + one) / Real(4);
    return {x < -one ? zero : when(x > one, x, square), x < -one ? zero : when(x > one, one, (x + one) / Real(2))};
  }
  if (name == "sparse_sigmoid") {
    return {x < -one ? zero : when(x > one, one, (x + one) / Real(2)), when(abs(x) < one, half, zero)};
  }
  if (name == "arctan") return {atan(x), one / (one + x * x)};
  if (name == "gaussian") return {exp(-x * x), Real(-2) * x * exp(-x * x)};
  if (name == "sine") return {sin(x), cos(x)};
  if (name == "snake") return {x + sin(x) * sin(x), one + sin(Real(2) * x)};
  if (name == "bent_identity") {
    const Real root = sqrt(x * x + one);
    return {(root - one) / Real(2) + x, x / (Real(2) * root) + one};
  }
  if (name == "lecun_tanh") {
    const Real u = Real(2) * x / three;
    const Real amplitude = Real(17159) / Real(10000);
    return {amplitude * tanh(u), amplitude * Real(2) / three / (cosh(u) * cosh(u))};
  }
  return {Real(std::nan("")), Real(std::nan(""))};
}

}  // namespace actlab::test
