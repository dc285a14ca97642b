#include "claim/claim.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "claim/claim_texts.hpp"
#include "data/catalogue.hpp"
#include "data/files.hpp"

using namespace actlab;
using test::good_claim;
using test::parsed;
using test::with;

TEST_CASE("A claim is read with its teacher, picture, tuning, experiment and rules") {
  const Claim claim = parsed(good_claim);
  CHECK(claim.name == "mine");
  CHECK(claim.version == 3);
  CHECK(claim.sentence == "ReLU is a good default");
  CHECK(claim.teacher.same == "Take what you like.");
  REQUIRE(claim.picture);
  CHECK(claim.picture->kind == PictureKind::runs);
  CHECK(claim.picture->where.at("dataset") == std::vector<std::string>{"circle"});
  REQUIRE(claim.tuning);
  CHECK(claim.tuning->values == std::vector<std::string>{"0.01", "0.1"});
  CHECK(claim.tuning->replicates == 8);
  CHECK(claim.experiment.replicates == 32);
  REQUIRE(claim.rules.size() == 2);
  CHECK(claim.rules[0].role == Role::main);
  CHECK(claim.rules[0].relation == Relation::not_lower);
  // A formula is called by its name.
  CHECK(claim.rules[0].against == std::vector<std::string>{"tanh", "mine=x*sigmoid(2*x)"});
  CHECK(claim.rules[1].role == Role::control);
  CHECK(claim.rules[1].bounds == std::map<std::string, double>{{"circle", 0.9}});
}

TEST_CASE("Data are drawn anew for every replicate unless the file says otherwise") {
  CHECK(parsed(good_claim).experiment.common.values.at("resplit") == std::vector<std::string>{"on"});
  const Claim shared = parsed(with("record = []", "record = []\nresplit = false"));
  CHECK(shared.experiment.common.values.at("resplit") == std::vector<std::string>{"off"});
}

TEST_CASE("A claim is tuned by the counterpart of what it is judged by, on validation rows") {
  CHECK(parsed(good_claim).tuning->metric == "validation_accuracy");
  const auto judged_by = [](const std::string& metric) {
    return parsed(with("metric = \"test_accuracy\"", "metric = \"" + metric + "\"")).tuning->metric;
  };
  CHECK(judged_by("test_loss") == "validation_loss");
  CHECK(judged_by("success") == "validation_accuracy");
  CHECK_THROWS_WITH(judged_by("dead_fraction"), Catch::Contains("no counterpart on validation rows"));
  CHECK_THROWS_WITH(parsed(with("replicates = 8", "replicates = 8\nmetric = \"validation_loss\"")),
                    Catch::Contains("the metric follows from that of the main rules: validation_accuracy"));
  // Of a metric without counterpart it is given.
  std::string given = with("metric = \"test_accuracy\"", "metric = \"dead_fraction\"");
  given.replace(given.find("replicates = 8"), 14, "replicates = 8\nmetric = \"validation_loss\"");
  CHECK(parsed(given).tuning->metric == "validation_loss");
  std::string two = good_claim;
  two.replace(two.find("role = \"control\""), 16, "role = \"main\"");
  two.replace(two.rfind("test_accuracy"), 13, "test_loss");
  CHECK_THROWS_WITH(parsed(two), Catch::Contains("the main rules are judged by two metrics"));
}

TEST_CASE("A claim may ask its question of all real data sets, and a rule be confined to them") {
  const Claim claim = parsed(with("dataset = [\"circle\", \"xor\"]", "dataset = [\"generated\", \"real\"]") +
                             "where = { dataset = \"real\" }\n");
  CHECK(claim.experiment.common.values.at("dataset") == dataset_names());
  CHECK(claim.rules.back().where.at("dataset") == bundled_dataset_names());
}

TEST_CASE("A claim that is written wrongly is refused with its place") {
  const auto refused = [](const std::string& text, const std::string& message) {
    CAPTURE(message);
    CHECK_THROWS_WITH(parsed(text), Catch::Contains(message));
  };
  refused(with("format = 2\n", ""), "mine.toml: format 1 is no longer read; begin with the line format = 2");
  refused(with("format = 2", "format = 3"), "mine.toml:1:10: format 3 is not known; this version of actlab reads");
  refused(with("claim =", "clam ="), "mine.toml:3:8: unknown key 'clam'; did you mean claim?");
  refused(with("same = \"Take what you like.\"\n", ""), "'same' is not given");
  refused(with("kind = \"runs\"", "kind = \"pie\""), "'pie' is not allowed; allowed are runs, curves, boundary");
  refused(with("kind = \"runs\"", "kind = \"curves\""), "shows curves, which the experiment does not record; add");
  refused(with("validation_fraction = 0.2\n", ""), "tuning needs rows to validate on");
  refused(with("record = []", "learning_rate = 0.1"), "'learning_rate' is both tuned and given");
  refused(with("dataset = [\"circle\", \"xor\"]", "datset = \"circle\""), "unknown key 'datset'");
  refused(with("circle = 0.9", "circel = 0.9"), "there is no data set 'circel'");
  refused(with("says = \"It loses nothing\"", "says = \"It\"\nrole = \"mechanism\""), "has no main rule");
  refused(with("metric = \"test_accuracy\"", "metric = \"nanoseconds\""), "only a benchmark measures nanoseconds");
  refused(with("[experiment]", "[benchmark]\nactivation = \"relu\"\n[experiment]"),
          "needs either an experiment or a benchmark");
  refused("format = 2\nclaim = [", "cannot be read as TOML");
  CHECK_THROWS_WITH(read_claim("nowhere.toml"), Catch::Contains("nowhere.toml: cannot be opened"));
}

