#include "report/claim_text.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "report/claim.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Row = std::vector<std::string>;

Examination examined(const Claim& claim, Outcome outcome) { return examination_of(claim, {finding_of(0, outcome)}); }

}  // namespace

TEST_CASE("A comparison is told in the words of its relation") {
  const auto told = [](Relation relation) { return comparison_text(rule_of(relation), finding_of(0, Outcome::holds)); };
  CHECK(told(Relation::higher) == "relu higher than tanh");
  CHECK(told(Relation::not_lower) == "relu not lower than tanh");
  CHECK(told(Relation::differs) == "relu differs from tanh");
  CHECK(told(Relation::same) == "relu same as tanh");
  CHECK(told(Relation::at_least) == "relu at least 0.9");
  ClaimRule bounds = rule_of(Relation::at_most);
  bounds.bound.reset();
  CHECK(comparison_text(bounds, finding_of(0, Outcome::holds)) == "relu at most the data set's bound");
  Finding formula = finding_of(0, Outcome::holds);
  formula.group = "mine=x*sigmoid(2*x)";
  CHECK(comparison_text(rule_of(Relation::higher), formula) == "mine higher than tanh");
}

TEST_CASE("Outcomes of sentences without a side say which is higher, and those of controls whether they passed") {
  CHECK(outcome_text(rule_of(Relation::higher), Outcome::reversed) == "reversed");
  CHECK(outcome_text(rule_of(Relation::same), Outcome::holds) == "higher");
  CHECK(outcome_text(rule_of(Relation::differs), Outcome::reversed) == "lower");
  CHECK(outcome_text(rule_of(Relation::same), Outcome::no_difference) == "no difference that matters");
  CHECK(outcome_text(rule_of(Relation::at_least, Role::control), Outcome::holds) == "passed");
  CHECK(outcome_text(rule_of(Relation::higher, Role::control), Outcome::cannot_tell) == "failed");
  // A difference contradicts "same", and is what "differs" says.
  CHECK(shown_outcome(rule_of(Relation::same), Outcome::holds) == Outcome::reversed);
  CHECK(shown_outcome(rule_of(Relation::differs), Outcome::reversed) == Outcome::holds);
  CHECK(shown_outcome(rule_of(Relation::higher), Outcome::not_worse) == Outcome::not_worse);
}

TEST_CASE("A verdict adds where it was found, what varies, and how many networks agree with a theorem") {
  Claim claim = small_claim();
  CHECK(verdict_sentence(claim, examined(claim, Outcome::holds)) == "holds");
  Examination varying = examined(claim, Outcome::holds);
  varying.verdict.varies = true;
  CHECK(verdict_sentence(claim, varying) == "holds, but varies from data set to data set");
  varying.verdict.exceptions = {"reversed on xor"};
  CHECK(verdict_sentence(claim, varying) == "holds, but varies from data set to data set (reversed on xor)");
  claim.benchmark = ClaimBenchmark();
  CHECK(verdict_sentence(claim, examined(claim, Outcome::reversed)) == "reversed on this machine");
  claim = small_claim();
  claim.rules = {rule_of(Relation::at_least)};
  claim.theorem = true;
  Examination theorem = examined(claim, Outcome::holds);
  theorem.findings[0].networks = theorem.findings[0].satisfied = 240;
  CHECK(verdict_sentence(claim, theorem) == "holds: 240 of 240 networks agree with the theorem");
  theorem.verdict.verdict = Verdict::not_tested;
  CHECK(verdict_sentence(claim, theorem) == "not tested: a control failed");
}

TEST_CASE("A teacher has a sentence for every verdict") {
  Claim claim = small_claim();
  CHECK(teacher_sentence(claim, Verdict::holds) == "Take ReLU.");
  CHECK(teacher_sentence(claim, Verdict::reversed) == "Do not take ReLU.");
  CHECK(teacher_sentence(claim, Verdict::no_difference) == "Take either.");
  CHECK(teacher_sentence(claim, Verdict::cannot_tell).starts_with("These experiments cannot tell"));
  CHECK(teacher_sentence(claim, Verdict::not_tested).starts_with("The experiment did not do what it must"));
  claim.teacher.unclear = "Nobody knows.";
  CHECK(teacher_sentence(claim, Verdict::cannot_tell) == "Nobody knows.");
}

