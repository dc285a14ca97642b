#include "document/table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "actlab/error.hpp"
#include "record/csv_writer.hpp"
#include "text/alignment.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr std::array<std::string_view, 5> format_names{"text", "csv", "markdown", "latex", "json"};

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
  for (const std::string& cell : table.header) out += "| " + markdown_escaped(cell) + " ";
  out += "|\n";
  for (std::size_t c = 0; c < table.header.size(); ++c) out += c < table.numbers_from ? "| --- " : "| ---: ";
  out += "|\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
      const std::string cell = markdown_escaped(table.rows[r][c]);
      out += table.bold.contains({r, c}) ? "| **" + cell + "** " : "| " + cell + " ";
    }
    out += "|\n";
  }
  return out;
}

std::string latex_text(const Table& table) {
  std::string out = "% " + one_line(table.title) + "; \\usepackage{booktabs}\n\\begin{tabular}{" +
                    std::string(table.numbers_from, 'l') + std::string(table.header.size() - table.numbers_from, 'r') +
                    "}\n\\toprule\n";
  const auto add = [&](const std::vector<std::string>& row, const auto& is_bold) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string cell = latex_escaped(row[c]);
      out += (c == 0 ? "" : " & ") + (is_bold(c) ? "\\textbf{" + cell + "}" : cell);
    }
    out += " \\\\\n";
  };
  add(table.header, [](std::size_t) { return false; });
  out += "\\midrule\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    add(table.rows[r], [&](std::size_t c) { return table.bold.contains({r, c}); });
  }
  return out + "\\bottomrule\n\\end{tabular}\n";
}

nlohmann::ordered_json json_value(const std::string& field) {
  if (field.empty()) return nullptr;
  if (const auto integer = text::parse_integer(field)) return *integer;
  if (const auto number = text::parse_number(field); number && std::isfinite(*number)) return *number;
  return field;
}

// Columns before the numbers are texts, even where they look like numbers.
std::string json_text(const Table& table) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json object;
    for (std::size_t c = 0; c < row.size(); ++c) {
      object[table.header[c]] = c < table.numbers_from ? nlohmann::ordered_json(row[c]) : json_value(row[c]);
    }
    rows.push_back(std::move(object));
  }
  return rows.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
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
    case TableFormat::json:
      return json_text(table);
    default:
      return aligned_text(table);
  }
}

}  // namespace actlab
