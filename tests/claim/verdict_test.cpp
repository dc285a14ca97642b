#include "claim/verdict.hpp"

#include <catch2/catch.hpp>

using namespace actlab;

namespace {

ClaimRule rule_of(Relation relation, Role role = Role::main) {
  ClaimRule rule;
  rule.relation = relation;
  rule.role = role;
  return rule;
}

Finding finding_of(std::size_t rule, Outcome outcome) {
  Finding finding;
  finding.rule = rule;
  finding.outcome = outcome;
  return finding;
}

Verdict verdict_of_main(Relation relation, const std::vector<Outcome>& outcomes) {
  std::vector<Finding> findings;
  for (const Outcome outcome : outcomes) findings.push_back(finding_of(0, outcome));
  return verdict_of({rule_of(relation)}, findings).verdict;
}

// The answers to the seven outcomes in their order, as letters.
std::string answers(Relation relation) {
  std::string letters;
  for (std::size_t i = 0; i < outcome_names.size(); ++i) {
    const Answer answer = answer_of(relation, static_cast<Outcome>(i));
    letters += answer == Answer::yes ? 'y' : answer == Answer::no ? 'n' : '?';
  }
  return letters;
}

}  // namespace

TEST_CASE("What an outcome does to a sentence depends on what the sentence says") {
  // holds, reversed, no difference, not better, not worse, cannot tell, no information
  CHECK(answers(Relation::higher) == "ynn????");
  CHECK(answers(Relation::lower) == "ynn????");
  CHECK(answers(Relation::same) == "nny????");
  CHECK(answers(Relation::not_lower) == "yny?y??");
  CHECK(answers(Relation::not_higher) == "yny?y??");
  CHECK(answers(Relation::differs) == "yyn????");
  CHECK(answers(Relation::at_least) == "yn?????");
  CHECK(answers(Relation::at_most) == "yn?????");
}

TEST_CASE("A claim holds where all main findings say yes") {
  using enum Outcome;
  CHECK(verdict_of_main(Relation::higher, {holds, holds}) == Verdict::holds);
  CHECK(verdict_of_main(Relation::not_lower, {holds, not_worse, no_difference}) == Verdict::holds);
  CHECK(verdict_of_main(Relation::same, {no_difference}) == Verdict::holds);
  CHECK(verdict_of_main(Relation::higher, {holds, cannot_tell}) == Verdict::cannot_tell);
  CHECK(verdict_of_main(Relation::higher, {holds, no_information}) == Verdict::cannot_tell);
}

TEST_CASE("A no is a reversal only where the opposite is shown") {
  using enum Outcome;
  CHECK(verdict_of_main(Relation::higher, {holds, reversed}) == Verdict::reversed);
  CHECK(verdict_of_main(Relation::higher, {no_difference, reversed}) == Verdict::reversed);
  CHECK(verdict_of_main(Relation::higher, {holds, no_difference}) == Verdict::no_difference);
  // What is not better may be worse.
  CHECK(verdict_of_main(Relation::higher, {holds, not_better}) == Verdict::cannot_tell);
  CHECK(verdict_of_main(Relation::same, {holds}) == Verdict::reversed);
  CHECK(verdict_of_main(Relation::differs, {no_difference}) == Verdict::no_difference);
  CHECK(verdict_of_main(Relation::at_least, {reversed}) == Verdict::reversed);
}

TEST_CASE("Mechanisms decide nothing, and a control that is not passed leaves nothing tested") {
  using enum Outcome;
  const std::vector<ClaimRule> rules{rule_of(Relation::higher), rule_of(Relation::lower, Role::mechanism),
                                     rule_of(Relation::at_least, Role::control)};
  const auto verdict = [&](Outcome main, Outcome mechanism, Outcome control) {
    return verdict_of(rules, {finding_of(0, main), finding_of(1, mechanism), finding_of(2, control)}).verdict;
  };
  CHECK(verdict(holds, reversed, holds) == Verdict::holds);
  CHECK(verdict(holds, holds, reversed) == Verdict::not_tested);
  CHECK(verdict(reversed, holds, cannot_tell) == Verdict::not_tested);
}

TEST_CASE("A verdict that varies names the data sets that contradict it") {
  Finding finding = finding_of(0, Outcome::holds);
  const auto on = [](const std::string& data_set, Outcome outcome) {
    DataSetFinding one;
    one.data_set = data_set;
    one.outcome = outcome;
    return one;
  };
  finding.data_sets = {on("circle", Outcome::holds), on("spiral", Outcome::reversed), on("iris", Outcome::cannot_tell),
                       on("wine", Outcome::no_difference)};
  CHECK(!verdict_of({rule_of(Relation::higher)}, {finding}).varies);
  finding.varies = true;
  const ClaimVerdict verdict = verdict_of({rule_of(Relation::higher)}, {finding});
  CHECK(verdict.varies);
  CHECK(verdict.exceptions == std::vector<std::string>{"reversed on spiral", "no difference that matters on wine"});
}
