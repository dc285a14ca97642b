#include "document/table.hpp"

#include <algorithm>
#include <array>

#include "actlab/error.hpp"
#include "record/csv_writer.hpp"
#include "text/alignment.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr std::array<std::string_view, 4> format_names{"text", "csv", "markdown", "latex"};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Line ends would end a row, and escape sequences would reach the terminal.
std::string one_line(std::string text) {
  std::ranges::replace_if(text, is_control, ' ');
  return text;
}

std::string csv_text(const Table& table) {
  std::string out;
  const auto add = [&](const std::vector<std::string>& row) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) out += ',';
      append_csv_field(out, row[c]);
    }
    out += '\n';
  };
  add(table.header);
  for (const auto& row : table.rows) add(row);
  return out;
}

std::string markdown_text(const Table& table) {
  std::string out = "**" + markdown_escaped(table.title) + "**\n\n";
  const auto add = [&](const std::vector<std::string>& row) {
    for (const std::string& cell : row) out += "| " + markdown_escaped(cell) + " ";
    out += "|\n";
  };
  add(table.header);
  for (std::size_t c = 0; c < table.header.size(); ++c) out += c < table.numbers_from ? "| --- " : "| ---: ";
  out += "|\n";
  for (const auto& row : table.rows) add(row);
  return out;
}

std::string latex_text(const Table& table) {
  std::string out = "% " + one_line(table.title) + "; \\usepackage{booktabs}\n\\begin{tabular}{" +
                    std::string(table.numbers_from, 'l') + std::string(table.header.size() - table.numbers_from, 'r') +
                    "}\n\\toprule\n";
  const auto add = [&](const std::vector<std::string>& row) {
    for (std::size_t c = 0; c < row.size(); ++c) out += (c == 0 ? "" : " & ") + latex_escaped(row[c]);
    out += " \\\\\n";
  };
  add(table.header);
  out += "\\midrule\n";
  for (const auto& row : table.rows) add(row);
  return out + "\\bottomrule\n\\end{tabular}\n";
}

std::string aligned_text(const Table& table) {
  std::vector<std::vector<std::string>> rows{table.header};
  rows.insert(rows.end(), table.rows.begin(), table.rows.end());
  for (std::vector<std::string>& row : rows) std::ranges::transform(row, row.begin(), one_line);
  std::string out = one_line(table.title) + "\n";
  for (const std::string& line : text::aligned(rows, table.numbers_from)) out += line + "\n";
  return out;
}

}  // namespace

std::string markdown_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\|*_`<>[]&~$").find(c) != std::string_view::npos) out += '\\';
    out += is_control(c) ? ' ' : c;
  }
  return out;
}

std::string latex_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("&%$#_{}").find(c) != std::string_view::npos) {
      out += std::string("\\") + c;
    } else if (c == '~') {
      out += "\\textasciitilde{}";
    } else if (c == '^') {
      out += "\\textasciicircum{}";
    } else if (c == '\\') {
      out += "\\textbackslash{}";
    } else if (c == '<' || c == '>' || c == '|') {
      out += std::string("$") + c + "$";
    } else {
      out += is_control(c) ? ' ' : c;
    }
  }
  return out;
}

TableFormat read_table_format(std::string_view text, std::string_view where) {
  const auto found = std::ranges::find(format_names, text);
  if (found != format_names.end()) return static_cast<TableFormat>(found - format_names.begin());
  throw Error(ErrorKind::usage, std::string(where), text::quoted(text) + " is not allowed",
              "allowed are " + text::enumeration({format_names.begin(), format_names.end()}));
}

std::string table_text(const Table& table, TableFormat format) {
  switch (format) {
    case TableFormat::csv:
      return csv_text(table);
    case TableFormat::markdown:
      return markdown_text(table);
    case TableFormat::latex:
      return latex_text(table);
    default:
      return aligned_text(table);
  }
}

}  // namespace actlab
