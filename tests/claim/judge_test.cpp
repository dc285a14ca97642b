#include "claim/judge.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "actlab/error.hpp"
#include "claim/world.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("What is shown on every data set is shown over them, with an outcome on each") {
  World world;
  for (const char* data_set : {"circle", "xor", "moons", "spiral"}) world.add_pairs(data_set, 0.6, 0.1);
  const auto findings = world.judge(claim_on(Relation::higher));
  REQUIRE(findings.size() == 1);
  const Finding& finding = findings[0];
  CHECK(finding.n == 4 * 32);
  CHECK(finding.effect == Approx(0.1).margin(0.005));
  CHECK(finding.outcome == Outcome::holds);
  CHECK(finding.wins == 4);
  CHECK(finding.losses == 0);
  CHECK(finding.first_better == 1);
  CHECK(finding.resampled);
  CHECK(!finding.varies);
  REQUIRE(finding.data_sets.size() == 4);
  CHECK(finding.data_sets[3].data_set == "spiral");
  CHECK(finding.data_sets[3].n == 32);
  CHECK(finding.data_sets[3].outcome == Outcome::holds);
  CHECK(finding.group_mean - finding.against_mean == Approx(finding.effect).margin(0.002));
}

TEST_CASE("The sentence's direction turns outcomes, wins and the share of better pairs, but no effect") {
  World world;
  for (const char* data_set : {"circle", "xor", "moons"}) world.add_pairs(data_set, 0.6, 0.1);
  const Finding finding = world.judge(claim_on(Relation::lower))[0];
  CHECK(finding.outcome == Outcome::reversed);
  CHECK(finding.effect > 0);
  CHECK(finding.wins == 0);
  CHECK(finding.losses == 3);
  CHECK(finding.first_better == 0);
}

TEST_CASE("Many networks on data sets that disagree cannot tell") {
  World world;
  world.add_pairs("circle", 0.6, 0.1);
  world.add_pairs("xor", 0.6, -0.1);
  world.add_pairs("moons", 0.6, 0.02);
  const Finding finding = world.judge(claim_on(Relation::higher))[0];
  CHECK(finding.outcome == Outcome::cannot_tell);
  CHECK(finding.data_sets[0].outcome == Outcome::holds);
  CHECK(finding.data_sets[1].outcome == Outcome::reversed);
  CHECK(finding.wins == 1);
  CHECK(finding.losses == 1);
}

TEST_CASE("More findings of a role take wider intervals, those of another role do not") {
  World world;
  world.add_pairs("circle", 0.6, 0.1);
  const Claim one = claim_on(Relation::higher);
  Claim mains = one;
  Claim mechanisms = one;
  for (int i = 0; i < 9; ++i) {
    mains.rules.push_back(one.rules[0]);
    mechanisms.rules.push_back(one.rules[0]);
    mechanisms.rules.back().role = Role::mechanism;
  }
  const Interval alone = world.judge(one)[0].interval;
  CHECK(world.judge(mains)[0].interval.low < alone.low);
  CHECK(world.judge(mains)[0].interval.high > alone.high);
  CHECK(world.judge(mechanisms)[0].interval.low == alone.low);
  CHECK(world.judge(mechanisms)[9].interval.low < alone.low);
  CHECK(interval_level(one, 10) == Approx(0.995));
}

TEST_CASE("Losses are compared as ratios, and their smallest difference is a share") {
  World world;
  for (const char* data_set : {"circle", "xor", "moons"}) world.add_pairs(data_set, 1.2, -0.3);
  Claim claim = claim_on(Relation::lower);
  claim.rules[0].metric = "test_loss";
  claim.rules[0].smallest = 0.2;
  const Finding finding = world.judge(claim)[0];
  CHECK(finding.scale == Scale::ratio);
  CHECK(finding.effect == Approx(std::log(0.75)).margin(0.01));
  CHECK(finding.delta == Approx(std::log(1.2)));
  CHECK(finding.outcome == Outcome::holds);
}

TEST_CASE("Conditions are judged one by one") {
  World world;
  world.add_pairs("circle", 0.6, 0.1, 0.01, {{"arch", "8-8-8"}});
  world.add_pairs("circle", 0.6, 0, 0.01, {{"arch", "8"}});
  Claim claim = claim_on(Relation::higher);
  claim.experiment.common.values["arch"] = {"8-8-8", "8"};
  claim.rules[0].each = {"arch"};
  const auto findings = world.judge(claim);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].condition == "3 x 8");
  CHECK(findings[0].outcome == Outcome::holds);
  CHECK(findings[1].condition == "8");
  CHECK(findings[1].outcome == Outcome::no_difference);
}

