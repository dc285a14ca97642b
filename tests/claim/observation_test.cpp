#include "claim/observation.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "actlab/error.hpp"
#include "claim/world.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Settings = std::map<std::string, std::string>;

std::vector<DataSetPairs> pairs_of(const Claim& claim, const World& world) {
  return ArrangedObservations(claim, claim.rules[0], world.observations())
      .pairs("", "relu", claim.rules[0].against.empty() ? "" : "tanh");
}

}  // namespace

TEST_CASE("Variants of a data set and other crossed settings are averaged, replicate by replicate") {
  World world;
  for (std::uint32_t r = 0; r < 3; ++r) {
    for (const char* noise : {"0", "20"}) {
      const double shift = noise == std::string("20") ? -0.2 : 0;
      world.add({{"activation", "relu"}, {"dataset", "xor"}, {"noise", noise}}, r, 0.9 + shift + 0.01 * r);
      world.add({{"activation", "tanh"}, {"dataset", "xor"}, {"noise", noise}}, r, 0.8 + shift);
    }
  }
  Claim claim = claim_on(Relation::higher);
  claim.experiment.common.values["noise"] = {"0", "20"};
  const auto pairs = pairs_of(claim, world);
  REQUIRE(pairs.size() == 1);
  REQUIRE(pairs[0].runs.first.size() == 3);
  CHECK(pairs[0].runs.first[2] == Approx(0.82));
  CHECK(pairs[0].runs.second[2] == Approx(0.7));
  CHECK(pairs[0].networks.size() == 6);
}

TEST_CASE("Shares are not averaged: every network is a unit") {
  World world;
  for (const char* noise : {"0", "20"}) {
    for (const char* activation : {"relu", "tanh"}) {
      world.add({{"activation", activation}, {"dataset", "xor"}, {"noise", noise}}, 0, noise[0] == '0' ? 1 : 0);
    }
  }
  Claim claim = claim_on(Relation::higher);
  claim.experiment.common.values["noise"] = {"0", "20"};
  claim.rules[0].metric = "success";
  CHECK(pairs_of(claim, world)[0].runs.first == std::vector<double>{1, 0});
}

TEST_CASE("What is tuned differs within a pair") {
  World world;
  world.add({{"activation", "relu"}, {"dataset", "xor"}, {"learning_rate", "0.1"}}, 0, 0.9);
  world.add({{"activation", "tanh"}, {"dataset", "xor"}, {"learning_rate", "0.3"}}, 0, 0.8);
  Claim claim = claim_on(Relation::higher);
  claim.tuning = Tuning{"learning_rate", {"0.1", "0.3"}, "validation_accuracy"};
  CHECK(pairs_of(claim, world).at(0).runs.first.size() == 1);
}

TEST_CASE("Networks that diverged are left out and counted, or count as what the rule says") {
  World world;
  for (std::uint32_t r = 0; r < 32; ++r) {
    world.add({{"activation", "relu"}, {"dataset", "xor"}}, r, r < 8 ? std::nan("") : 0.9, r < 8);
    world.add({{"activation", "tanh"}, {"dataset", "xor"}}, r, 0.8);
  }
  Claim claim = claim_on(Relation::higher);
  const DataSetPairs left_out = pairs_of(claim, world)[0];
  CHECK(left_out.runs.first.size() == 24);
  CHECK(left_out.diverged == 8);
  claim.rules[0].diverged = 0.1;
  const DataSetPairs counted = pairs_of(claim, world)[0];
  CHECK(counted.runs.first.size() == 32);
  CHECK(counted.runs.first[0] == 0.1);
  CHECK(counted.diverged == 8);
}

TEST_CASE("A change is the metric at one value less that at the other, network by network") {
  World world;
  for (const char* activation : {"relu", "tanh"}) {
    const double drop = activation == std::string("relu") ? 0.3 : 0.1;
    world.add({{"activation", activation}, {"dataset", "xor"}, {"learning_rate", "0.1"}}, 0, 0.9);
    world.add({{"activation", activation}, {"dataset", "xor"}, {"learning_rate", "1"}}, 0, 0.9 - drop);
  }
  Claim claim = claim_on(Relation::lower);
  claim.experiment.common.values["learning_rate"] = {"0.1", "1"};
  claim.rules[0].change = Change{"learning_rate", "0.1", "1"};
  const DataSetPairs pairs = pairs_of(claim, world)[0];
  CHECK(pairs.runs.first.at(0) == Approx(-0.3));
  CHECK(pairs.runs.second.at(0) == Approx(-0.1));
}

TEST_CASE("A slope is by the power of ten of a number, or by the hidden layer") {
  World world;
  const auto add = [&](const std::string& setting, const std::string& value, double metric) {
    for (const char* activation : {"relu", "tanh"}) {
      world.add({{"activation", activation}, {"dataset", "xor"}, {setting, value}}, 0, metric);
    }
  };
  Claim claim = claim_on(Relation::lower);
  SECTION("per power of ten") {
    claim.rules[0].slope = "learning_rate";
    claim.experiment.common.values["learning_rate"] = {"0.01", "0.1", "1"};
    // By least squares over -2, -1, 0: (1 * 0.7 - (-1) * 0.1) / 2
    add("learning_rate", "0.01", 0.1);
    add("learning_rate", "0.1", 0.2);
    add("learning_rate", "1", 0.7);
    CHECK(pairs_of(claim, world)[0].runs.first.at(0) == Approx(0.3));
  }
  SECTION("per hidden layer") {
    claim.rules[0].slope = "arch";
    claim.experiment.common.values["arch"] = {"linear", "8-8", "8-8-8-8"};
    add("arch", "linear", 1);
    add("arch", "8-8", 2);
    add("arch", "8-8-8-8", 3);
    CHECK(pairs_of(claim, world)[0].runs.first.at(0) == Approx(0.5));
  }
  SECTION("of nothing that is a number above 0") {
    claim.rules[0].slope = "init";
    claim.experiment.common.values["init"] = {"he"};
    add("init", "he", 1);
    CHECK_THROWS_WITH(pairs_of(claim, world), Catch::Contains("'he' of init is no number above 0"));
  }
}

TEST_CASE("Splits of a file overlap, draws of a generated set do not") {
  World world;
  for (const char* data_set : {"circle", "iris", "fn:x^2"}) {
    world.add_pairs(data_set, 0.5, 0.1, 0.01,
                    {{"train_fraction", "0.5"}, {"validation_fraction", "0.25"}, {"samples", "400"}});
  }
  const auto pairs = pairs_of(claim_on(Relation::higher), world);
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[0].runs.variance_factor == 1);
  CHECK(pairs[0].runs.test_rows == 100);
  // 1 + 32 test / train
  CHECK(pairs[1].runs.variance_factor == Approx(1 + 32 * 0.25 / 0.5));
  CHECK(pairs[1].runs.resampled);
  CHECK(pairs[2].runs.variance_factor == 1);
}

TEST_CASE("A rule sees the cells of its where, and of the data sets of its bounds") {
  World world;
  world.add_pairs("circle", 0.5, 0.1);
  world.add_pairs("xor", 0.5, 0.1);
  Claim claim = claim_on(Relation::higher);
  claim.rules[0].where["dataset"] = {"xor"};
  CHECK(pairs_of(claim, world).size() == 1);
  Claim bounded = claim_on(Relation::at_least);
  bounded.rules[0].bounds = {{"circle", 0.5}};
  const auto pairs = pairs_of(bounded, world);
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].runs.data_set == "circle");
  CHECK(pairs[0].runs.second.empty());
}
