#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace actlab::test {

// Seconds for a test that goes through as many floats as it can.
inline double slow_seconds(double unless_set) {
  const char* text = std::getenv("ACTLAB_SLOW_SECONDS");
  return text == nullptr ? unless_set : std::atof(text);
}

// An error of a float function against its double version, which is within 3 ulp of double of the truth: at most 2^-26
// float ulp off. In the range of float's subnormals an ulp is the smallest number.
inline double float_error_in_ulp(float computed, double truth) {
  const auto nearest = static_cast<float>(truth);
  if (std::isnan(computed) || std::isnan(nearest)) return std::isnan(computed) == std::isnan(nearest) ? 0 : 1e9;
  if (std::isinf(computed) || std::isinf(nearest)) return computed == nearest ? 0 : 1e9;
  const int exponent = truth == 0 ? -149 : std::max(std::ilogb(truth) - 23, -149);
  return std::abs(std::ldexp(static_cast<double>(computed) - truth, -exponent));
}

}  // namespace actlab::test
