#include "report/claim_text.hpp"

#include <catch2/catch.hpp>

#include "report/claim.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Row = std::vector<std::string>;
using enum Verdict;

}  // namespace

TEST_CASE("A comparison is told in the words of its relation") {
  const auto told = [](Relation relation) {
    return comparison_text(rule_of(relation, {"tanh"}, 0.01), finding_of(0, "", supported));
  };
  CHECK(told(Relation::higher) == "relu higher than tanh");
  CHECK(told(Relation::lower) == "relu lower than tanh");
  CHECK(told(Relation::not_lower) == "relu not lower than tanh");
  CHECK(told(Relation::not_higher) == "relu not higher than tanh");
  CHECK(told(Relation::differs) == "relu differs from tanh");
  CHECK(told(Relation::same) == "relu same as tanh");
}

TEST_CASE("A bound is told with its number, and formulas go by their names") {
  Finding finding = finding_of(0, "", supported);
  CHECK(comparison_text(rule_of(Relation::at_least, {}, 0.95), finding) == "relu at least 0.95");
  CHECK(comparison_text(rule_of(Relation::at_most, {}, 0.75), finding) == "relu at most 0.75");
  finding.group = "mine=x*sigmoid(2*x)";
  finding.against = "where(x>=0,x,0)";
  CHECK(comparison_text(rule_of(Relation::higher, {"any"}, 0), finding) == "mine higher than where(x>=0,x,0)");
}

TEST_CASE("The smallest difference is a number, or a share in percent") {
  ClaimRule rule = rule_of(Relation::higher, {"tanh"}, 0.01);
  CHECK(smallest_text(rule) == "0.01");
  rule.relative = true;
  rule.smallest = 0.125;
  CHECK(smallest_text(rule) == "12.5 %");
}

TEST_CASE("The findings' table says what was compared, when, by how much, and how sure that is") {
  Claim claim = small_claim();
  claim.rules.push_back(rule_of(Relation::at_least, {}, 0.95));
  Examination examination = examination_of({{"circle", supported}});
  examination.findings.push_back(finding_of(1, "", refuted));
  examination.findings.back().diverged = 3;
  const Table table = findings_table(claim, examination);
  // 1 - 0.05 / 2
  CHECK(table.title == "difference (or mean, against a bound) with its 97.5 % interval");
  CHECK(table.header == Row{"verdict", "finding", "when", "metric", "mean", "other", "difference", "interval",
                            "matters from", "n", "diverged"});
  CHECK(table.numbers_from == 4);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Row{"supported", "relu not lower than tanh", "circle", "test_accuracy", "0.9375", "0.9062",
                             "0.03125", "0.0125 to 0.05", "0.01", "32", "0"});
  CHECK(table.rows[1] == Row{"refuted", "relu at least 0.95", "-", "test_accuracy", "0.9375", "-", "-",
                             "0.0125 to 0.05", "0.95", "32", "3"});
}

TEST_CASE("Relative differences are signed percents, and a change of a metric is called one") {
  Claim claim = small_claim();
  claim.rules[0].relative = true;
  claim.rules[0].change = Change{"learning_rate", "0.1", "1"};
  const Row row = findings_table(claim, examination_of({{"", supported}})).rows.at(0);
  CHECK(row[3] == "test_accuracy (change)");
  CHECK(row[6] == "+3.12 %");
  CHECK(row[7] == "+1.25 % to +5 %");
  CHECK(row[8] == "1 %");
}

TEST_CASE("A verdict that is not the same everywhere counts its findings") {
  CHECK(verdict_sentence(examination_of({{"a", supported}, {"b", supported}})) == "supported");
  CHECK(verdict_sentence(examination_of({{"a", refuted}})) == "refuted");
  CHECK(verdict_sentence(examination_of({{"a", supported}, {"b", refuted}, {"c", supported}})) ==
        "conditional (2 supported, 1 refuted)");
  CHECK(verdict_sentence(examination_of({{"a", supported}, {"b", undecided}})) ==
        "undecided (1 supported, 1 undecided)");
  CHECK(counts_text(examination_of({{"a", undecided}, {"b", refuted}, {"c", supported}})) ==
        "1 supported, 1 refuted, 1 undecided");
}

TEST_CASE("Where a comparison holds is told by its conditions") {
  Claim claim = small_claim();
  claim.rules.push_back(rule_of(Relation::at_least, {}, 0.95));
  Examination examination =
      examination_of({{"circle", supported}, {"spiral", refuted}, {"moons", supported}, {"xor", undecided}});
  examination.findings.push_back(finding_of(1, "circle", refuted));
  examination.findings.push_back(finding_of(1, "spiral", refuted));
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  CHECK(where_it_holds(claim, examination) == Pairs{{"relu not lower than tanh (test_accuracy)",
                                                     "supported (circle, moons); refuted (spiral); undecided (xor)"},
                                                    {"relu at least 0.95 (test_accuracy)", "refuted everywhere"}});
  CHECK(where_it_holds(claim, examination_of({{"", supported}})) ==
        Pairs{{"relu not lower than tanh (test_accuracy)", "supported"}});
}

TEST_CASE("Conditions are those where everything holds, where something fails, and the rest") {
  CHECK(conditions_text(examination_of({{"circle", supported}, {"xor", supported}})) == "holds everywhere");
  CHECK(conditions_text(examination_of({{"circle", refuted}})) == "fails everywhere");
  CHECK(conditions_text(examination_of({{"circle", supported},
                                        {"xor", supported},
                                        {"circle", refuted},
                                        {"moons", supported},
                                        {"spiral", supported},
                                        {"spiral", undecided}})) == "holds: xor, moons; fails: circle; open: spiral");
  CHECK(conditions_text(examination_of({{"", supported}, {"", refuted}})).empty());
}

TEST_CASE("The design says how many networks there were and at which level they were judged") {
  Claim claim = small_claim();
  CHECK(design_text(claim, examination_of({{"a", supported}})) ==
        "32 paired replicates. The 1 interval together errs in 5 % of such claims at most (Bonferroni).");
  claim.alpha = 0.01;
  CHECK(design_text(claim, examination_of({{"a", supported}, {"b", supported}})) ==
        "32 paired replicates. The 2 intervals together err in 1 % of such claims at most (Bonferroni).");
  claim.benchmark = ClaimBenchmark{{"relu", "gelu"}, {"element"}, 48};
  CHECK(design_text(claim, examination_of({{"a", supported}}))
            .starts_with("48 rounds, all measured in turn in each. The 1"));
}

TEST_CASE("The design says how the learning rate was tuned, and how often at the edge of its grid") {
  Claim claim = small_claim();
  claim.tuning = Tuning{"learning_rate", {"0.01", "0.1", "1"}, "validation_loss", 8};
  Examination examination = examination_of({{"a", supported}});
  examination.tuned = {{"relu", "0.01", 0.5}, {"tanh", "0.1", 0.5}, {"gelu", "1", 0.5}};
  CHECK(design_text(claim, examination) ==
        "32 paired replicates. learning_rate tuned for every group alike among 0.01, 0.1, 1 by validation_loss, over 8 "
        "networks with other seeds, on data that the verdict does not use. 2 of 3 cells chose a value at the edge of "
        "that grid. The 1 interval together errs in 5 % of such claims at most (Bonferroni).");
}
