#include "claim/stability.hpp"

#include <catch2/catch.hpp>

using namespace actlab;

namespace {

using enum Outcome;

std::vector<Outcome> ten(Outcome last) {
  std::vector<Outcome> outcomes(10, holds);
  outcomes.back() = last;
  return outcomes;
}

}  // namespace

TEST_CASE("A finding is kept where its outcome is the same under all data seeds") {
  const Stability stability = stability_of(
      {{1, ten(holds), Verdict::holds}, {2, ten(not_worse), Verdict::holds}, {3, ten(holds), Verdict::holds}});
  CHECK(stability.findings == 10);
  CHECK(stability.kept == 9);
  CHECK(stability.stable);
  CHECK(stability.verdict == Verdict::holds);
  CHECK(stability.data_seeds == std::vector<std::int64_t>{1, 2, 3});
  CHECK(!stability.flipped);
}

TEST_CASE("A claim fewer than nine tenths of whose findings are kept cannot be told") {
  std::vector<Outcome> other = ten(cannot_tell);
  other.front() = cannot_tell;
  const Stability stability = stability_of({{1, ten(holds), Verdict::holds}, {2, other, Verdict::holds}});
  CHECK(stability.kept == 8);
  CHECK(!stability.stable);
  CHECK(stability.verdict == Verdict::cannot_tell);
}

TEST_CASE("Verdicts that differ are none, and a claim that holds and is reversed has flipped") {
  const Stability differ = stability_of({{1, ten(holds), Verdict::holds}, {2, ten(cannot_tell), Verdict::cannot_tell}});
  CHECK(differ.stable);
  CHECK(differ.verdict == Verdict::cannot_tell);
  CHECK(!differ.flipped);
  CHECK(stability_of({{1, {holds}, Verdict::holds}, {2, {reversed}, Verdict::reversed}}).flipped);
}
