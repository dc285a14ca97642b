#include "arithmetic/target.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"

using namespace actlab;
using namespace actlab::arithmetic;

TEST_CASE("Without a cap the widest target is chosen") {
  CHECK(choose_target("", "test") == available_targets().front());
  CHECK(best_target() == available_targets().front());
}

TEST_CASE("A cap that the processor has is taken") {
  for (const Target target : available_targets()) CHECK(choose_target(target_name(target), "test") == target);
}

TEST_CASE("An unknown or absent target is a usage error that says where it came from") {
  try {
    choose_target("sse2", "`simd`");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(std::string(error.what()) == "`simd`: unknown SIMD target 'sse2'; allowed are avx2, avx512 and neon");
  }
#if defined(__x86_64__)
  CHECK_THROWS_WITH(choose_target("neon", "ACTLAB_SIMD"),
                    Catch::Contains("ACTLAB_SIMD: this processor or build has no neon"));
#endif
}
