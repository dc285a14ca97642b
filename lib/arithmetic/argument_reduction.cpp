#include "arithmetic/argument_reduction.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace actlab::arithmetic {
namespace {

__extension__ using Wide = unsigned __int128;

// The first 1,280 binary digits of 2/pi, after a word of zeros.
constexpr std::uint64_t two_over_pi[] = {0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041,
                                         0xfe5163abdebbc561, 0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e,
                                         0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b,
                                         0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
                                         0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab,
                                         0xf0cfbc209af4361d};

// 64 digits of 2/pi from digit `first` on; digits -64 to -1 are the zeros before the point.
std::uint64_t digits(int first) {
  const int word = (first + 64) / 64;
  const int shift = (first + 64) % 64;
  const std::uint64_t high = two_over_pi[word] << shift;
  return shift == 0 ? high : high | (two_over_pi[word + 1] >> (64 - shift));
}

// A number in [-1/2, 1/2] as a two's complement fraction of 128 bits, as a sum of two doubles.
struct Fraction {
  double hi;
  double lo;
};

Fraction to_doubles(Wide fraction) {
  const bool negative = static_cast<bool>(fraction >> 127);
  Wide magnitude = negative ? -fraction : fraction;
  if (magnitude == 0) return {0, 0};
  int scale = -128;
  while (static_cast<bool>(magnitude >> 127) == false) {
    magnitude <<= 1;
    --scale;
  }
  const auto head = static_cast<std::uint64_t>(magnitude >> 75);                                     // 53 bits
  const auto tail = static_cast<std::uint64_t>((magnitude >> 22) & ((std::uint64_t{1} << 53) - 1));  // the next 53
  const double hi = std::ldexp(static_cast<double>(head), scale + 75);
  const double lo = std::ldexp(static_cast<double>(tail), scale + 22);
  return negative ? Fraction{-hi, -lo} : Fraction{hi, lo};
}

}  // namespace

ReducedAngle reduce_large_angle(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const int exponent = static_cast<int>((bits >> 52) & 0x7ff) - 1075;  // |x| = mantissa 2^exponent
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (exponent == 0x7ff - 1075) return {0, nan, nan};
  const std::uint64_t mantissa = (bits & ((std::uint64_t{1} << 52) - 1)) | (std::uint64_t{1} << 52);
  // Digit i of 2/pi weighs 2^-(i+1); times 2^exponent, digits before `first` contribute multiples of 4. The product of
  // the mantissa and 192 digits, modulo 2^192, has |x| 2/pi modulo 4 with two bits before the point.
  const int first = exponent - 2;
  const std::uint64_t w0 = digits(first);
  const std::uint64_t w1 = digits(first + 64);
  const std::uint64_t w2 = digits(first + 128);
  const Wide low = Wide{mantissa} * w2;
  const Wide middle = Wide{mantissa} * w1 + static_cast<std::uint64_t>(low >> 64);
  const std::uint64_t high = mantissa * w0 + static_cast<std::uint64_t>(middle >> 64);
  Wide product = (Wide{high} << 64) | static_cast<std::uint64_t>(middle);
  int quadrant = static_cast<int>(product >> 126);
  product <<= 2;
  product |= static_cast<std::uint64_t>(low) >> 62;
  const bool round_up = static_cast<bool>(product >> 127);
  const Fraction fraction = to_doubles(product);
  quadrant = (quadrant + (round_up ? 1 : 0)) & 3;

  constexpr double half_pi_hi = 0x1.921fb54442d18p0;
  constexpr double half_pi_lo = 0x1.1a62633145c07p-54;
  const double hi = fraction.hi * half_pi_hi;
  const double product_error = std::fma(fraction.hi, half_pi_hi, -hi);
  const double lo = product_error + (fraction.hi * half_pi_lo + fraction.lo * half_pi_hi);
  const double sum = hi + lo;
  const ReducedAngle positive{quadrant, sum, (hi - sum) + lo};
  if (x > 0) return positive;
  return {(4 - quadrant) & 3, -positive.hi, -positive.lo};
}

}  // namespace actlab::arithmetic
