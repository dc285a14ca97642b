#include "claim/tuning.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace actlab;

using Values = std::vector<std::string>;

TEST_CASE("The best value has the fewest diverged networks, then the lowest mean") {
  CHECK(best_score({{0, 3}, {0, 1}, {0, 2}}) == 1);
  CHECK(best_score({{0, 3}, {1, 1}, {2, 0}}) == 0);
  CHECK(best_score({{4, std::nan("")}, {0, 9}, {4, std::nan("")}}) == 1);
}

TEST_CASE("Of values that are equally good the one nearest to the middle is taken, so that an end must be earned") {
  CHECK(best_score({{0, 1}, {0, 1}, {0, 1}}) == 1);
  CHECK(best_score({{0, 1}, {0, 1}, {0, 2}, {0, 3}}) == 1);
  CHECK(best_score({{0, 2}, {0, 2}, {0, 1}, {0, 1}, {0, 1}}) == 2);
}

TEST_CASE("A grid grows at the end that is chosen, by the ratio of the two values there") {
  TuningGrid grid("learning_rate", {"0.01", "0.03", "0.1"});
  CHECK(!grid.widen(1));
  CHECK(grid.widen(2));
  CHECK(grid.values() == Values{"0.01", "0.03", "0.1", "0.333"});
  CHECK(grid.widen(0));
  CHECK(grid.values() == Values{"0.00333", "0.01", "0.03", "0.1", "0.333"});
}

TEST_CASE("A grid grows by four values to each side at most, and within the setting's range") {
  TuningGrid grid("learning_rate", {"0.1", "1"});
  for (int i = 0; i < 4; ++i) CHECK(grid.widen(grid.values().size() - 1));
  CHECK(!grid.widen(grid.values().size() - 1));
  CHECK(grid.values().back() == "10000");
  CHECK(grid.widen(0));
  TuningGrid share("dropout", {"0.4", "0.8"});
  CHECK(!share.widen(1));  // 1.6 is no dropout
  CHECK(share.values() == Values{"0.4", "0.8"});
  TuningGrid names("optimizer", {"sgd", "adam"});
  CHECK(!names.widen(1));
  CHECK(!TuningGrid("learning_rate", {"0.1"}).widen(0));
}

TEST_CASE("What a grid was widened to is taken over, and nothing else") {
  TuningGrid earlier("learning_rate", {"0.01", "0.1"});
  earlier.widen(1);
  earlier.widen(0);
  TuningGrid grid("learning_rate", {"0.01", "0.1"});
  REQUIRE(grid.take_over(earlier.values()));
  CHECK(grid.values() == earlier.values());
  // It counts what was added.
  for (int i = 0; i < 3; ++i) CHECK(grid.widen(0));
  CHECK(!grid.widen(0));
  TuningGrid other("learning_rate", {"0.01", "0.1"});
  CHECK(!other.take_over({"0.02", "0.1"}));
  CHECK(!other.take_over({"0.1"}));
  CHECK(other.values() == Values{"0.01", "0.1"});
}
