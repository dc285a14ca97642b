#include "text/sha256.hpp"

#include <array>

namespace actlab::text {

Sha256::Sha256() : context_{} { SHA256Init(&context_); }

void Sha256::update(std::string_view bytes) {
  SHA256Update(&context_, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string Sha256::hex() {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digits{};
  return SHA256End(&context_, digits.data());
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.hex();
}

}  // namespace actlab::text