TEST_CASE("Against a bound the mean's excess counts") {
  World world;
  for (const char* data_set : {"circle", "xor", "moons"}) world.add_pairs(data_set, 0.5, 0.35, 0.02);
  Claim claim = claim_on(Relation::at_least);
  claim.rules[0].bound = 0.8;
  const Finding reached = world.judge(claim)[0];
  CHECK(reached.effect == Approx(0.05).margin(0.02));
  CHECK(reached.outcome == Outcome::holds);
  CHECK(std::isnan(reached.first_better));
  claim.rules[0].bound = 0.95;
  const Finding missed = world.judge(claim)[0];
  CHECK(missed.effect == Approx(-0.1).margin(0.02));
  CHECK(missed.outcome == Outcome::reversed);
  claim.rules[0].relation = Relation::at_most;
  CHECK(world.judge(claim)[0].outcome == Outcome::holds);
}

TEST_CASE("Networks that all satisfy a bound hold without an interval") {
  World world;
  for (std::uint32_t r = 0; r < 32; ++r) world.add({{"dataset", "xor"}, {"activation", "relu"}}, r, 1);
  const Finding all = world.judge(claim_on(Relation::at_least))[0];
  CHECK(all.outcome == Outcome::holds);
  CHECK(all.networks == 32);
  CHECK(all.satisfied == 32);
  CHECK(world.judge(claim_on(Relation::at_most))[0].outcome == Outcome::reversed);
}

TEST_CASE("A theorem fails by one network that contradicts it") {
  World world;
  for (std::uint32_t r = 0; r < 32; ++r) world.add({{"dataset", "xor"}, {"activation", "relu"}}, r, r == 7 ? 0.5 : 1);
  Claim claim = claim_on(Relation::at_least);
  claim.theorem = true;
  claim.rules[0].every = true;
  const Finding finding = world.judge(claim)[0];
  CHECK(finding.outcome == Outcome::reversed);
  CHECK(finding.satisfied == 31);
}

TEST_CASE("A control passes where the best group reaches the bound on every data set that it names") {
  World world;
  world.add_pairs("circle", 0.95, -0.3);  // tanh is the best here,
  world.add_pairs("xor", 0.6, 0.35);      // relu here,
  world.add_pairs("spiral", 0.5, 0);      // and nobody here, which is not asked
  Claim claim = claim_on(Relation::at_least);
  ClaimRule& rule = claim.rules[0];
  rule.role = Role::control;
  rule.groups = {"relu", "tanh"};
  rule.bound.reset();
  rule.bounds = {{"circle", 0.9}, {"xor", 0.9}};
  const auto findings = world.judge(claim);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].outcome == Outcome::holds);
  REQUIRE(findings[0].data_sets.size() == 2);
  CHECK(findings[0].data_sets[0].group == "tanh");
  CHECK(findings[0].data_sets[1].group == "relu");
  rule.bounds["spiral"] = 0.9;
  const Finding failed = world.judge(claim)[0];
  CHECK(failed.outcome == Outcome::reversed);
  CHECK(failed.data_sets[0].outcome == Outcome::holds);
  CHECK(failed.data_sets[2].outcome == Outcome::reversed);
}

TEST_CASE("A benchmark is about one machine, each architecture for itself") {
  World world;
  for (std::uint32_t r = 0; r < 32; ++r) {
    for (const char* arch : {"element", "8-8"}) {
      const double time = arch == std::string("8-8") ? 100 : 1;
      world.add({{"activation", "tanh"}, {"arch", arch}}, r, time * (2 + 0.01 * (r % 5)));
      world.add({{"activation", "relu"}, {"arch", arch}}, r, time * (1 + 0.01 * (r % 3)));
    }
  }
  Claim claim = claim_on(Relation::lower);
  claim.benchmark = ClaimBenchmark{{"relu", "tanh"}, {"8-8"}, 32};
  claim.rules[0].metric = "nanoseconds";
  claim.rules[0].smallest.reset();
  claim.rules[0].each = {"arch"};
  const auto findings = world.judge(claim);
  REQUIRE(findings.size() == 2);
  CHECK(findings[1].condition == "8-8");
  CHECK(findings[1].outcome == Outcome::holds);
  CHECK(findings[1].data_sets.at(0).data_set == this_machine);
  CHECK(findings[1].resampled);
}

TEST_CASE("Groups without networks, and groups without pairs, are refused") {
  World world;
  world.add_pairs("circle", 0.6, 0.1);
  Claim claim = claim_on(Relation::higher);
  claim.rules[0].groups = {"gelu"};
  CHECK_THROWS_WITH(world.judge(claim), Catch::Contains("there are no runs of 'gelu'"));
  World apart;
  apart.add({{"activation", "relu"}, {"dataset", "circle"}}, 0, 1);
  apart.add({{"activation", "tanh"}, {"dataset", "xor"}}, 0, 1);
  CHECK_THROWS_WITH(apart.judge(claim_on(Relation::higher)), Catch::Contains("'relu' and 'tanh' have no pairs"));
}
