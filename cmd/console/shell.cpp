#include "console/shell.hpp"

#include <algorithm>

namespace actlab::cmd {

std::string shell_word(std::string_view word) {
  const auto safe = [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("-_./,:=+%@").find(static_cast<char>(c)) != std::string_view::npos;
  };
  // At the beginning of a word an equals sign has a meaning to zsh.
  if (!word.empty() && word.front() != '=' && std::ranges::all_of(word, safe)) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string path_word(const std::string& path) { return path.starts_with('-') ? "./" + path : path; }

void add_flag(std::vector<std::string>& words, const std::string& flag, const std::string& value) {
  if (value.starts_with('-')) {
    words.push_back(flag + "=" + value);
  } else {
    words.insert(words.end(), {flag, value});
  }
}

std::string shell_line(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + shell_word(word);
  return line;
}

}  // namespace actlab::cmd
