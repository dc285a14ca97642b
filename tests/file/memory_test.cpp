#include "file/memory.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "actlab/error.hpp"

using namespace actlab;

TEST_CASE("What memory is left is known, and is no more than the limit of the address space leaves") {
  const double left = available_memory();
  CHECK(left > 1e6);
  CHECK(std::isfinite(left));
  double pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  rlimit before{};
  ::getrlimit(RLIMIT_AS, &before);
  const rlimit limited{static_cast<rlim_t>(pages * 4096 + 50e6), before.rlim_max};
  ::setrlimit(RLIMIT_AS, &limited);
  const double limited_left = available_memory();
  ::setrlimit(RLIMIT_AS, &before);
  CHECK(limited_left <= 50e6);
  CHECK(limited_left >= 20e6);
}

TEST_CASE("What would take more memory than there is is refused before it is taken") {
  CHECK_NOTHROW(require_memory(1, "here", "it", "take less"));
  try {
    require_memory(1e18, "here", "it", "take less");
    FAIL("it was not refused");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(error.where() == "here");
    CHECK(error.problem().starts_with("it would take 1 EB of memory, and "));
    CHECK(error.remedy() == "take less");
  }
}
