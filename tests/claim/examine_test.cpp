#include "claim/examine.hpp"

#include <catch2/catch.hpp>

#include "arithmetic/target.hpp"
#include "data/files.hpp"
#include "plan/config.hpp"
#include "record/stored_results.hpp"

using namespace actlab;

namespace {

Claim read(const std::string& tuning, const std::string& more) {
  const test::TemporaryDirectory directory;
  return read_claim(
      directory.write("claim.toml", "claim = \"A claim\"\n[tuning]\nsetting = \"learning_rate\"\n" + tuning + R"(
[experiment]
replicates = 32
record = []
samples = 60
validation_fraction = 0.2
activation = "identity"
epochs = 20
)" + more + R"(
[[rule]]
says = "It learns something"
metric = "test_loss"
by = "activation"
groups = "identity"
is = "at most"
smallest = 1
)"));
}

RunOptions options() {
  RunOptions options;
  options.target = arithmetic::choose_target("", "");
  return options;
}

}  // namespace

TEST_CASE("Every cell has the value that was best for it, and none at which its networks diverge") {
  const test::TemporaryDirectory out;
  const Claim claim =
      read("values = [1000, 0.0001, 0.03]\nreplicates = 4", "dataset = \"reg-plane\"\narch = [\"linear\", \"4\"]\n");
  const Examination examination = examine(claim, out.path(), options());
  REQUIRE(examination.tuned.size() == 2);
  CHECK(examination.tuned[0].cell == "arch linear");
  CHECK(examination.tuned[0].value == "0.03");
  CHECK(examination.tuned[1].value == "0.03");
  CHECK(examination.verdict == Verdict::supported);
  const StoredResults tuning = read_results(out.path() / "tuning");
  CHECK(tuning.cells.size() == 6);
  CHECK(tuning.cells[0].runs.size() == 4);
  CHECK(tuning.cells[0].runs[0].diverged);
  const StoredResults trial = read_results(out.path() / "trial");
  REQUIRE(trial.cells.size() == 2);
  CHECK(trial.cells[0].runs.size() == 32);
  CHECK(trial.cells[0].settings.at("learning_rate") == "0.03");
  // The seeds of the tuning are none of the trial's.
  CHECK(tuning.cells[0].settings.at("seed") == "1000004");
  CHECK(trial.cells[0].settings.at("seed") == "1");
}

TEST_CASE("The tuned score is the mean of the validation metric there, and equals go to the value given first") {
  const test::TemporaryDirectory out;
  const Claim claim = read("values = [0.1, 0.3]\nreplicates = 5\nmetric = \"validation_accuracy\"",
                           "dataset = \"gauss\"\narch = \"2\"\n");
  const Examination examination = examine(claim, out.path(), options());
  const StoredResults tuning = read_results(out.path() / "tuning");
  double means[2] = {0, 0};
  for (std::size_t value = 0; value < 2; ++value) {
    for (const RunRow& run : tuning.cells[value].runs) means[value] += run.metrics.validation_accuracy / 5;
  }
  // Two clouds far apart: both values classify all of them.
  CHECK(means[0] == 1);
  CHECK(means[1] == 1);
  CHECK(examination.tuned[0].value == "0.1");
  CHECK(examination.tuned[0].score == 1);
}
