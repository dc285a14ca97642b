#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"

namespace actlab::text {

/// Columns of a terminal that `text` (UTF-8) takes.
std::size_t display_width(std::string_view text);

/// `text` filled with blanks to `width` columns, on the left or on the right.
ACTLAB_API std::string padded(std::string_view text, std::size_t width, bool right_aligned = false);

/// Rows of equally many cells as lines of aligned columns; from column `numbers_from` up to before `numbers_to` they
/// are right-aligned.
ACTLAB_API std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows, std::size_t numbers_from,
                                            std::size_t numbers_to = static_cast<std::size_t>(-1));

}  // namespace actlab::text
