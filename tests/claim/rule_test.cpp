#include "claim/rule.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "claim/claim_texts.hpp"

using namespace actlab;
using test::parsed;
using test::with;

TEST_CASE("Groups of several settings name a value of each, in canonical form") {
  std::string text = with("by = \"activation\"", "by = [\"activation\", \"epochs\"]");
  text.replace(text.find("groups = \"relu\""), 15, "groups = \"swish, 010\"");
  text.replace(text.find("against = [\"tanh\", \"mine\"]"), 26, "against = \"mine, 10\"");
  const ClaimRule rule = parsed(text).rules[0];
  CHECK(rule.groups == std::vector<std::string>{"silu, 10"});
  CHECK(rule.against == std::vector<std::string>{"mine=x*sigmoid(2*x), 10"});
}

TEST_CASE("A rule that is written wrongly is refused") {
  const auto refused = [](const std::string& text, const std::string& message) {
    CAPTURE(message);
    CHECK_THROWS_WITH(parsed(text), Catch::Contains(message));
  };
  refused(with("metric = \"test_accuracy\"", "metric = \"test_acuracy\""), "did you mean test_accuracy");
  refused(with("is = \"not lower\"", "is = \"better\""), "is: 'better' is not allowed; allowed are higher, lower");
  refused(with("by = \"activation\"", "by = \"activaton\""), "unknown setting 'activaton'; did you mean activation?");
  refused(with("groups = \"relu\"", "groups = \"rleu\""), "unknown activation 'rleu'");
  refused(with("role = \"control\"", "role = \"judge\""), "allowed are main, mechanism and control");
  const std::string against = "against = [\"tanh\", \"mine\"]";
  refused(with(against + "\n", ""), "groups are compared with others");
  refused(with(against, against + "\nbound = 0.5"), "groups are compared with others, and have no bound");
  refused(with("bound = { circle = 0.9 }", "bound = 0.9\nsmallest = 0.1"), "take a 'bound'");
  refused(with("bound = { circle = 0.9 }", ""), "take a 'bound'");
  refused(with(against, against + "\nsmallest = -0.01"),
          "smallest: '-0.01' is not allowed; give a number above 0 and at most 1000000");
  refused(with(against, against + "\neach = \"dataset\""), "data sets are no conditions");
  refused(with(against, against + "\nrelative = true"), "unknown key 'relative'");
  refused(with(against, against + "\nslope = \"epochs\""), "has no smallest difference of its own");
  refused(with(against, against + "\nsmallest = 1\nslope = \"activation\""), "'activation' is both run over and held");
  refused(with(against, against + "\nevery = true"), "'every' asks for a bound");
  refused(with("bound = { circle = 0.9 }", "bound = 0.9\nevery = true"), "only a theorem holds of every network");
}

TEST_CASE("The smallest difference is given, or the metric's own; bounds have none") {
  ClaimRule rule;
  rule.metric = "test_loss";
  CHECK(smallest_difference(rule) == 0.05);
  rule.smallest = 0.2;
  CHECK(smallest_difference(rule) == 0.2);
  rule.relation = Relation::at_most;
  CHECK(smallest_difference(rule) == 0);
}

TEST_CASE("Derived values and means against bounds are differences, whatever the metric's scale") {
  ClaimRule rule;
  rule.metric = "test_loss";
  CHECK(judged_metric(rule).scale == Scale::ratio);
  rule.slope = "learning_rate";
  CHECK(judged_metric(rule).scale == Scale::difference);
  rule.slope.clear();
  rule.relation = Relation::at_most;
  CHECK(judged_metric(rule).scale == Scale::difference);
  rule.metric = "success";
  CHECK(judged_metric(rule).scale == Scale::share);
  rule.metric = "nanoseconds";
  rule.relation = Relation::lower;
  CHECK(judged_metric(rule).scale == Scale::ratio);
  CHECK(smallest_difference(rule) == 0.1);
}

TEST_CASE("A bound is for all data sets, or for those that it names") {
  ClaimRule rule;
  rule.bound = 0.5;
  CHECK(bound_on(rule, "circle") == 0.5);
  rule.bound.reset();
  rule.bounds["iris"] = 0.9;
  CHECK(bound_on(rule, "iris") == 0.9);
  CHECK(!bound_on(rule, "circle"));
}
