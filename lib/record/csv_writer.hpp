#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "actlab/api.hpp"
#include "actlab/settings.hpp"
#include "file/atomic_file.hpp"

namespace actlab {

/// `text` as a CSV field: quoted where RFC 4180 wants it.
ACTLAB_API void append_csv_field(std::string& out, std::string_view text);

/// A user's text as a CSV field that gnuplot reads whole: it cuts quoted fields at their first comma and their first
/// line's end, so commas and quotes become signs that look like them, and control characters blanks.
ACTLAB_API std::string gnuplot_field(std::string_view text);

/// A CSV file row by row: '.' and '\n' everywhere, numbers in their shortest text.
class ACTLAB_API CsvWriter {
 public:
  explicit CsvWriter(const std::filesystem::path& path) : file_(path) {}
  CsvWriter(const Directory& directory, std::string_view name, Commit commit = Commit::durable)
      : file_(directory, std::string(name), commit) {}

  void text(std::string_view field);
  /// In the fewest digits that tell numbers of the precision apart.
  void number(double value, Precision precision = Precision::float64);
  void integer(std::int64_t value);
  void empty();
  void end_row();
  void header(std::span<const std::string_view> names);

  /// See AtomicFile::commit.
  std::string commit() { return file_.commit(); }

 private:
  void separate();

  AtomicFile file_;
  std::string row_;
  bool row_begun_ = false;
};

}  // namespace actlab
