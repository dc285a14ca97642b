#include "text/number.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace actlab::text;

TEST_CASE("Numbers are written in the shortest text that reads back the same") {
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(0.1F) == "0.1");
  CHECK(number_text(static_cast<double>(0.1F)) == "0.10000000149011612");
  CHECK(number_text(1e-7) == "1e-07");
  CHECK(number_text(3.0) == "3");
  CHECK(number_text(-0.0) == "-0");
  CHECK(number_text(-std::nan("")) == "nan");
  CHECK(number_text(-std::numeric_limits<double>::infinity()) == "-inf");
  for (const double value : {1.0 / 3, 5e-324, 1.7976931348623157e308, 123456789.125}) {
    CHECK(*parse_number(number_text(value)) == value);
  }
}

TEST_CASE("Only a whole text is a number") {
  CHECK(*parse_number("+1.5e3") == 1500);
  CHECK(*parse_number("-0.000e9") == 0);
  CHECK(std::isinf(*parse_number("-inf")));
  CHECK(std::isnan(*parse_number("nan")));
  for (const char* text : {"", "1,5", "1.5x", " 1", "0x10", "+-1", "1e999", "-1e999", "1e-999"})
    CHECK(!parse_number(text));
  CHECK(*parse_integer("-12") == -12);
  for (const char* text : {"1.0", "1e3", "99999999999999999999"}) CHECK(!parse_integer(text));
}

TEST_CASE("Bytes are said in the unit in which they have at most three digits before the point") {
  CHECK(size_text(1) == "1 kB");
  CHECK(size_text(999e3) == "999 kB");
  CHECK(size_text(999.9e3) == "1 MB");
  CHECK(size_text(1.25e9) == "1.25 GB");
  CHECK(size_text(999.9e9) == "1 TB");
  CHECK(size_text(1.84e12) == "1.84 TB");
}
