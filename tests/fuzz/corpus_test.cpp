#include <catch2/catch.hpp>
#include <filesystem>

#include "data/files.hpp"
#include "fuzz/targets.hpp"

using namespace actlab;

// Without a fuzzer: what the fuzzers start from, and what they have found, with any compiler.
TEST_CASE("Every reader keeps its invariants on its corpus") {
  for (const fuzz::Target& target : fuzz::targets()) {
    std::size_t inputs = 0;
    const std::filesystem::path corpus = std::filesystem::path(ACTLAB_SOURCE_DIR) / "tests/fuzz/corpus" / target.name;
    for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
      INFO(entry.path().string());
      CHECK_NOTHROW(target.run(test::read_file(entry.path())));
      ++inputs;
    }
    INFO(target.name);
    CHECK(inputs > 0);
  }
}
