#include "text/parameters.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"

using namespace actlab;
using namespace actlab::text;

namespace {

constexpr Parameter parameters[] = {
    {.name = "slope", .default_value = 0.5, .low = -1, .high = 1, .help = ""},
    {.name = "pieces", .default_value = 2, .low = 1, .high = 9, .whole = true, .help = ""},
    {.name = "shared", .default_value = 1, .low = 0, .high = 1, .on_off = true, .help = ""}};

std::vector<double> parse(std::string_view text) { return parse_parameters("thing", parameters, text, "t"); }

}  // namespace

TEST_CASE("Parameters are read by place or by name, and what is not given has its default") {
  CHECK(parse("") == std::vector<double>{0.5, 2, 1});
  CHECK(parse("-0.25") == std::vector<double>{-0.25, 2, 1});
  CHECK(parse("0.1:3:off") == std::vector<double>{0.1, 3, 0});
  CHECK(parse("shared=off:slope=1") == std::vector<double>{1, 2, 0});
  CHECK(name_before_colon("thing:1:2") == "thing");
  CHECK(name_before_colon("thing") == "thing");
}

TEST_CASE("The canonical text names only what differs from its default, and reads back") {
  CHECK(with_parameters("thing", parameters, parse("")) == "thing");
  CHECK(with_parameters("thing", parameters, parse("0.5:3:off")) == "thing:pieces=3:shared=off");
  CHECK(with_parameters("thing", parameters, parse("-0:2")) == "thing:slope=0");
}

TEST_CASE("Wrong parameters are refused with what is allowed") {
  CHECK_THROWS_WITH(parse("2"), "t: thing: slope is '2'; it must be a number from -1 to 1");
  CHECK_THROWS_WITH(parse("0:2.5"), "t: thing: pieces is '2.5'; it must be a whole number from 1 to 9");
  CHECK_THROWS_WITH(parse("shared=1"), "t: thing: shared is '1'; it must be on or off");
  CHECK_THROWS_WITH(parse("0:2:on:4"), "t: thing has no such parameter; it takes slope, pieces and shared");
  CHECK_THROWS_WITH(parse("width=2"), "t: thing has no such parameter; it takes slope, pieces and shared");
  CHECK_THROWS_WITH(parse("nan"), "t: thing: slope is 'nan'; it must be a number from -1 to 1");
}
