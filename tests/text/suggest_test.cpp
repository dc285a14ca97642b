#include "text/suggest.hpp"

#include <catch2/catch.hpp>

using namespace actlab::text;

TEST_CASE("Names near to a wrong one are suggested, nearest first") {
  const std::vector<std::string> known{"relu", "selu", "silu", "tanh", "leaky_relu"};
  CHECK(suggestion("reul", known) == "did you mean relu or selu?");
  CHECK(suggestion("leaky", known) == "did you mean leaky_relu?");
  CHECK(suggestion("zzzzzzzz", known) == "allowed are relu, selu, silu, tanh and leaky_relu");
  CHECK(suggestion("zzzzzzzz", {"sgd"}) == "allowed is sgd");
}

TEST_CASE("At most three names are suggested, and none where the list is long and nothing is near") {
  CHECK(nearest_names("ab", {"aa", "ac", "ad", "ae"}) == std::vector<std::string>{"aa", "ac", "ad"});
  CHECK(nearest_names("relu", {"rel", "relu", "elu"}) == std::vector<std::string>{"relu", "rel", "elu"});
  CHECK(suggestion("zzzz", std::vector<std::string>(13, "a")).starts_with("allowed are a, a"));
  CHECK(suggestion("zzzz", std::vector<std::string>(14, "a")).empty());
}

TEST_CASE("A swap of neighbours is one edit, and half of a name's length is the furthest") {
  CHECK(nearest_names("ab", {"ba"}) == std::vector<std::string>{"ba"});
  CHECK(nearest_names("abcd", {"abxx"}) == std::vector<std::string>{"abxx"});
  CHECK(nearest_names("abcd", {"axxx"}).empty());
  CHECK(nearest_names("r", {"relu"}).empty());
  CHECK(nearest_names("re", {"relu"}) == std::vector<std::string>{"relu"});
}
