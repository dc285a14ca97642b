#include "data/csv.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "actlab/error.hpp"
#include "data/byte_source.hpp"

namespace actlab {
namespace {

constexpr std::size_t most_columns = 100'000;
constexpr std::size_t longest_field = 1 << 20;
constexpr std::size_t longest_row = 64 << 20;
constexpr std::size_t buffer_size = 1 << 16;
constexpr std::size_t field_growth = 1 << 12;

Error bad(const std::filesystem::path& path, std::size_t line, std::string what, std::string remedy) {
  return {ErrorKind::bad_data, fmt::format("{}:{}", path.string(), line), std::move(what), std::move(remedy)};
}

std::string_view without_blanks(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

class CsvParser {
 public:
  CsvParser(const std::filesystem::path& path, const std::function<void(const CsvRow&)>& row) : path_(path), row_(row) {
    if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) throw std::bad_alloc();
    csv_set_blk_size(&parser_, field_growth);
  }
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;
  ~CsvParser() { csv_free(&parser_); }

  // Any part of the text.
  void feed_lines(std::string_view text) {
    for (; !text.empty(); text.remove_prefix(std::min(buffer_size, text.size()))) {
      std::string_view part = text.substr(0, buffer_size);
      const bool plain = part.find('"') == std::string_view::npos && part.find('\0') == std::string_view::npos;
      while (!part.empty()) {
        const std::size_t newline = part.find('\n');
        const std::string_view line = part.substr(0, newline == std::string_view::npos ? newline : newline + 1);
        if (!plain || newline == std::string_view::npos || !between_rows() || !split(line)) feed(line);
        part.remove_prefix(line.size());
      }
    }
  }

  void finish() {
    const int status = csv_fini(&parser_, &CsvParser::on_field, &CsvParser::on_row, this);
    rethrow();
    if (status != 0) {
      throw bad(path_, current_.line, "a quoted field that begins in this row is never closed",
                "close it, and double a quote inside a quoted field");
    }
  }

 private:
  // A whole line without quotes, four times as fast as the library's state machine takes it; false if the line has a
  // carriage return within.
  bool split(std::string_view line) {
    std::string_view text = line.substr(0, line.size() - 1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.find('\r') != std::string_view::npos) return false;
    const std::size_t rows_before = rows_;
    current_.line = line_++;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t comma = std::min(text.find(',', begin), text.size());
      field(without_blanks(text.substr(begin, comma - begin)));
      begin = comma + 1;
    }
    end_of_row();
    check_sizes(line.size(), rows_ > rows_before);
    return true;
  }

  // One physical line, or a part of it.
  void feed(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) {
      throw bad(path_, line_, "has a NUL byte", "this is not a text file; export it as CSV in UTF-8");
    }
    if (between_rows()) current_.line = line_;
    const std::size_t rows_before = rows_;
    const std::size_t consumed =
        csv_parse(&parser_, text.data(), text.size(), &CsvParser::on_field, &CsvParser::on_row, this);
    rethrow();
    if (csv_error(&parser_) == CSV_ENOMEM) throw std::bad_alloc();
    if (consumed != text.size()) wrong_quoting();
    check_sizes(text.size(), rows_ > rows_before);
    if (text.ends_with('\n')) ++line_;
  }

  [[nodiscard]] bool between_rows() const {
    return current_.fields.empty() && parser_.entry_pos == 0 && parser_.quoted == 0;
  }

  // Before what is kept of an unfinished row grows further, or blanks go on for ever.
  void check_sizes(std::size_t added, bool row_came) {
    if (parser_.entry_pos > longest_field) refuse_field();
    row_bytes_ = row_came ? 0 : row_bytes_ + added;
    if (row_bytes_ <= longest_row) return;
    throw bad(path_, current_.line, between_rows() ? "64 MiB follow without a row" : "the row is longer than 64 MiB",
              between_rows() ? "is it the right file?" : "split the table");
  }

  [[noreturn]] void refuse_field() const {
    throw bad(path_, line_, fmt::format("column {}: is longer than 1 MiB", current_.fields.size() + 1), "shorten it");
  }

  [[noreturn]] void wrong_quoting() const {
    throw bad(path_, line_, fmt::format("column {}: a quote stands where none may be", current_.fields.size() + 1),
              "quote the whole field and double each quote inside it");
  }