TEST_CASE("The findings' table says what was found, how sure that is, and over how many networks and data sets") {
  Claim claim = small_claim();
  claim.rules.push_back(rule_of(Relation::higher, Role::mechanism));
  claim.rules[1].metric = "test_loss";
  Examination examination = examination_of(
      claim, {finding_of(0, Outcome::holds), finding_of(0, Outcome::cannot_tell), finding_of(1, Outcome::holds)});
  examination.findings[1].condition = "arch 8-8";
  examination.findings[1].prediction = Interval{-0.25, 0.5};
  examination.findings[2].scale = Scale::ratio;
  const Table table = findings_table(claim, examination, Role::main);
  // 1 - 0.05 / 2
  CHECK(table.title.starts_with("main findings, with 97.5 % intervals"));
  CHECK(table.header == Row{"outcome", "finding", "measured by", "effect (interval)", "matters from",
                            "further data set", "won-tied-lost", "P(A > B)", "n", "diverged"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Row{"holds", "relu not lower than tanh", "test accuracy", "+0.0312 (+0.0125 to +0.05)", "0.01",
                             "-", "1-1-0", "0.75", "64", "3 (left out where no number)"});
  CHECK(table.rows[1][1] == "relu not lower than tanh \u00b7 arch 8-8");
  CHECK(table.rows[1][5] == "-0.25 to +0.5");
  const Table mechanism = findings_table(claim, examination, Role::mechanism);
  CHECK(mechanism.title.starts_with("mechanism findings, with 95 % intervals"));
  CHECK(mechanism.rows.at(0)[3] == "+3.17 % (+1.26 % to +5.13 %)");
  CHECK(mechanism.rows.at(0)[4] == "5 %");
}

TEST_CASE("Every data set has a row, and so has a control's bound") {
  Claim claim = small_claim();
  claim.rules.push_back(rule_of(Relation::at_least, Role::control));
  claim.rules[0].diverged = 0.5;
  Finding control = finding_of(1, Outcome::reversed);
  control.data_sets = {on_data_set("circle", 0.25, Outcome::reversed)};
  control.data_sets[0].bound = 0.95;
  Examination examination = examination_of(claim, {finding_of(0, Outcome::holds), control});
  examination.findings[0].data_sets[1].diverged = 2;
  const Table data_sets = data_sets_table(claim, examination);
  REQUIRE(data_sets.rows.size() == 2);
  CHECK(data_sets.rows[1] == Row{"cannot tell", "xor", "relu not lower than tanh", "+0 (-0.125 to +0.125)", "0.75",
                                 "0.9375", "0.9375", "32", "2 (counted as 0.5)"});
  CHECK(controls_table(claim, examination).rows == std::vector<Row>{{"failed", "It loses nothing", "circle", "relu",
                                                                     "test accuracy", "0.9375", "0.95", "32", "0"}});
}

TEST_CASE("Main findings are counted by their answers") {
  Claim claim = small_claim();
  claim.rules.push_back(rule_of(Relation::higher, Role::mechanism));
  CHECK(counts_text(claim, examination_of(claim, {finding_of(0, Outcome::holds), finding_of(0, Outcome::no_difference),
                                                  finding_of(0, Outcome::reversed), finding_of(0, Outcome::cannot_tell),
                                                  finding_of(1, Outcome::reversed)})) == "2 yes, 1 no, 1 cannot tell");
}

TEST_CASE("The design says how many networks there were, on which data sets, and at which level they were judged") {
  Claim claim = small_claim();
  CHECK(design_text(claim, examined(claim, Outcome::holds)) ==
        "32 networks (replicates) in every group, paired by their random numbers, on 2 data sets (circle and xor). "
        "Every replicate has a draw or split of the data of its own. The main interval errs in 5 % of such claims at "
        "most. Version 1 of this claim.");
  claim.alpha = 0.01;
  Examination shared = examination_of(claim, {finding_of(0, Outcome::holds), finding_of(0, Outcome::holds)});
  shared.findings[0].resampled = false;
  const std::string text = design_text(claim, shared);
  CHECK(text.find("All replicates share their data: the intervals are for this draw of the data.") !=
        std::string::npos);
  CHECK(text.find("The 2 main intervals err in 1 % of such claims at most, all together") != std::string::npos);
  claim.benchmark = ClaimBenchmark{{"relu", "gelu"}, {"element"}, 48};
  CHECK(design_text(claim, shared).starts_with("48 rounds, all measured in turn in each, on this machine. The 2"));
}

TEST_CASE("The design says how the learning rate was tuned, what was added to its grid, and what stands at an edge") {
  Claim claim = small_claim();
  claim.tuning = Tuning{"learning_rate", {"0.01", "0.1"}, "validation_accuracy", success_target, 8};
  Examination examination = examined(claim, Outcome::holds);
  examination.tuned = {{"relu", "0.01", 0.5, false, false}, {"tanh", "1", 0.5, false, true}};
  CHECK(
      design_text(claim, examination)
          .find("Before, learning rate was tuned for every cell alike: among 0.01, 0.1, by validation accuracy over 8 "
                "networks with other seeds, on rows that judge nothing. 1 of 2 cells chose a value beyond that grid, "
                "which was widened. None stands at the edge of its grid.") != std::string::npos);
  examination.tuned[1].edge = true;
  CHECK(
      design_text(claim, examination).find("1 of 2 cells stand at the edge of a grid that was not widened further.") !=
      std::string::npos);
}

TEST_CASE("Stability is told by data seed") {
  CHECK(stability_text(
            stability_of({{1, {Outcome::holds}, Verdict::holds}, {4, {Outcome::reversed}, Verdict::reversed}})) ==
        "verdicts by data seed: 1 holds, 4 reversed; 0 of 1 findings keep their outcome: unstable");
}
