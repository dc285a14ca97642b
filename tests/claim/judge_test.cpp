#include "claim/judge.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <list>
#include <random>

#include "actlab/error.hpp"

using namespace actlab;

namespace {

// Observations whose settings live as long as this.
class World {
 public:
  void add(const std::map<std::string, std::string>& settings, std::uint32_t replicate, double value) {
    settings_.push_back(settings);
    observations_.push_back({&settings_.back(), replicate, value});
  }
  [[nodiscard]] std::vector<Finding> judge(const Claim& claim) const {
    return actlab::judge(claim, [&](const ClaimRule&) { return observations_; });
  }

 private:
  std::list<std::map<std::string, std::string>> settings_;
  std::vector<ClaimObservation> observations_;
};

Claim claim_on(const std::string& group, Relation relation, const std::vector<std::string>& against, double smallest) {
  Claim claim;
  claim.name = "test";
  claim.experiment.common.values["activation"] = {"relu", "tanh"};
  claim.experiment.common.values["dataset"] = {"circle", "xor"};
  ClaimRule rule;
  rule.says = "so it is";
  rule.metric = "test_accuracy";
  rule.by = {"activation"};
  rule.groups = {group};
  rule.relation = relation;
  rule.against = against;
  rule.smallest = smallest;
  claim.rules.push_back(rule);
  return claim;
}

// relu is better than tanh by 0.1 on circle and worse by 0.1 on xor, give or take a hundredth.
World two_worlds() {
  World world;
  std::mt19937 generator(3);
  std::normal_distribution<double> noise(0, 0.01);
  for (std::uint32_t r = 0; r < 32; ++r) {
    const double common = 10 * noise(generator);
    world.add({{"activation", "relu"}, {"dataset", "circle"}}, r, 0.8 + common + noise(generator));
    world.add({{"activation", "tanh"}, {"dataset", "circle"}}, r, 0.7 + common);
    world.add({{"activation", "relu"}, {"dataset", "xor"}}, r, 0.7 + common + noise(generator));
    world.add({{"activation", "tanh"}, {"dataset", "xor"}}, r, 0.8 + common);
  }
  return world;
}

}  // namespace

TEST_CASE("An interval supports a rule from within its region, refutes it from without, and else tells nothing") {
  const auto judged = [](Relation relation, double low, double high) {
    return judge_interval(relation, 0.1, Interval{low, high});
  };
  CHECK(judged(Relation::higher, 0.11, 0.2) == Verdict::supported);
  CHECK(judged(Relation::higher, 0.05, 0.2) == Verdict::undecided);
  CHECK(judged(Relation::higher, 0.01, 0.09) == Verdict::refuted);  // higher, but by too little to matter
  CHECK(judged(Relation::lower, -0.2, -0.11) == Verdict::supported);
  CHECK(judged(Relation::lower, -0.09, 0.3) == Verdict::refuted);
  CHECK(judged(Relation::not_lower, -0.09, 0.3) == Verdict::supported);
  CHECK(judged(Relation::not_lower, -0.3, -0.05) == Verdict::undecided);
  CHECK(judged(Relation::not_lower, -0.3, -0.11) == Verdict::refuted);
  CHECK(judged(Relation::not_higher, -0.3, 0.09) == Verdict::supported);
  CHECK(judged(Relation::not_higher, 0.11, 0.3) == Verdict::refuted);
  CHECK(judged(Relation::same, -0.09, 0.09) == Verdict::supported);
  CHECK(judged(Relation::same, 0.05, 0.15) == Verdict::undecided);
  CHECK(judged(Relation::same, 0.11, 0.15) == Verdict::refuted);
  CHECK(judged(Relation::differs, -0.3, -0.11) == Verdict::supported);
  CHECK(judged(Relation::differs, -0.09, 0.09) == Verdict::refuted);
  CHECK(judged(Relation::differs, 0.05, 0.3) == Verdict::undecided);
  CHECK(judged(Relation::at_least, 0.1, 0.1) == Verdict::supported);
  CHECK(judged(Relation::at_most, 0.1, 0.1) == Verdict::supported);
  CHECK(judged(Relation::at_most, 0.11, 0.12) == Verdict::refuted);
}

TEST_CASE("A claim is what all its findings are, conditional where they contradict each other") {
  const auto verdict_of = [](const std::vector<Verdict>& verdicts) {
    std::vector<Finding> findings(verdicts.size());
    for (std::size_t i = 0; i < verdicts.size(); ++i) findings[i].verdict = verdicts[i];
    return judge_findings(findings);
  };
  using enum Verdict;
  CHECK(verdict_of({supported, supported}) == supported);
  CHECK(verdict_of({refuted, refuted}) == refuted);
  CHECK(verdict_of({supported, refuted, undecided}) == conditional);
  CHECK(verdict_of({supported, undecided}) == undecided);
  CHECK(verdict_of({refuted, undecided}) == undecided);
}

