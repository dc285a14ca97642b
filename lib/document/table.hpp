#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actlab/api.hpp"

namespace actlab {

/// A table of texts and numbers, to be written in one of several formats.
struct Table {
  std::string title;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::size_t numbers_from = 1;                        ///< columns from here on are right-aligned
  std::set<std::pair<std::size_t, std::size_t>> bold;  ///< row and column of what Markdown, LaTeX and HTML set in bold
};

/// text (aligned columns), csv, markdown, latex (booktabs), json (a list of objects, whose numbers are numbers and
/// whose empty fields are null). Throws Error (usage) at `where` for any other name.
enum class TableFormat { text, csv, markdown, latex, json };
ACTLAB_API TableFormat read_table_format(std::string_view text, std::string_view where);

/// Whether the format is for programs, which want numbers in full and columns with names of one word.
inline bool is_for_programs(TableFormat format) { return format == TableFormat::csv || format == TableFormat::json; }

/// A line of text with what the format gives a meaning to escaped.
std::string markdown_escaped(std::string_view text);
std::string latex_escaped(std::string_view text);

/// The table with its title; what a format gives a meaning to in a cell is escaped. Ends with a newline.
ACTLAB_API std::string table_text(const Table& table, TableFormat format);

}  // namespace actlab
