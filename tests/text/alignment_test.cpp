#include "text/alignment.hpp"

#include <catch2/catch.hpp>

using namespace actlab::text;

TEST_CASE("A letter takes one column of a terminal, however many bytes it has") {
  CHECK(display_width("") == 0);
  CHECK(display_width("relu") == 4);
  CHECK(display_width("R\u00b2 \u2264 1") == 6);
}

TEST_CASE("Text is filled with blanks on either side, and never cut") {
  CHECK(padded("ab", 4) == "ab  ");
  CHECK(padded("ab", 4, true) == "  ab");
  CHECK(padded("R\u00b2", 3) == "R\u00b2 ");
  CHECK(padded("abcd", 3, true) == "abcd");
}

TEST_CASE("Rows are aligned in columns two blanks apart, numbers on the right, without blanks at the end") {
  const std::vector<std::vector<std::string>> rows{
      {"name", "R\u00b2", "note"}, {"a", "0.25", ""}, {"long_one", "1", "x"}};
  CHECK(aligned(rows, 3) ==
        std::vector<std::string>{"name      R\u00b2    note", "a         0.25", "long_one  1     x"});
  CHECK(aligned(rows, 1, 2) ==
        std::vector<std::string>{"name        R\u00b2  note", "a         0.25", "long_one     1  x"});
  CHECK(aligned(rows, 1) ==
        std::vector<std::string>{"name        R\u00b2  note", "a         0.25", "long_one     1     x"});
}
