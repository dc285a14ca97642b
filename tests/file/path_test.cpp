#include "file/path.hpp"

#include <catch2/catch.hpp>

using actlab::file::without_trailing_slash;

TEST_CASE("Slashes at the end of a path are taken off, and nothing else") {
  for (const char* path : {"results/big", "results/big/", "results/big//"}) {
    CHECK(without_trailing_slash(path) == "results/big");
  }
  for (const char* path : {"", "/", ".", "..", "a"}) CHECK(without_trailing_slash(path).string() == path);
}
