#include "text/strings.hpp"

#include <catch2/catch.hpp>

using namespace actlab::text;

TEST_CASE("Quoted text is harmless on a terminal") {
  CHECK(quoted("a\x1b[2Jb\n\t") == "'a\\x1b[2Jb\\n\\t'");
  CHECK(quoted(std::string(100, 'x')) == "'" + std::string(60, 'x') + "...'");
}

TEST_CASE("Well-formed UTF-8 is told from what is not") {
  for (const char* text : {"", "plain", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x8C\x80"}) CHECK(is_utf8(text));
  for (const char* text : {"\xE4", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "a\x80"})
    CHECK(!is_utf8(text));
}

TEST_CASE("Words are what spaces separate, however many they are") {
  CHECK(words("a bc  d ") == std::vector<std::string>{"a", "bc", "d"});
  CHECK(words(" ").empty());
  CHECK(words("a\tb") == std::vector<std::string>{"a\tb"});
}

TEST_CASE("Items are joined by a separator, or enumerated as a sentence does") {
  CHECK(joined({}, ", ").empty());
  CHECK(joined({"a"}, ", ") == "a");
  CHECK(joined({"a", "", "c"}, "; ") == "a; ; c");
  CHECK(enumeration({}).empty());
  CHECK(enumeration({"a"}) == "a");
  CHECK(enumeration({"a", "b"}) == "a and b");
  CHECK(enumeration({"a", "b", "c"}, "or") == "a, b or c");
  CHECK(enumeration_of_some({"a", "b", "c", "d"}, 2) == "a, b and 2 more");
  CHECK(enumeration_of_some({"a", "b"}, 2) == "a and b");
}
