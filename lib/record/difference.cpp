#include "record/difference.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <sstream>

#include "file/input_file.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// A line's fields as they stand there, quotes and all.
std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

// Whether the text is the shortest of a float.
bool is_single(const std::string& text, double value) { return text::number_text(static_cast<float>(value)) == text; }

void measure(FileDifference& difference) {
  const auto left = text::parse_number(difference.left);
  const auto right = text::parse_number(difference.right);
  if (!left || !right) return;
  difference.single = is_single(difference.left, *left) && is_single(difference.right, *right);
  difference.distance = distance_in_ulp(*left, *right, difference.single);
}

void compare_fields(FileDifference& difference, const std::vector<std::string>& header, const std::string& left,
                    const std::string& right) {
  const std::vector<std::string> a = fields_of(left);
  const std::vector<std::string> b = fields_of(right);
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string x = i < a.size() ? a[i] : "";
    const std::string y = i < b.size() ? b[i] : "";
    if (x == y && i < a.size() && i < b.size()) continue;
    difference.column = i < header.size() ? header[i] : "column " + std::to_string(i + 1);
    difference.left = x;
    difference.right = y;
    measure(difference);
    return;
  }
}

bool belongs_to_number(char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e'; }

// Around the first differing character: the number that stands there.
void compare_text(FileDifference& difference, const std::string& left, const std::string& right) {
  const auto [a, b] = std::ranges::mismatch(left, right);
  const auto at = static_cast<std::size_t>(a - left.begin());
  const auto token = [&](const std::string& line) {
    std::size_t begin = std::min(at, line.size());
    while (begin > 0 && belongs_to_number(line[begin - 1])) --begin;
    std::size_t end = std::min(at, line.size());
    while (end < line.size() && belongs_to_number(line[end])) ++end;
    constexpr std::size_t longest = 40;
    return end > begin ? line.substr(begin, end - begin) : line.substr(begin, longest);
  };
  difference.column = "character " + std::to_string(at + 1);
  difference.left = token(left);
  difference.right = token(right);
  measure(difference);
}

// Lines of a CSV table, of which only those of the given cells are passed on; the header always is.
class CellRows {
 public:
  CellRows(const std::string& text, const std::set<std::string>& cells) : lines_(text), cells_(cells) {}

  bool next(std::string& line) {
    while (std::getline(lines_, line)) {
      ++row_;
      if (row_ == 1) filtered_ = !cells_.empty() && line.starts_with("cell,");
      if (row_ == 1 || !filtered_ || cells_.contains(line.substr(0, line.find(',')))) return true;
    }
    return false;
  }

  [[nodiscard]] std::size_t row() const { return row_; }

 private:
  std::istringstream lines_;
  const std::set<std::string>& cells_;
  bool filtered_ = false;
  std::size_t row_ = 0;
};

}  // namespace

std::optional<FileDifference> compare_files(const fs::path& left, const fs::path& right, const std::string& name,
                                            const std::set<std::string>& cells) {
  FileDifference difference;
  difference.file = name;
  const auto left_text = read_file_if_there(left);
  const auto right_text = read_file_if_there(right);
  if (left_text == right_text) return std::nullopt;
  if (!left_text || !right_text) {
    difference.kind = left_text ? FileDifference::Kind::extra : FileDifference::Kind::missing;
    return difference;
  }
  const bool table = name.ends_with(".csv");
  CellRows a(*left_text, cells);
  CellRows b(*right_text, cells);
  std::vector<std::string> header;
  for (;;) {
    std::string x;
    std::string y;
    const bool more_left = a.next(x);
    const bool more_right = b.next(y);
    if (!more_left && !more_right) break;
    const bool first = header.empty() && table;
    if (first) header = fields_of(x);
    // Tables of other cells may call R^2 an accuracy.
    if (first && !cells.empty() && more_right) continue;
    if (more_left && more_right && x == y) continue;
    difference.row = more_left ? a.row() : b.row();
    if (!more_left || !more_right) {
      difference.column = "the whole row";
      difference.left = more_left ? "a row" : "no such row";
      difference.right = more_right ? "a row" : "no such row";
    } else if (table) {
      compare_fields(difference, header, x, y);
    } else {
      compare_text(difference, x, y);
    }
    return difference;
  }
  if (!cells.empty()) return std::nullopt;
  difference.row = a.row();  // lines are equal: what is left is a last newline
  difference.column = "the end";
  return difference;
}

double distance_in_ulp(double left, double right, bool single) {
  if (left == right || (std::isnan(left) && std::isnan(right))) return 0;
  if (!std::isfinite(left) || !std::isfinite(right)) return std::numeric_limits<double>::infinity();
  // The bits of a number, made to count up from the most negative to the largest.
  const auto place = [&](double value) {
    if (single) {
      const auto bits = std::bit_cast<std::int32_t>(static_cast<float>(value));
      return static_cast<double>(bits < 0 ? -static_cast<std::int64_t>(bits & 0x7FFFFFFF) : bits);
    }
    const auto bits = std::bit_cast<std::int64_t>(value);
    return static_cast<double>(bits < 0 ? -(bits & 0x7FFFFFFFFFFFFFFF) : bits);
  };
  if (single) return std::abs(place(left) - place(right));
  const auto a = std::bit_cast<std::int64_t>(left);
  const auto b = std::bit_cast<std::int64_t>(right);
  // Neighbours of one sign are counted exactly.
  if ((a < 0) == (b < 0)) return static_cast<double>(a > b ? a - b : b - a);
  return std::abs(place(left) - place(right));
}

}  // namespace actlab
