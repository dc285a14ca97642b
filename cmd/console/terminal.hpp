#pragma once

#include <string>
#include <string_view>

namespace actlab::cmd {

/// Whether to colour what goes to stdout: `when` is auto, always or never; auto is on for a terminal unless NO_COLOR is
/// set or TERM is dumb.
bool use_color(std::string_view when);

/// Whether a progress line may be drawn: stderr is a terminal that can go back to the start of a line.
bool can_draw_progress();

/// "3 s", "4 min 5 s", "2 h 10 min"
std::string duration_text(double seconds);

/// Whole numbers with a unit: "12.3 million"
std::string count_text(double count);

}  // namespace actlab::cmd
