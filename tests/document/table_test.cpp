#include "document/table.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "actlab/error.hpp"

using namespace actlab;

namespace {

const std::string hostile = "\\a|b*c_d`e<f>g[h]&i~j$k%l#m{n}^\"o\",p\nq\x1b[2Jr";

Table small_table() {
  Table table;
  table.title = "runs by activation";
  table.header = {"activation", "mean", "sd"};
  table.rows = {{"relu", "0.97", "0.001"}, {"leaky_relu", "1", "12"}};
  return table;
}

Table table_of(const std::string& cell) {
  Table table;
  table.title = cell;
  table.header = {cell};
  table.rows = {{cell}};
  return table;
}

}  // namespace

TEST_CASE("A table of text has aligned columns, the numbers on the right") {
  CHECK(table_text(small_table(), TableFormat::text) ==
        "runs by activation\n"
        "activation  mean     sd\n"
        "relu        0.97  0.001\n"
        "leaky_relu     1     12\n");
}

TEST_CASE("A table of CSV is its header and rows alone") {
  CHECK(table_text(small_table(), TableFormat::csv) ==
        "activation,mean,sd\n"
        "relu,0.97,0.001\n"
        "leaky_relu,1,12\n");
}

TEST_CASE("A table of Markdown has a ruler that aligns numbers on the right") {
  CHECK(table_text(small_table(), TableFormat::markdown) ==
        "**runs by activation**\n\n"
        "| activation | mean | sd |\n"
        "| --- | ---: | ---: |\n"
        "| relu | 0.97 | 0.001 |\n"
        "| leaky\\_relu | 1 | 12 |\n");
}

TEST_CASE("A table of LaTeX is a tabular with booktabs' rules") {
  CHECK(table_text(small_table(), TableFormat::latex) ==
        "% runs by activation; \\usepackage{booktabs}\n"
        "\\begin{tabular}{lrr}\n"
        "\\toprule\n"
        "activation & mean & sd \\\\\n"
        "\\midrule\n"
        "relu & 0.97 & 0.001 \\\\\n"
        "leaky\\_relu & 1 & 12 \\\\\n"
        "\\bottomrule\n"
        "\\end{tabular}\n");
}

TEST_CASE("Columns before the numbers are texts, in every format that aligns") {
  Table table = small_table();
  table.numbers_from = 2;
  CHECK(table_text(table, TableFormat::text).find("\nrelu        0.97  0.001\nleaky_relu  1        12\n") !=
        std::string::npos);
  CHECK(table_text(table, TableFormat::markdown).find("| --- | --- | ---: |\n") != std::string::npos);
  CHECK(table_text(table, TableFormat::latex).find("{llr}") != std::string::npos);
}

TEST_CASE("Bold cells are bold in Markdown and LaTeX, by row and column, and plain elsewhere") {
  Table table = small_table();
  table.bold = {{0, 2}, {1, 0}};
  const std::string markdown = table_text(table, TableFormat::markdown);
  CHECK(markdown.ends_with("| relu | 0.97 | **0.001** |\n| **leaky\\_relu** | 1 | 12 |\n"));
  const std::string latex = table_text(table, TableFormat::latex);
  CHECK(latex.find("\nrelu & 0.97 & \\textbf{0.001} \\\\\n\\textbf{leaky\\_relu} & 1 & 12 \\\\\n") !=
        std::string::npos);
  CHECK(latex.find("activation & mean & sd") != std::string::npos);
  for (const TableFormat format : {TableFormat::text, TableFormat::csv, TableFormat::json}) {
    CHECK(table_text(table, format) == table_text(small_table(), format));
  }
}

TEST_CASE("A table of JSON is a list of objects in the order of its columns, whose numbers are numbers") {
  Table table = small_table();
  table.rows = {{"relu", "0.97", "12"}, {"4", "", "fast"}, {"tanh", "1e-05", "nan"}};
  CHECK(table_text(table, TableFormat::json) ==
        R"([
  {
    "activation": "relu",
    "mean": 0.97,
    "sd": 12
  },
  {
    "activation": "4",
    "mean": null,
    "sd": "fast"
  },
  {
    "activation": "tanh",
    "mean": 1e-05,
    "sd": "nan"
  }
]
)");
  table.rows.clear();
  CHECK(table_text(table, TableFormat::json) == "[]\n");
}

