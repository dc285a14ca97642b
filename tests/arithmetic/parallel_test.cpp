#include "arithmetic/parallel.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace actlab;

TEST_CASE("Every task runs once, sees what was written before it, and is seen after") {
  std::vector<std::size_t> before(1000);
  std::iota(before.begin(), before.end(), std::size_t{7});
  std::vector<std::size_t> after(before.size(), 0);
  arithmetic::in_parallel(before.size(), [&](std::size_t i) { after[i] += 2 * before[i]; });
  for (std::size_t i = 0; i < after.size(); ++i) CHECK(after[i] == 2 * (i + 7));
}

TEST_CASE("No task is no call, and what a task throws is thrown to the caller") {
  arithmetic::in_parallel(0, [](std::size_t) { FAIL("there is nothing to do"); });
  CHECK_THROWS_AS(arithmetic::in_parallel(3, [](std::size_t) { throw std::runtime_error("a task's"); }),
                  std::runtime_error);
}
