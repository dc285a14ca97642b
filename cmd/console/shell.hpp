#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace actlab::cmd {

/// A word as a POSIX shell reads it back: as it is where that is safe, else in single quotes.
std::string shell_word(std::string_view word);

/// The name of a file or directory as an argument: "./-x" for one that would be taken for a flag.
std::string path_word(const std::string& path);

/// Adds a flag with its value to the words of a command: "--out x", or "--out=-x" where the value would be taken for a
/// flag.
void add_flag(std::vector<std::string>& words, const std::string& flag, const std::string& value);

/// Words as one line of a shell.
std::string shell_line(const std::vector<std::string>& words);

}  // namespace actlab::cmd
