#include "playground/seeded_random.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace actlab;

TEST_CASE("Seeded numbers are those of seedrandom's documentation and of Playground's recorded runs") {
  SeededRandom hello_dot("hello.");
  CHECK(hello_dot.uniform() == 0.9282578795792454);
  CHECK(hello_dot.uniform() == 0.3752569768646784);
  SeededRandom hello("hello");
  for (const double expected : {0.5463663768140734, 0.4397379377059223, 0.554769432473455, 0.7627046759719986}) {
    CHECK(hello.uniform() == expected);
  }
  for (const char* name : {"circle-relu-4-2", "circle-tanh-6-l1-squares", "gauss-linear-nohidden", "gauss-sigmoid-8",
                           "reg-gauss-tanh-6-6-6", "reg-plane-relu-4", "spiral-tanh-8-8", "xor-tanh-8-8-l2"}) {
    CAPTURE(name);
    std::ifstream file(std::string(ACTLAB_SOURCE_DIR) + "/tests/playground/" + name + ".json");
    const auto recorded = nlohmann::json::parse(file);
    SeededRandom numbers(recorded["seed"].get<std::string>());
    for (const auto& expected : recorded["rngFirst8"]) CHECK(numbers.uniform() == expected.get<double>());
    CHECK(numbers.drawn() == 8);
  }
}

TEST_CASE("A seed is a text, not a number, of any length") {
  CHECK(SeededRandom("0.5").uniform() != SeededRandom("0.50").uniform());
  CHECK(SeededRandom("").uniform() >= 0);
  const std::string long_seed(300, 'x');
  CHECK(SeededRandom(long_seed).uniform() != SeededRandom(long_seed + "x").uniform());
  SeededRandom skipped("a");
  skipped.skip(5);
  SeededRandom drawn("a");
  for (int i = 0; i < 5; ++i) drawn.uniform();
  CHECK(skipped.uniform() == drawn.uniform());
}

TEST_CASE("Seeded numbers are uniform") {
  SeededRandom numbers("uniform");
  int below = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double value = numbers.uniform();
    REQUIRE((value >= 0 && value < 1));
    below += value < 0.25 ? 1 : 0;
  }
  CHECK(below > 2500 - 4 * 44);
  CHECK(below < 2500 + 4 * 44);
}