TEST_CASE("Every number of a claim is held against its range, and refused with its place") {
  const auto refused = [](const std::string& text, const std::string& message) {
    CHECK_THROWS_WITH(parsed(text), Catch::EndsWith(message));
  };
  const auto rule = [](const std::string& line) { return with("is = \"not lower\"", "is = \"not lower\"\n" + line); };
  refused(with("version = 3", "alpha = 1e-20"),
          "mine.toml:2:9: alpha: '1e-20' is not allowed; give a number from 1e-06 to 0.5");
  refused(with("version = 3", "version = 0"),
          "mine.toml:2:11: version: '0' is not allowed; give a whole number from 1 to 1000000");
  refused(with("replicates = 8", "replicates = 1"),
          "mine.toml:16:14: replicates: '1' is not allowed; give a whole number from 2 to 1000000");
  refused(rule("smallest = nan"),
          "mine.toml:29:12: smallest: 'nan' is not allowed; give a number above 0 and at most 1000000");
  refused(rule("target = -inf"),
          "mine.toml:29:10: target: '-inf' is not allowed; give a test accuracy (or R^2) above 0 and at most 1");
  refused(rule("diverged = inf"),
          "mine.toml:29:12: diverged: 'inf' is not allowed; give a number from -1e+30 to 1e+30");
  refused(with("circle = 0.9", "circle = nan"),
          "mine.toml:37:20: circle: 'nan' is not allowed; give a number from -1e+30 to 1e+30");
  refused(with("bound = { circle = 0.9 }", "bound = inf"),
          "mine.toml:37:9: bound: 'inf' is not allowed; give a number from -1e+30 to 1e+30");
}

TEST_CASE("A quick claim has few networks, fewer epochs and every second value to tune among") {
  std::string text = with("values = [0.1, 0.01]", "values = [0.1, 0.01, 1, 3]");
  text.insert(text.find("record = []"), "epochs = 100\n");
  const Claim claim = quick_claim(parsed(text));
  CHECK(claim.experiment.common.values.at("epochs") == std::vector<std::string>{"50"});
  CHECK(claim.experiment.replicates == 8);
  CHECK(claim.tuning->replicates == 4);
  CHECK(claim.tuning->values == std::vector<std::string>{"0.01", "1"});
}

TEST_CASE("A quick claim that asks about epochs keeps them") {
  std::string text = with("replicates = 8", "replicates = 2");
  text.insert(text.find("record = []"), "epochs = [10, 100]\n");
  CHECK(quick_claim(parsed(text)).experiment.common.values.at("epochs") == std::vector<std::string>{"10", "100"});
}

TEST_CASE("Another data seed is another draw of everything") {
  const Claim claim = with_data_seed(parsed(good_claim), 7);
  CHECK(claim.experiment.common.values.at("data_seed") == std::vector<std::string>{"7"});
}

TEST_CASE("Every bundled claim can be read, names who says so, and stands in the README's table") {
  const auto claims = bundled_claims();
  CHECK(claims.size() >= 36);
  const std::string readme = test::read_file(std::string(ACTLAB_SOURCE_DIR) + "/scripts/claims/README.md");
  for (const auto& [name, path] : claims) {
    CAPTURE(name);
    const Claim claim = read_claim(path);
    CHECK(readme.find("| " + claim.sentence + " |") != std::string::npos);
    CHECK(!claim.source.empty());
    // What is tuned is judged on rows that the tuning did not see.
    for (const ClaimRule& rule : claim.rules) {
      if (claim.tuning) CHECK(!rule.metric.starts_with("validation_"));
    }
  }
}

TEST_CASE("A rule of a benchmark can be confined to the functions alone") {
  const Claim claim = parsed(R"(format = 2
claim = "ReLU is cheaper"
[teacher]
holds = "less"
reversed = "more"
same = "same"
[benchmark]
activation = ["relu", "gelu"]
arch = "8-8"
[[rule]]
says = "It takes less time"
metric = "nanoseconds"
by = "activation"
groups = "relu"
is = "lower"
against = "gelu"
where = { arch = "element" }
)");
  CHECK(claim.rules[0].where.at("arch") == std::vector<std::string>{"element"});
  CHECK(replicates_of(claim) == 32);
}
