#pragma once

#include "claim/claim.hpp"
#include "claim/examine.hpp"

namespace actlab::test {

inline ClaimRule rule_of(Relation relation, Role role = Role::main) {
  ClaimRule rule;
  rule.role = role;
  rule.says = "It loses nothing";
  rule.metric = "test_accuracy";
  rule.by = {"activation"};
  rule.groups = {"relu"};
  rule.relation = relation;
  if (is_bound(relation)) {
    rule.bound = 0.9;
  } else {
    rule.against = {"tanh"};
  }
  return rule;
}

inline DataSetFinding on_data_set(const std::string& name, double effect, Outcome outcome) {
  DataSetFinding one;
  one.data_set = name;
  one.group = "relu";
  one.n = 32;
  one.group_mean = 0.9375;
  one.against_mean = 0.9375 - effect;
  one.effect = effect;
  one.interval = {effect - 0.125, effect + 0.125};
  one.first_better = 0.75;
  one.outcome = outcome;
  return one;
}

/// relu against tanh on circle and xor.
inline Finding finding_of(std::size_t rule, Outcome outcome) {
  Finding finding;
  finding.rule = rule;
  finding.group = "relu";
  finding.against = "tanh";
  finding.delta = 0.01;
  finding.n = 64;
  finding.diverged = 3;
  finding.group_mean = 0.9375;
  finding.against_mean = 0.90625;
  finding.effect = 0.03125;
  finding.interval = {0.0125, 0.05};
  finding.first_better = 0.75;
  finding.wins = 1;
  finding.ties = 1;
  finding.resampled = true;
  finding.outcome = outcome;
  finding.data_sets = {on_data_set("circle", 0.0625, Outcome::holds), on_data_set("xor", 0, Outcome::cannot_tell)};
  return finding;
}

/// "ReLU is not lower than tanh", over 32 networks on two data sets.
inline Claim small_claim() {
  Claim claim;
  claim.name = "small";
  claim.sentence = "ReLU is a good default";
  claim.teacher = {"Take ReLU.", "Do not take ReLU.", "Take either.", ""};
  claim.picture = ClaimPicture{PictureKind::runs, {}, "", "Every network is a point."};
  claim.experiment.replicates = 32;
  claim.rules = {rule_of(Relation::not_lower)};
  return claim;
}

/// What examining it gave.
inline Examination examination_of(const Claim& claim, const std::vector<Finding>& findings) {
  Examination examination;
  examination.findings = findings;
  examination.verdict = verdict_of(claim.rules, findings);
  return examination;
}

}  // namespace actlab::test
