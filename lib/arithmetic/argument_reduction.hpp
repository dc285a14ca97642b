#pragma once

namespace actlab::arithmetic {

/// Up to this magnitude the multiple of pi/2 in an angle has at most 20 bits, and vector code reduces it; beyond, the
/// scalar below.
inline constexpr double largest_simple_angle = 0x1p20;

/// x - n pi/2 = hi + lo with |hi + lo| <= pi/4, and n modulo 4.
struct ReducedAngle {
  int quadrant = 0;
  double hi = 0;
  double lo = 0;
};

/// Exact reduction of a large angle by whole-number arithmetic on the bits of 2/pi (Payne and Hanek 1983). NaN for
/// infinity and NaN. |x| must be at least 2^20 otherwise.
ReducedAngle reduce_large_angle(double x);

}  // namespace actlab::arithmetic
