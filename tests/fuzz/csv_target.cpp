#include <vector>

#include "data/csv.hpp"
#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"

namespace actlab::fuzz {
namespace {

std::string quoted_row(const std::vector<std::string>& fields) {
  std::string row;
  for (const std::string& field : fields) {
    row += row.empty() ? "\"" : ",\"";
    for (const char c : field) row += c == '"' ? "\"\"" : std::string(1, c);
    row += '"';
  }
  return row + "\n";
}

}  // namespace

// Rows are of one width and in order, and say the same when every field is quoted.
void read_any_csv(std::string_view bytes) {
  std::vector<std::vector<std::string>> rows;
  std::string again;
  std::size_t line = 0;
  const bool whole = accepted([&] {
    read_csv(file_of(bytes, "input.csv"), [&](const CsvRow& row) {
      require(rows.empty() || row.fields.size() == rows.front().size(), "all rows are of one width");
      require(row.line >= line, "rows come in order");
      line = row.line;
      rows.push_back(row.fields);
      again += quoted_row(row.fields);
    });
  });
  if (!whole) return;
  std::size_t next = 0;
  read_csv(file_of(again, "again.csv"), [&](const CsvRow& row) {
    require(next < rows.size() && row.fields == rows[next++], "quoting keeps fields");
  });
  require(next == rows.size(), "quoting keeps rows");
}

}  // namespace actlab::fuzz
