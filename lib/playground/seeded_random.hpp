#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace actlab {

/// The random numbers that TensorFlow Playground draws after Math.seedrandom(text): David Bau's seedrandom 2.4, an RC4
/// keystream keyed by the text's characters, of which doubles are made. The same text gives the same numbers as there.
class SeededRandom {
 public:
  /// `seed` in UTF-8; its characters count as JavaScript's (UTF-16) do.
  explicit SeededRandom(std::string_view seed);

  /// Uniform on [0, 1), 52 bits or more.
  double uniform();

  /// Numbers drawn so far.
  [[nodiscard]] std::uint64_t drawn() const { return drawn_; }

  /// Draws and forgets so many numbers.
  void skip(std::uint64_t numbers);

 private:
  std::uint8_t byte();

  std::array<std::uint8_t, 256> state_{};
  std::uint8_t i_ = 0;
  std::uint8_t j_ = 0;
  std::uint64_t drawn_ = 0;
};

/// "0.27829", or "0.27829-3" for replicate 3: the text that seeds a replicate.
std::string replicate_seed(std::string_view seed, std::uint32_t replicate);

}  // namespace actlab
