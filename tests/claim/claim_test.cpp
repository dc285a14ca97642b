#include "claim/claim.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "actlab/error.hpp"
#include "data/catalogue.hpp"
#include "data/files.hpp"

using namespace actlab;

namespace {

const char* const good = R"TOML(claim = "ReLU is a good default"
source = "a book"
[tuning]
setting = "learning_rate"
values = [0.01, 0.1]
replicates = 8
[experiment]
replicates = 32
record = []
validation_fraction = 0.2
dataset = "circle"
activation = ["relu", "tanh", "mine=x*sigmoid(2*x)"]
[[rule]]
says = "It loses nothing"
metric = "test_accuracy"
by = "activation"
groups = "relu"
is = "not lower"
against = ["tanh", "mine"]
smallest = 0.01
each = "dataset"
)TOML";

Claim parsed(const std::string& text) {
  const test::TemporaryDirectory directory;
  return read_claim(directory.write("mine.toml", text));
}

// The good claim with one line of it replaced, or added where there is none to replace.
std::string with(const std::string& line, const std::string& other) {
  std::string text = good;
  const std::size_t at = text.find(line);
  REQUIRE(at != std::string::npos);
  return text.replace(at, line.size(), other);
}

}  // namespace

TEST_CASE("A claim is read with its tuning, experiment and rules") {
  const Claim claim = parsed(good);
  CHECK(claim.name == "mine");
  CHECK(claim.sentence == "ReLU is a good default");
  REQUIRE(claim.tuning);
  CHECK(claim.tuning->values == std::vector<std::string>{"0.01", "0.1"});
  CHECK(claim.tuning->metric == "validation_loss");
  CHECK(claim.tuning->replicates == 8);
  CHECK(claim.experiment.replicates == 32);
  REQUIRE(claim.rules.size() == 1);
  CHECK(claim.rules[0].relation == Relation::not_lower);
  CHECK(claim.rules[0].groups == std::vector<std::string>{"relu"});
  // A formula is called by its name.
  CHECK(claim.rules[0].against == std::vector<std::string>{"tanh", "mine=x*sigmoid(2*x)"});
  CHECK(claim.rules[0].each == std::vector<std::string>{"dataset"});
}

TEST_CASE("Groups of several settings name a value of each, in canonical form") {
  std::string text = with("by = \"activation\"", "by = [\"activation\", \"learning_rate\"]");
  text.replace(text.find("groups = \"relu\""), 15, "groups = \"swish, 0.10\"");
  text.replace(text.find("against = [\"tanh\", \"mine\"]"), 26, "against = \"tanh, 0.1\"");
  CHECK(parsed(text).rules[0].groups == std::vector<std::string>{"silu, 0.1"});
}

TEST_CASE("A claim may ask its question of all real data sets, and a rule be confined to them") {
  const Claim claim =
      parsed(with("dataset = \"circle\"", "dataset = [\"generated\", \"real\"]") + "where = { dataset = \"real\" }\n");
  CHECK(claim.experiment.common.values.at("dataset") == dataset_names());
  CHECK(claim.rules.back().where.at("dataset") == bundled_dataset_names());
}

TEST_CASE("A claim that is written wrongly is refused with its place") {
  const auto refused = [](const std::string& text, const std::string& message) {
    CAPTURE(message);
    CHECK_THROWS_WITH(parsed(text), Catch::Contains(message));
  };
  refused(with("claim = \"ReLU is a good default\"\n", ""), "'claim' is not given");
  refused(with("claim =", "clam ="), "mine.toml:1:8: unknown key 'clam'; did you mean claim?");
  refused(with("metric = \"test_accuracy\"", "metric = \"test_acuracy\""),
          "unknown metric 'test_acuracy'; did you mean test_accuracy");
  refused(with("is = \"not lower\"", "is = \"better\""),
          "mine.toml:18:6: is: 'better' is not allowed; allowed are higher, lower");
  refused(with("by = \"activation\"", "by = \"activaton\""), "unknown setting 'activaton'; did you mean activation?");
  refused(with("groups = \"relu\"", "groups = \"rleu\""), "unknown activation 'rleu'");
  refused(with("against = [\"tanh\", \"mine\"]\n", ""), "it is not said against which groups");
  refused(with("is = \"not lower\"", "is = \"at least\""), "a bound is not against other groups");
  refused(with("smallest = 0.01", "smallest = -0.01"), "the smallest difference that matters is negative");
  refused(with("replicates = 32", "replicates = 31"),
          "31 replicates decide nothing; give experiment.replicates as 32 at least");
  refused(with("record = []", "learning_rate = 0.1"), "'learning_rate' is both tuned and given");
  refused(with("values = [0.01, 0.1]", "values = [0.01, 0.1]\nmetric = \"test_loss\""),
          "'test_loss' is not of the validation rows");
  refused(with("dataset = \"circle\"", "datset = \"circle\""), "mine.toml:11:10: unknown key 'datset'");
  refused(with("[[rule]]", "[rule]"), "rule: is not a list of tables");
  refused(with("[experiment]", "[benchmark]\nactivation = \"relu\"\n[experiment]"),
          "needs either an experiment or a benchmark");
  refused("claim = [", "cannot be read as TOML");
  CHECK_THROWS_WITH(read_claim("nowhere.toml"), Catch::Contains("nowhere.toml: cannot be opened"));
}

TEST_CASE("Every bundled claim can be read, names who says so, and stands in the README's table") {
  const auto claims = bundled_claims();
  CHECK(claims.size() >= 20);
  const std::string readme = test::read_file(std::string(ACTLAB_SOURCE_DIR) + "/scripts/claims/README.md");
  for (const auto& [name, path] : claims) {
    CAPTURE(name);
    const Claim claim = read_claim(path);
    CHECK(readme.find("| " + claim.sentence + " |") != std::string::npos);
    CHECK(!claim.source.empty());
    // A tuned claim's verdict must be on rows that the tuning did not see.
    for (const ClaimRule& rule : claim.rules) {
      if (claim.tuning) CHECK(rule.metric.find("validation_accuracy") == std::string::npos);
    }
  }
}
