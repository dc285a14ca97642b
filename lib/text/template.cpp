#include "text/template.hpp"

#include <algorithm>
#include <stdexcept>

namespace actlab::text {
namespace {

// The name of the placeholder with which a text begins; empty if it begins with none.
std::string_view placeholder(std::string_view text) {
  const std::size_t end = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", 1);
  const bool closed = end != std::string_view::npos && end > 1 && text[end] == '@';
  return closed ? text.substr(1, end - 1) : std::string_view();
}

}  // namespace

std::string fill_template(std::string_view text, const std::map<std::string, std::string>& values) {
  std::string filled;
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find('@'), text.size());
    filled += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const std::string_view name = placeholder(text);
    if (name.empty()) {
      filled += '@';
      text.remove_prefix(1);
      continue;
    }
    const auto value = values.find(std::string(name));
    if (value == values.end()) throw std::logic_error("a template has the unknown placeholder " + std::string(name));
    filled += value->second;
    text.remove_prefix(name.size() + 2);
  }
  return filled;
}

}  // namespace actlab::text
