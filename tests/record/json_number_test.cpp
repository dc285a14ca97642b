#include "record/json_number.hpp"

#include <catch2/catch.hpp>

using namespace actlab;
using nlohmann::json;

TEST_CASE("Whole numbers are read where the type holds them, and refused where it does not or they are none") {
  CHECK(whole_number<int>(json::parse("-7")) == -7);
  CHECK(whole_number<std::uint32_t>(json::parse("4294967295")) == 4294967295U);
  CHECK(whole_number<std::int64_t>(json::parse("9223372036854775807")) == 9223372036854775807);
  for (const char* text :
       {"2147483648", "-2147483649", "1.0", "2e100", "21111111111111111111111111", "true", "\"3\"", "null"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(whole_number<int>(json::parse(text)), json::exception);
  }
  CHECK_THROWS_AS(whole_number<std::uint32_t>(json::parse("-1")), json::exception);
  CHECK_THROWS_AS(whole_number<std::size_t>(json::parse("-1")), json::exception);
}
