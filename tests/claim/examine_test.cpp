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
  return read_claim(directory.write("claim.toml", R"(format = 2
claim = "A claim"
[teacher]
holds = "yes"
reversed = "no"
same = "same"
[picture]
kind = "runs"
caption = "runs"
[tuning]
setting = "learning_rate"
)" + tuning + R"(
[experiment]
replicates = 8
record = []
samples = 60
validation_fraction = 0.2
activation = "identity"
)" + more + R"(
[[rule]]
says = "It learns something"
metric = "test_loss"
by = "activation"
groups = "identity"
is = "at most"
bound = 1
)"));
}

RunOptions options() {
  RunOptions options;
  options.target = arithmetic::choose_target("", "");
  return options;
}

const char* const plane = "dataset = \"reg-plane\"\narch = [\"linear\", \"4\"]\nepochs = 20\n";

}  // namespace

TEST_CASE("Every cell has the value that was best for it, and none at which its networks diverge") {
  const test::TemporaryDirectory out;
  const Claim claim = read("values = [1000, 0.0001, 0.03]\nreplicates = 4", plane);
  const Examination examination = examine(claim, out.path(), options());
  REQUIRE(examination.tuned.size() == 2);
  CHECK(examination.tuned[0].cell == "arch linear");
  CHECK(examination.tuned[0].value == "0.03");
  CHECK(!examination.tuned[0].edge);
  CHECK(!examination.tuned[0].added);
  CHECK(examination.tuned[1].value == "0.03");
  CHECK(examination.verdict.verdict == Verdict::holds);
  const StoredResults tuning = read_results(out.path() / "tuning");
  CHECK(tuning.cells.size() == 6);
  CHECK(tuning.cells[0].runs.size() == 4);
  CHECK(tuning.cells[2].runs[0].diverged);
  const StoredResults trial = read_results(out.path() / "trial");
  REQUIRE(trial.cells.size() == 2);
  CHECK(trial.cells[0].runs.size() == 8);
  CHECK(trial.cells[0].settings.at("learning_rate") == "0.03");
  CHECK(trial.cells[0].settings.at("resplit") == "on");
  // The seeds of the tuning are none of the trial's.
  CHECK(tuning.cells[0].settings.at("seed") == "1000004");
  CHECK(trial.cells[0].settings.at("seed") == "1");
}

TEST_CASE("A grid whose end is chosen is widened in the same directory until it is not, and not trained again") {
  const test::TemporaryDirectory out;
  const Claim claim = read("values = [0.00001, 0.0001]\nreplicates = 4", plane);
  const Examination examination = examine(claim, out.path(), options());
  for (const Tuned& cell : examination.tuned) {
    CHECK(cell.added);
    CHECK(!cell.edge);
  }
  const StoredResults tuning = read_results(out.path() / "tuning");
  CHECK(tuning.cells.size() > 4);
  CHECK(tuning.cells.size() <= 2 * 6);
  CHECK(!std::filesystem::exists(out.path() / "tuning/set-aside"));
  const auto written = std::filesystem::last_write_time(out.path() / "tuning/manifest.json");
  const Examination again = examine(claim, out.path(), options());
  CHECK(std::filesystem::last_write_time(out.path() / "tuning/manifest.json") == written);
  CHECK(again.tuned[0].value == examination.tuned[0].value);
  CHECK(again.tuned[1].score == examination.tuned[1].score);
}

TEST_CASE("Tuning that was stopped in a round of widening goes on to the same end") {
  const test::TemporaryDirectory whole;
  const test::TemporaryDirectory parts;
  const Claim claim = read("values = [0.00001, 0.0001]\nreplicates = 4", plane);
  examine(claim, whole.path(), options());
  // As a second round left it: the first grid, one value wider, not finished.
  Claim narrower = claim;
  narrower.tuning->values = {"1e-05", "0.0001", "0.001"};
  const CellList cells = cell_list(claim.experiment);
  std::atomic<bool> stop = true;
  RunOptions stopped = options();
  stopped.stop = &stop;
  CHECK(tune(narrower, cells, parts.path() / "tuning", stopped).stopped);
  examine(claim, parts.path(), options());
  for (const char* file : {"tuned.csv", "findings.csv", "tuning/runs.csv", "tuning/run.toml"}) {
    CAPTURE(file);
    CHECK(test::read_file(parts.path() / file) == test::read_file(whole.path() / file));
  }
}

TEST_CASE("The tuned score is the mean of the metric of the validation rows") {
  const test::TemporaryDirectory out;
  const Claim claim = read("values = [0.001, 0.01, 0.1]\nreplicates = 5", plane);
  const Examination examination = examine(claim, out.path(), options());
  const StoredResults tuning = read_results(out.path() / "tuning");
  for (const StoredCell& cell : tuning.cells) {
    if (cell.settings.at("arch") != "linear" || cell.settings.at("learning_rate") != examination.tuned[0].value)
      continue;
    double mean = 0;
    for (const RunRow& run : cell.runs) mean += run.metrics.validation_loss / 5;
    CHECK(examination.tuned[0].score == Approx(mean));
  }
}

TEST_CASE("The findings' file has a row over the data sets and one for each") {
  const test::TemporaryDirectory out;
  examine(read("values = [0.01, 0.03, 0.1]\nreplicates = 2",
               "dataset = [\"reg-plane\", \"reg-gauss\"]\narch = \"linear\"\n"
               "epochs = 20\n"),
          out.path(), options());
  const std::string file = test::read_file(out.path() / "findings.csv");
  CHECK(
      file.starts_with("rule,role,metric,condition,group,against,data_set,n,diverged,group_mean,against_mean,effect,"
                       "low,high,prediction_low,prediction_high,wins,ties,losses,first_better,delta,outcome\n"
                       "1,main,test_loss,,identity,,,16,0,"));
  CHECK(file.find("\n1,main,test_loss,,identity,,reg-plane,8,0,") != std::string::npos);
  CHECK(file.find("\n1,main,test_loss,,identity,,reg-gauss,8,0,") != std::string::npos);
}
