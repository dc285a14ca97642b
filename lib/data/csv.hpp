#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"

namespace actlab {

/// One row of a CSV file.
struct CsvRow {
  std::vector<std::string> fields;
  std::size_t line = 0;  ///< physical line on which the row begins, from 1
};

/// Reads a CSV file (RFC 4180, strict; CRLF, LF or CR; a UTF-8 byte-order mark is skipped; gzip-compressed or not) and
/// hands over row after row; blank lines are left out. Memory does not grow with the file: a field has at most 1 MiB, a
/// row 64 MiB and 100,000 columns. Throws Error: no_input for what is no file that may be read, cannot_read where the
/// system fails, bad_data with file:line for wrong quoting, NUL bytes, ragged rows, a damaged gzip stream, or more than
/// those sizes.
ACTLAB_API void read_csv(const std::filesystem::path& path, const std::function<void(const CsvRow&)>& row);

/// The same of a file's bytes; `path` is for messages.
ACTLAB_API void parse_csv(std::string_view text, const std::filesystem::path& path,
                          const std::function<void(const CsvRow&)>& row);

/// The names of a table's columns.
class ACTLAB_API CsvHeader {
 public:
  CsvHeader(std::filesystem::path path, std::vector<std::string> names);

  /// The place of a column, the first of its name. Throws Error (bad_data) if there is none.
  [[nodiscard]] std::size_t at(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return places_.contains(name); }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::filesystem::path path_;
  std::vector<std::string> names_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

/// Reads a CSV file whose first row names its columns. Throws Error as read_csv does, and bad_data for an empty file.
ACTLAB_API void read_csv_table(const std::filesystem::path& path,
                               const std::function<void(const CsvHeader& header, const CsvRow& row)>& row);

/// The same of a file's bytes; `path` is for messages.
ACTLAB_API void parse_csv_table(std::string_view text, const std::filesystem::path& path,
                                const std::function<void(const CsvHeader& header, const CsvRow& row)>& row);

/// "file:line:column name", with the 1-based column.
std::string csv_place(const std::filesystem::path& path, std::size_t line, std::size_t column);

}  // namespace actlab
