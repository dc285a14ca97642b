#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace actlab::cmd {

/// A word as a POSIX shell reads it back: as it is where that is safe, else in single quotes.
std::string shell_word(std::string_view word);

/// Words as one line of a shell.
std::string shell_line(const std::vector<std::string>& words);

}  // namespace actlab::cmd
