#include "text/template.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

using actlab::text::fill_template;

TEST_CASE("Every placeholder of a template has its value put in, as often as it stands there") {
  CHECK(fill_template("@A@ and @B_C@, @A@", {{"A", "1"}, {"B_C", "two"}}) == "1 and two, 1");
  CHECK(fill_template("@A@@A@", {{"A", ""}}).empty());
  CHECK(fill_template("", {}).empty());
}

TEST_CASE("A placeholder inside a value stays as it is") {
  CHECK(fill_template("@A@ @B@", {{"A", "@B@"}, {"B", "@A@@B@"}}) == "@B@ @A@@B@");
  CHECK(fill_template("@@A@B@", {{"A", "@"}, {"B", "never"}}) == "@@B@");
}

TEST_CASE("An @ sign that begins no placeholder stands for itself") {
  for (const char* text : {"@", "@@", "@ A@", "USR1@60", "@a@", "words between @ signs", "@OPEN", "x@"}) {
    CHECK(fill_template(text, {{"A", "never"}}) == text);
  }
}

TEST_CASE("A placeholder without a value is a fault of the template") {
  CHECK_THROWS_AS(fill_template("--shards @SHARD@", {{"SHARDS", "16"}}), std::logic_error);
}