  void field(std::string_view text) {
    if (current_.fields.size() == most_columns)
      throw bad(path_, line_, "has more than 100,000 columns", "split the table");
    if (text.size() > longest_field) refuse_field();
    current_.fields.emplace_back(text);
  }

  void end_of_row() {
    const bool blank = current_.fields.size() == 1 && current_.fields.front().empty();
    if (!blank && !current_.fields.empty()) {
      ++rows_;
      if (columns_ == 0) columns_ = current_.fields.size();
      if (current_.fields.size() != columns_) {
        throw bad(path_, current_.line,
                  fmt::format("has {} fields where the first row has {}", current_.fields.size(), columns_),
                  "give every row the same number of fields");
      }
      row_(current_);
    }
    current_.fields.clear();
    current_.line = line_;  // a lone CR ends a row, and the next one begins on the same line
  }

  // Exceptions must not pass through the C library.
  template <class F>
  void guarded(F action) {
    if (error_) return;
    try {
      action();
    } catch (...) {
      error_ = std::current_exception();
    }
  }
  void rethrow() {
    if (error_) std::rethrow_exception(error_);
  }
  static void on_field(void* data, std::size_t size, void* self) {
    auto* parser = static_cast<CsvParser*>(self);
    parser->guarded([&] { parser->field(data == nullptr ? "" : std::string_view(static_cast<char*>(data), size)); });
  }
  static void on_row(int, void* self) {
    auto* parser = static_cast<CsvParser*>(self);
    parser->guarded([&] { parser->end_of_row(); });
  }

  const std::filesystem::path& path_;
  const std::function<void(const CsvRow&)>& row_;
  csv_parser parser_{};
  CsvRow current_;
  std::size_t columns_ = 0;
  std::size_t line_ = 1;
  std::size_t row_bytes_ = 0;
  std::size_t rows_ = 0;
  std::exception_ptr error_;
};

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return text;
}

// Splits off the row of names.
template <class Read>
void as_table(const std::filesystem::path& path,
              const std::function<void(const CsvHeader& header, const CsvRow& row)>& row, const Read& read) {
  std::optional<CsvHeader> header;
  read(std::function<void(const CsvRow&)>([&](const CsvRow& each) {
    if (header) return row(*header, each);
    header.emplace(path, each.fields);
  }));
  if (!header) {
    throw Error(ErrorKind::bad_data, path.string(), "is empty",
                "run the same command again: it mends what was changed");
  }
}

}  // namespace

std::string csv_place(const std::filesystem::path& path, std::size_t line, std::size_t column) {
  return fmt::format("{}:{}:{}", path.string(), line, column);
}

void read_csv(const std::filesystem::path& path, const std::function<void(const CsvRow&)>& row) {
  ByteSource source(path);
  CsvParser parser(path, row);
  std::array<char, buffer_size> buffer{};
  bool first = true;
  while (const std::size_t count = source.read(buffer)) {
    const std::string_view part(buffer.data(), count);
    parser.feed_lines(first ? without_mark(part) : part);
    first = false;
  }
  parser.finish();
}

void parse_csv(std::string_view text, const std::filesystem::path& path,
               const std::function<void(const CsvRow&)>& row) {
  CsvParser parser(path, row);
  parser.feed_lines(without_mark(text));
  parser.finish();
}

CsvHeader::CsvHeader(std::filesystem::path path, std::vector<std::string> names)
    : path_(std::move(path)), names_(std::move(names)) {
  for (std::size_t place = 0; place < names_.size(); ++place) places_.try_emplace(names_[place], place);
}

std::size_t CsvHeader::at(std::string_view name) const {
  const auto found = places_.find(name);
  if (found != places_.end()) return found->second;
  throw Error(ErrorKind::bad_data, path_.string(), fmt::format("has no column {}", name),
              "run the same command again: it mends what was changed");
}

void read_csv_table(const std::filesystem::path& path,
                    const std::function<void(const CsvHeader& header, const CsvRow& row)>& row) {
  as_table(path, row, [&](const auto& each) { read_csv(path, each); });
}

void parse_csv_table(std::string_view text, const std::filesystem::path& path,
                     const std::function<void(const CsvHeader& header, const CsvRow& row)>& row) {
  as_table(path, row, [&](const auto& each) { parse_csv(text, path, each); });
}

}  // namespace actlab
