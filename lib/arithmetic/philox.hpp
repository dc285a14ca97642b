#pragma once

#include <array>
#include <cstdint>

namespace actlab::arithmetic {

/// What random numbers are for. The numbers of two purposes never overlap; the values are part of the arithmetic
/// contract.
enum class Purpose : std::uint32_t {
  data = 1,         ///< generated points and their noise
  split = 2,        ///< which rows train and which test
  weights = 3,      ///< initial weights
  order = 4,        ///< mini-batch order
  dropout = 5,      ///< which units a sample trains, by layer
  slopes = 6,       ///< rrelu's slopes, by layer
  bootstrap = 7,    ///< resamples of statistics; the seed is the number of values
  permutation = 8,  ///< signs of permutation tests; the seed is the number of pairs
  biases = 9,       ///< initial biases
};

/// The last word of the counter: layers (0 for what has none) have numbers of their own.
constexpr std::uint32_t purpose_word(Purpose purpose, std::uint32_t layer) {
  return static_cast<std::uint32_t>(purpose) | layer << 8;
}

using PhiloxBlock = std::array<std::uint32_t, 4>;

/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011) as a pure function: key = seed (low word, high word), counter =
/// (counter low, counter high, replicate, purpose).
PhiloxBlock philox(std::uint64_t seed, std::uint32_t replicate, Purpose purpose, std::uint64_t counter);

/// A cursor over the numbers of one (seed, replicate, purpose), from a counter up, four words a counter.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint32_t replicate, Purpose purpose, std::uint64_t first_counter = 0)
      : seed_(seed), replicate_(replicate), purpose_(purpose), counter_(first_counter) {}

  std::uint32_t word();

  /// Uniform on [0, 1): 53 bits from two words, high word first.
  double uniform();

  /// Uniform on {0, ..., n-1}: the high word of word() * n. The bias is below n / 2^32. n >= 1.
  std::uint32_t below(std::uint32_t n);

  /// Standard normal by Box and Muller (1958): sqrt(-2 log(1 - u1)) cos(2 pi u2), the sine partner unused.
  double normal();

 private:
  std::uint64_t seed_;
  std::uint32_t replicate_;
  Purpose purpose_;
  std::uint64_t counter_;
  unsigned used_ = 4;
  PhiloxBlock block_{};
};

}  // namespace actlab::arithmetic
