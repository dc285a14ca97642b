#pragma once

#include "claim/claim.hpp"
#include "claim/examine.hpp"

namespace actlab::test {

inline ClaimRule rule_of(Relation relation, std::vector<std::string> against, double smallest) {
  ClaimRule rule;
  rule.says = "It loses nothing";
  rule.metric = "test_accuracy";
  rule.by = {"activation"};
  rule.groups = {"relu"};
  rule.relation = relation;
  rule.against = std::move(against);
  rule.smallest = smallest;
  return rule;
}

inline Finding finding_of(std::size_t rule, const std::string& condition, Verdict verdict) {
  Finding finding;
  finding.rule = rule;
  finding.condition = condition;
  finding.group = "relu";
  finding.against = "tanh";
  finding.n = 32;
  finding.group_mean = 0.9375;
  finding.against_mean = 0.90625;
  finding.effect = 0.03125;
  finding.interval = {0.0125, 0.05};
  finding.verdict = verdict;
  return finding;
}

/// "ReLU is not lower than tanh", over 32 networks.
inline Claim small_claim() {
  Claim claim;
  claim.name = "small";
  claim.sentence = "ReLU is a good default";
  claim.experiment.replicates = 32;
  claim.rules = {rule_of(Relation::not_lower, {"tanh"}, 0.01)};
  return claim;
}

/// What examining it gave, a finding per condition.
inline Examination examination_of(const std::vector<std::pair<std::string, Verdict>>& findings) {
  Examination examination;
  for (const auto& [condition, verdict] : findings) examination.findings.push_back(finding_of(0, condition, verdict));
  examination.verdict = judge_findings(examination.findings);
  return examination;
}

}  // namespace actlab::test
