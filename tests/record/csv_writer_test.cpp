#include "record/csv_writer.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("CSV fields are quoted as RFC 4180 says and numbers are in their shortest text") {
  const TemporaryDirectory directory;
  CsvWriter out(directory.path() / "t.csv");
  out.text("plain");
  out.text("a,b");
  out.text("say \"x\"");
  out.text("two\nlines");
  out.end_row();
  out.number(0.1);
  out.number(static_cast<double>(0.1F), Precision::float32);
  out.number(std::nan(""));
  out.number(-std::numeric_limits<double>::infinity());
  out.empty();
  out.integer(-3);
  out.end_row();
  out.commit();
  CHECK(read_file(directory.path() / "t.csv") ==
        "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\n0.1,0.1,nan,-inf,,-3\n");
}

TEST_CASE("A header is a row of names") {
  const TemporaryDirectory directory;
  CsvWriter out(directory.path() / "t.csv");
  out.header(std::array<std::string_view, 3>{"a", "b,c", ""});
  out.integer(1);
  out.end_row();
  const std::string hash = out.commit();
  CHECK(hash == file_hash(directory.path() / "t.csv"));
  CHECK(read_file(directory.path() / "t.csv") == "a,\"b,c\",\n1\n");
}

TEST_CASE("A field for gnuplot has look-alikes of commas and quotes, blanks for control characters, and no quotes") {
  CHECK(gnuplot_field("max(x,0)") == "max(x\u201a0)");
  CHECK(gnuplot_field("say \"x\"") == "say \u201dx\u201d");
  CHECK(gnuplot_field("two\r\nlines\t\x7f|") == "two  lines  |");
  CHECK(gnuplot_field("\u00fcber") == "\u00fcber");
  std::string quoted;
  append_csv_field(quoted, gnuplot_field("a,\"b\"\nc"));
  CHECK(quoted == "a\u201a\u201db\u201d c");
}
