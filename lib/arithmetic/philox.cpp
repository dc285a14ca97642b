#include "arithmetic/philox.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>

#include "arithmetic/elementary.hpp"

namespace actlab::arithmetic {

PhiloxBlock philox(std::uint64_t seed, std::uint32_t replicate, Purpose purpose, std::uint64_t counter) {
  const r123::Philox4x32::ctr_type position{{static_cast<std::uint32_t>(counter),
                                             static_cast<std::uint32_t>(counter >> 32), replicate,
                                             static_cast<std::uint32_t>(purpose)}};
  const r123::Philox4x32::key_type key{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
  const auto block = r123::Philox4x32()(position, key);
  return {block.v[0], block.v[1], block.v[2], block.v[3]};
}

std::uint32_t RandomStream::word() {
  if (used_ == block_.size()) {
    block_ = philox(seed_, replicate_, purpose_, counter_++);
    used_ = 0;
  }
  return block_[used_++];
}

double RandomStream::uniform() {
  const std::uint64_t high = word() >> 5;  // 27 bits
  const std::uint64_t low = word() >> 6;   // 26 bits
  return static_cast<double>((high << 26) | low) * 0x1p-53;
}

std::uint32_t RandomStream::below(std::uint32_t n) {
  return static_cast<std::uint32_t>((std::uint64_t{word()} * n) >> 32);
}

double RandomStream::normal() {
  const double u1 = uniform();
  const double u2 = uniform();
  return std::sqrt(-2.0 * log(1.0 - u1)) * cos(2.0 * std::numbers::pi * u2);
}

}  // namespace actlab::arithmetic
