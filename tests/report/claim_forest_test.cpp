#include "report/claim_forest.hpp"

#include <catch2/catch.hpp>

#include "report/claim.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("A finding is a diamond over its data sets, which stand below it, with their numbers of networks") {
  Claim claim = small_claim();
  Examination examination = examination_of(claim, {finding_of(0, Outcome::holds)});
  examination.findings[0].prediction = Interval{-0.1, 0.2};
  examination.findings[0].condition = "arch 8-8";
  const auto rows = claim_forest(claim, examination);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].pooled);
  CHECK(rows[0].title == "test accuracy: It loses nothing");
  CHECK(rows[0].label == "relu \u2212 tanh \u00b7 arch 8-8");
  CHECK(rows[0].note == "n = 64, 3 diverged");
  CHECK(rows[0].prediction);
  CHECK(rows[0].delta == 0.01);
  CHECK(!rows[1].pooled);
  CHECK(rows[1].label == "circle");
  CHECK(rows[1].note == "n = 32");
  CHECK(!rows[1].prediction);
  CHECK(rows[2].outcome == Outcome::cannot_tell);
}

TEST_CASE("Rules have panels of their own, controls none, and a bound is the line") {
  Claim claim = small_claim();
  claim.rules.push_back(rule_of(Relation::at_least, Role::control));
  claim.rules.push_back(rule_of(Relation::at_most));
  const auto rows = claim_forest(
      claim, examination_of(
                 claim, {finding_of(0, Outcome::holds), finding_of(1, Outcome::holds), finding_of(2, Outcome::holds)}));
  REQUIRE(rows.size() == 6);
  CHECK(rows[0].panel == 0);
  CHECK(rows[3].panel == 2);
  CHECK(rows[3].label == "relu");
  CHECK(rows[3].left == "\u2190 below the bound");
}

TEST_CASE("Of many findings only what they are over all data sets is drawn, and a long title is cut at a word") {
  Claim claim = small_claim();
  claim.rules[0].says = "It loses nothing that anybody who has ever trained a network would wish to have kept";
  const auto rows = claim_forest(claim, examination_of(claim, std::vector<Finding>(30, finding_of(0, Outcome::holds))));
  REQUIRE(rows.size() == 30);
  CHECK(rows[0].title.ends_with("would \u2026"));
}
