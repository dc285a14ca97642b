#include "playground/seeded_random.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace actlab {
namespace {

constexpr int discarded_bytes = 256;

// JavaScript's character codes of a text: UTF-16.
std::vector<std::uint32_t> character_codes(std::string_view text) {
  std::vector<std::uint32_t> codes;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    std::uint32_t point = more == 0 ? lead : lead & (0x3FU >> more);
    for (int k = 0; k < more && at < text.size(); ++k)
      point = point << 6 | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    if (point < 0x10000) {
      codes.push_back(point);
    } else {
      codes.push_back(0xD800 + ((point - 0x10000) >> 10));
      codes.push_back(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
  return codes;
}

// Mixes the characters into at most 256 bytes.
std::vector<std::uint8_t> key_of(std::string_view seed) {
  std::vector<std::uint8_t> key;
  std::uint32_t smear = 0;
  std::size_t position = 0;
  for (const std::uint32_t code : character_codes(seed)) {
    const std::size_t slot = position++ & 255U;
    if (slot == key.size()) key.push_back(0);
    smear ^= 19U * key[slot];
    key[slot] = static_cast<std::uint8_t>(smear + code);
  }
  if (key.empty()) key.push_back(0);
  return key;
}

}  // namespace

SeededRandom::SeededRandom(std::string_view seed) {
  const std::vector<std::uint8_t> key = key_of(seed);
  for (std::size_t i = 0; i < state_.size(); ++i) state_[i] = static_cast<std::uint8_t>(i);
  std::uint8_t j = 0;
  for (std::size_t i = 0; i < state_.size(); ++i) {
    j = static_cast<std::uint8_t>(j + key[i % key.size()] + state_[i]);
    std::swap(state_[i], state_[j]);
  }
  for (int n = 0; n < discarded_bytes; ++n) byte();
}

std::uint8_t SeededRandom::byte() {
  const std::uint8_t t = state_[++i_];
  j_ = static_cast<std::uint8_t>(j_ + t);
  std::swap(state_[i_], state_[j_]);
  return state_[static_cast<std::uint8_t>(state_[i_] + state_[j_])];
}

// Six bytes over 2^48, then more until there are 52 bits, shifted back to 53.
double SeededRandom::uniform() {
  ++drawn_;
  std::uint64_t n = 0;
  for (int k = 0; k < 6; ++k) n = n << 8 | byte();
  double d = 281474976710656.0;
  std::uint64_t x = 0;
  while (n < std::uint64_t{1} << 52) {
    n = (n + x) << 8;
    d *= 256;
    x = byte();
  }
  while (n >= std::uint64_t{1} << 53) {
    n >>= 1;
    d /= 2;
    x >>= 1;
  }
  return static_cast<double>(n + x) / d;
}

void SeededRandom::skip(std::uint64_t numbers) {
  for (std::uint64_t k = 0; k < numbers; ++k) uniform();
}

std::string replicate_seed(std::string_view seed, std::uint32_t replicate) {
  return std::string(seed) + (replicate == 0 ? "" : "-" + std::to_string(replicate));
}

}  // namespace actlab
