#include "text/number.hpp"

#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <iterator>

namespace actlab::text {
namespace {

template <class T>
void append_shortest(std::string& out, T value) {
  if (std::isnan(value)) {
    out += "nan";
  } else {
    fmt::format_to(std::back_inserter(out), "{}", value);
  }
}

// All of the text by a function like std::from_chars; a plus sign may stand in front.
template <class T, class F>
std::optional<T> parse_whole(std::string_view text, F from_chars) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  T value{};
  const auto [end, error] = from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

void append_number(std::string& out, double value) { append_shortest(out, value); }
void append_number(std::string& out, float value) { append_shortest(out, value); }

std::string number_text(double value) {
  std::string out;
  append_number(out, value);
  return out;
}

std::string number_text(float value) {
  std::string out;
  append_number(out, value);
  return out;
}

std::optional<double> parse_number(std::string_view text) {
  // libc++ has no std::from_chars for numbers with a fraction.
  const auto value = parse_whole<double>(
      text, [](const char* begin, const char* end, double& out) { return fast_float::from_chars(begin, end, out); });
  if (!value) return value;
  // fast_float gives infinity and 0 for digits beyond the range of double.
  if (std::isfinite(*value) && *value != 0) return value;
  const std::string_view mantissa = text.substr(0, text.find_first_of("eE"));
  const bool overflows = std::isinf(*value) && text.find_first_of("0123456789") != std::string_view::npos;
  const bool underflows = *value == 0 && mantissa.find_first_of("123456789") != std::string_view::npos;
  return overflows || underflows ? std::nullopt : value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  return parse_whole<std::int64_t>(
      text, [](const char* begin, const char* end, std::int64_t& value) { return std::from_chars(begin, end, value); });
}

std::string size_text(double bytes) {
  if (bytes < 999.5e3) return fmt::format("{:.0f} kB", std::ceil(bytes / 1e3));
  std::string_view prefixes = "MGTPE";
  double number = bytes / 1e6;
  for (; number >= 999.5 && prefixes.size() > 1; prefixes.remove_prefix(1)) number /= 1e3;
  return fmt::format("{:.3g} {}B", number, prefixes.front());
}

}  // namespace actlab::text
