#include "console/error_text.hpp"

#include <algorithm>

namespace actlab::cmd {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

}  // namespace

std::string flag_of(std::string_view name) {
  std::string flag = "--" + std::string(name);
  std::ranges::replace(flag, '_', '-');
  return flag;
}

std::string with_flags(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find('`'), text.size());
    out += text.substr(0, begin);
    text.remove_prefix(begin);
    const std::size_t end = text.find('`', 1);
    const bool named = end != std::string_view::npos && is_name(text.substr(1, end - 1));
    if (named) out += flag_of(text.substr(1, end - 1));
    if (!named && !text.empty()) out += '`';
    text.remove_prefix(named ? end + 1 : std::min<std::size_t>(1, text.size()));
  }
  return out;
}

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::some_cells_failed:
      return 1;
    case ErrorKind::usage:
      return 2;
    case ErrorKind::incomplete:
      return 3;
    case ErrorKind::difference:
      return 4;
    case ErrorKind::bad_data:
      return 65;
    case ErrorKind::no_input:
      return 66;
    case ErrorKind::cannot_read:
    case ErrorKind::cannot_write:
      return 74;
    default:
      return 75;
  }
}

}  // namespace actlab::cmd