TEST_CASE("Any text in a table of JSON is read back as it was, and what is no UTF-8 still parses") {
  const auto cell = [](const std::string& text) {
    return nlohmann::json::parse(table_text(table_of(text), TableFormat::json)).at(0).begin().value();
  };
  CHECK(cell(hostile) == hostile);
  CHECK(cell("two\nlines") == "two\nlines");
  CHECK(cell("a\xff") == "a\ufffd");
}

TEST_CASE("Formats for programs are CSV and JSON") {
  CHECK(is_for_programs(TableFormat::csv));
  CHECK(is_for_programs(TableFormat::json));
  CHECK(!is_for_programs(TableFormat::text));
  CHECK(!is_for_programs(TableFormat::markdown));
  CHECK(!is_for_programs(TableFormat::latex));
}

TEST_CASE("Hostile text in a cell stays text, on one line, in every format") {
  const std::string latex =
      "\\textbackslash{}a$|$b*c\\_d`e$<$f$>$g[h]\\&i\\textasciitilde{}j\\$k\\%l\\#m\\{n\\}\\textasciicircum{}\"o\",p q "
      "[2Jr";
  const std::string markdown = R"(\\a\|b\*c\_d\`e\<f\>g\[h\]\&i\~j\$k%l#m{n}^"o",p q \[2Jr)";
  const std::string plain = "\\a|b*c_d`e<f>g[h]&i~j$k%l#m{n}^\"o\",p q [2Jr";
  CHECK(latex_escaped(hostile) == latex);
  CHECK(markdown_escaped(hostile) == markdown);
  const Table table = table_of(hostile);
  CHECK(table_text(table, TableFormat::text) == plain + "\n" + plain + "\n" + plain + "\n");
  CHECK(table_text(table, TableFormat::markdown) ==
        "**" + markdown + "**\n\n| " + markdown + " |\n| --- |\n| " + markdown + " |\n");
  CHECK(table_text(table, TableFormat::latex) ==
        "% " + plain + "; \\usepackage{booktabs}\n\\begin{tabular}{l}\n\\toprule\n" + latex + " \\\\\n\\midrule\n" +
            latex + " \\\\\n\\bottomrule\n\\end{tabular}\n");
}

TEST_CASE("A cell of CSV is quoted where RFC 4180 wants it, and keeps every byte") {
  const auto cell = [](const std::string& text) { return table_text(table_of(text), TableFormat::csv); };
  CHECK(cell("plain 'text'") == "plain 'text'\nplain 'text'\n");
  CHECK(cell("a,b") == "\"a,b\"\n\"a,b\"\n");
  CHECK(cell("say \"so\"") == "\"say \"\"so\"\"\"\n\"say \"\"so\"\"\"\n");
  CHECK(cell("two\nlines") == "\"two\nlines\"\n\"two\nlines\"\n");
  CHECK(cell("carriage\rreturn") == "\"carriage\rreturn\"\n\"carriage\rreturn\"\n");
}

TEST_CASE("Formats of tables go by their names, and others are refused with those") {
  CHECK(read_table_format("text", "--format") == TableFormat::text);
  CHECK(read_table_format("csv", "--format") == TableFormat::csv);
  CHECK(read_table_format("markdown", "--format") == TableFormat::markdown);
  CHECK(read_table_format("latex", "--format") == TableFormat::latex);
  CHECK(read_table_format("json", "--format") == TableFormat::json);
  CHECK_THROWS_WITH(read_table_format("html", "--format"),
                    "--format: 'html' is not allowed; allowed are text, csv, markdown, latex and json");
  try {
    read_table_format("", "--format");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
  }
}
