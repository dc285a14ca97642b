#pragma once

#include <cstddef>
#include <cstdint>

namespace actlab::arithmetic {

/// `total`, at least 1, cut into the fewest pieces of at most `longest`, as equal as can be, the longer ones first.
struct Pieces {
  Pieces(std::size_t total, std::size_t longest)
      : count(static_cast<std::uint32_t>((total + longest - 1) / longest)),
        shorter(static_cast<std::uint32_t>(total) / count),
        longer_pieces(static_cast<std::uint32_t>(total) - shorter * count) {}
  [[nodiscard]] std::size_t length(std::uint32_t index) const { return shorter + (index < longer_pieces); }

  std::uint32_t count;
  std::uint32_t shorter;
  std::uint32_t longer_pieces;
};

}  // namespace actlab::arithmetic
