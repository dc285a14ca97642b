#include <catch2/catch.hpp>

#include "program.hpp"

using namespace actlab::test;

namespace {

// Two data sets, two architectures, three activations whose initializers differ.
struct Sweep {
  TemporaryDirectory directory;
  Sweep() {
    const Finished finished =
        run(directory.path(), words("train --dataset circle,xor --arch 3,5 --activation relu,tanh,identity --epochs 40 "
                                    "--samples 120 --replicates 6 --record metrics,layers --quiet --out r"));
    CHECK(finished.exit_code == 0);
  }
  [[nodiscard]] Finished compare(const std::string& flags) const {
    return run(directory.path(), words("compare " + flags));
  }
};

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == ',') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("A comparison is of all runs, paired by everything that does not depend on what is compared") {
  const Sweep sweep;
  const Finished text = sweep.compare("r");
  CHECK(text.exit_code == 0);
  CHECK(text.err.empty());
  CHECK(text.out.find("average ranks over 2 data sets") != std::string::npos);
  CHECK(text.out.find("critical difference 2.34 (Nemenyi, 0.05)") != std::string::npos);
  const Finished csv = sweep.compare("r --format csv");
  const auto rows = lines(csv.out);
  REQUIRE(rows.size() == 1 + 3 + 1 + 1 + 3);
  CHECK(fields(rows[1])[0] == "relu");
  CHECK(fields(rows[1])[1] == "24");
  CHECK(fields(rows[6])[2] == "24");
  // The mean of the runs' own column.
  double sum = 0;
  std::string identity_cells;
  for (const std::string& row : lines(read_file(sweep.directory.path() / "r/cells.csv"))) {
    if (row.find(",identity,") != std::string::npos) identity_cells += fields(row)[0] + " ";
  }
  for (const std::string& row : lines(read_file(sweep.directory.path() / "r/runs.csv"))) {
    if (identity_cells.find(fields(row)[0]) != std::string::npos) sum += std::stod(fields(row)[11]);
  }
  CHECK(std::stod(fields(rows[3])[3]) == Approx(sum / 24));
}

TEST_CASE("Any setting is compared, any metric, with a baseline, in every format") {
  const Sweep sweep;
  CHECK(lines(sweep.compare("r --by arch --format csv").out).size() == 1 + 2 + 1 + 1 + 1);
  CHECK(lines(sweep.compare("r --by activation,arch --format csv").out).size() == 1 + 6 + 1 + 1 + 15);
  CHECK(lines(sweep.compare("r --baseline tanh --format csv").out).size() == 1 + 3 + 1 + 1 + 2);
  for (const char* metric : {"test_loss", "train_accuracy", "epochs_run", "epochs-to-target", "dead_fraction",
                             "saturated_fraction", "effective_rank"}) {
    CAPTURE(metric);
    CHECK(sweep.compare(std::string("r --target 0.8 --metric ") + metric).exit_code == 0);
  }
  const Finished latex = sweep.compare("r --format latex");
  CHECK(latex.out.find("\\begin{tabular}{lrrrrrrrrrr") != std::string::npos);
  CHECK(latex.out.find("test\\_accuracy") == std::string::npos);
  CHECK(latex.out.find("95 \\% interval") != std::string::npos);
  CHECK(sweep.compare("r --format markdown").out.find("| --- | ---: |") != std::string::npos);
}

TEST_CASE("Epochs to a target are the first recorded ones that reach it, or all of them") {
  const Sweep sweep;
  const auto rows = lines(sweep.compare("r --metric epochs_to_target --target 0.999 --format csv").out);
  // A straight line cannot separate circle or xor: identity never gets there.
  CHECK(fields(rows[3])[0] == "identity");
  CHECK(fields(rows[3])[3] == "40");
  CHECK(std::stod(fields(rows[1])[3]) < 40);
}

TEST_CASE("Several directories are compared together, a shared cell once") {
  const Sweep sweep;
  const std::string rest =
      " --dataset circle --arch 3 --epochs 40 --samples 120 --replicates 6 --record metrics --quiet ";
  CHECK(run(sweep.directory.path(), words("train --activation silu" + rest + "--out a")).exit_code == 0);
  CHECK(run(sweep.directory.path(), words("train --activation silu,relu" + rest + "--out b")).exit_code == 0);
  const auto rows = lines(sweep.compare("r a b --format csv").out);
  REQUIRE(rows.size() == 1 + 4 + 1 + 1 + 6);
  CHECK(fields(rows[1])[1] == "24");
  CHECK(fields(rows[4])[0] == "silu");
  CHECK(fields(rows[4])[1] == "6");
}

TEST_CASE("What cannot be compared is refused in one sentence") {
  const Sweep sweep;
  const auto refused = [&](const std::string& flags, int exit_code, const std::string& message) {
    const Finished finished = sweep.compare(flags);
    CAPTURE(flags);
    CHECK(finished.exit_code == exit_code);
    CHECK(finished.err == "actlab: " + message + "\n");
    CHECK(finished.out.empty());
  };
  refused("r --by activatoin", 2, "--by: unknown setting 'activatoin'; did you mean activation?");
  refused("r --metric test_acuracy", 2,
          "--metric: unknown metric 'test_acuracy'; did you mean test_accuracy or "
          "train_accuracy?");
  refused("r --baseline rel", 2, "--baseline: there is no group 'rel'; did you mean relu?");
  refused("r --target 2", 2, "--target: '2' is not allowed; give a test accuracy (or R^2) above 0 and at most 1");
  refused("r --format html", 2, "--format: 'html' is not allowed; allowed are text, csv, markdown and latex");
  refused("r --by optimizer", 2,
          "--by: all cells have the same optimizer ('sgd'); compare by a setting that varies, or give several "
          "directories");
  refused("r --metric validation_loss", 2,
          "--metric: validation_loss has no values in these results; choose another metric; --validation-fraction, "
          "for one, makes validation metrics");
  refused("nowhere", 66,
          "nowhere: is not a results directory (it has no run.toml); give a directory that 'actlab train' wrote");
  const std::string copy =
      "cp -r r damaged && sed -i 's/,16,/,17,/; 2s/1/2/' damaged/runs.csv && cp -r r unfinished && "
      "rm unfinished/manifest.json";
  CHECK(std::system(("cd " + sweep.directory.path().string() + " && " + copy).c_str()) == 0);
  refused("damaged", 65,
          "damaged/runs.csv: was changed after it was written; run the same command again: it mends the tables");
  refused("unfinished", 3,
          "unfinished: is not finished; 'actlab status' says what is missing; run the same command again");
}

TEST_CASE("Figures of a comparison are drawn from CSV files beside them") {
  const Sweep sweep;
  const Finished finished = sweep.compare("r --figures f --figure-format svg");
  CHECK(finished.exit_code == 0);
  CHECK(finished.err.empty());
  for (const char* name : {"groups.csv", "group-runs.csv", "group-curves.csv", "ranks.csv", "rank-bars.csv",
                           "compare-runs.svg", "compare-curves.svg", "critical-difference.svg"}) {
    CAPTURE(name);
    CHECK(std::filesystem::file_size(sweep.directory.path() / "f" / name) > 10);
  }
}
