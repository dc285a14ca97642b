#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "text/number.hpp"
#include "text/sha256.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

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

TEST_CASE("Names near to a wrong one are suggested, nearest first") {
  const std::vector<std::string> known{"relu", "selu", "silu", "tanh", "leaky_relu"};
  CHECK(suggestion("reul", known) == "did you mean relu or selu?");
  CHECK(suggestion("leaky", known) == "did you mean leaky_relu?");
  CHECK(suggestion("zzzzzzzz", known) == "allowed are relu, selu, silu, tanh and leaky_relu");
  CHECK(suggestion("zzzzzzzz", {"sgd"}) == "allowed is sgd");
}

TEST_CASE("Quoted text is harmless on a terminal") {
  CHECK(quoted("a\x1b[2Jb\n\t") == "'a\\x1b[2Jb\\n\\t'");
  CHECK(quoted(std::string(100, 'x')) == "'" + std::string(60, 'x') + "...'");
}

TEST_CASE("Well-formed UTF-8 is told from what is not") {
  for (const char* text : {"", "plain", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x8C\x80"}) CHECK(is_utf8(text));
  for (const char* text : {"\xE4", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "a\x80"})
    CHECK(!is_utf8(text));
}

TEST_CASE("SHA-256 gives the known answers of FIPS 180") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 pieces;
  pieces.update("a");
  pieces.update("bc");
  CHECK(pieces.hex() == sha256_hex("abc"));
}
