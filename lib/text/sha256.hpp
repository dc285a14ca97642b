#pragma once

#include <nettle/sha2.h>

#include <string>
#include <string_view>

namespace actlab::text {

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  /// 64 hex digits; the object is used up.
  std::string hex();

 private:
  sha256_ctx context_{};
};

std::string sha256_hex(std::string_view bytes);

}  // namespace actlab::text
