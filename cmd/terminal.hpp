#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace actlab::cmd {

/// Whether to colour what goes to stdout: `when` is auto, always or never; auto is on for a terminal unless NO_COLOR is
/// set or TERM is dumb.
bool use_color(std::string_view when);

/// Whether a progress line may be drawn: stderr is a terminal that can go back to the start of a line.
bool can_draw_progress();

/// Columns of a terminal that `text` (UTF-8) takes.
std::size_t display_width(std::string_view text);

/// `text` filled with blanks to `width` columns, on the left or on the right.
std::string padded(std::string_view text, std::size_t width, bool right_aligned = false);

/// Rows of equally many cells as lines of aligned columns; from column `numbers_from` up to before `numbers_to` they
/// are right-aligned.
std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows, std::size_t numbers_from,
                                 std::size_t numbers_to = static_cast<std::size_t>(-1));

/// "3 s", "4 min 5 s", "2 h 10 min"
std::string duration_text(double seconds);

/// "12 kB", "3.4 MB"
std::string size_text(double bytes);

/// Whole numbers with a unit: "12.3 million"
std::string count_text(double count);

}  // namespace actlab::cmd