TEST_CASE("Pairs are compared one condition at a time") {
  const World world = two_worlds();
  Claim claim = claim_on("relu", Relation::higher, {"tanh"}, 0.05);
  claim.rules[0].each = {"dataset"};
  const auto findings = world.judge(claim);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].condition == "circle");
  CHECK(findings[0].n == 32);
  CHECK(findings[0].effect == Approx(0.1).margin(0.005));
  // What the two networks of a pair have in common does not widen the interval.
  CHECK(findings[0].interval.high - findings[0].interval.low < 0.02);
  CHECK(findings[0].verdict == Verdict::supported);
  CHECK(findings[1].verdict == Verdict::refuted);
  CHECK(judge_findings(findings) == Verdict::conditional);
  // Without conditions the two cancel.
  claim.rules[0].each.clear();
  const auto together = world.judge(claim);
  REQUIRE(together.size() == 1);
  CHECK(together[0].n == 64);
  CHECK(together[0].verdict == Verdict::refuted);
}

TEST_CASE("More findings take wider intervals") {
  const World world = two_worlds();
  Claim one = claim_on("relu", Relation::higher, {"tanh"}, 0.05);
  one.rules[0].where["dataset"] = {"circle"};
  Claim many = one;
  for (int i = 0; i < 19; ++i) many.rules.push_back(one.rules[0]);
  const Interval narrow = world.judge(one)[0].interval;
  const Interval wide = world.judge(many)[0].interval;
  CHECK(wide.low < narrow.low);
  CHECK(wide.high > narrow.high);
}

TEST_CASE("A relative difference is a share of the other group's mean") {
  World world;
  for (std::uint32_t r = 0; r < 32; ++r) {
    world.add({{"activation", "relu"}, {"dataset", "xor"}}, r, 90);
    world.add({{"activation", "tanh"}, {"dataset", "xor"}}, r, 120);
  }
  Claim claim = claim_on("relu", Relation::lower, {"tanh"}, 0.2);
  claim.rules[0].relative = true;
  const Finding finding = world.judge(claim)[0];
  CHECK(finding.effect == Approx(-0.25));
  CHECK(finding.verdict == Verdict::supported);
}

TEST_CASE("A change is the metric at one value less that at the other, network by network") {
  World world;
  for (std::uint32_t r = 0; r < 32; ++r) {
    for (const char* activation : {"relu", "tanh"}) {
      const double drop = activation == std::string("relu") ? 0.3 : 0.1;
      world.add({{"activation", activation}, {"dataset", "xor"}, {"learning_rate", "0.1"}}, r, 0.9);
      world.add({{"activation", activation}, {"dataset", "xor"}, {"learning_rate", "1"}}, r, 0.9 - drop);
    }
  }
  Claim claim = claim_on("relu", Relation::lower, {"tanh"}, 0.05);
  claim.experiment.common.values["learning_rate"] = {"0.1", "1"};
  claim.rules[0].change = Change{"learning_rate", "0.1", "1"};
  const Finding finding = world.judge(claim)[0];
  CHECK(finding.n == 32);
  CHECK(finding.group_mean == Approx(-0.3));
  CHECK(finding.effect == Approx(-0.2));
}

TEST_CASE("Networks that diverged are left out and counted, or count as what the rule says") {
  World world;
  for (std::uint32_t r = 0; r < 32; ++r) {
    world.add({{"activation", "relu"}, {"dataset", "xor"}}, r, r < 8 ? std::nan("") : 0.9);
    world.add({{"activation", "tanh"}, {"dataset", "xor"}}, r, 0.8);
  }
  Claim claim = claim_on("relu", Relation::higher, {"tanh"}, 0.05);
  const Finding left_out = world.judge(claim)[0];
  CHECK(left_out.n == 24);
  CHECK(left_out.diverged == 8);
  CHECK(left_out.verdict == Verdict::supported);
  claim.rules[0].diverged = 0.1;
  const Finding counted = world.judge(claim)[0];
  CHECK(counted.n == 32);
  CHECK(counted.group_mean == Approx((24 * 0.9 + 8 * 0.1) / 32));
  CHECK(counted.verdict != Verdict::supported);
}

TEST_CASE("Groups without networks are refused by name") {
  const World world = two_worlds();
  const Claim claim = claim_on("gelu", Relation::higher, {"tanh"}, 0.05);
  CHECK_THROWS_WITH(world.judge(claim), Catch::Contains("there are no runs of 'gelu'"));
}
