#include "record/run_rows.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "actlab/error.hpp"
#include "record/cells.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

const std::vector<std::string> names{
    "cell",       "replicate",       "seed",      "epochs_run",     "best_epoch",          "diverged",
    "train_loss", "validation_loss", "test_loss", "train_accuracy", "validation_accuracy", "test_accuracy"};

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void check_same(const RunRow& read, const RunRow& written) {
  CHECK(read.replicate == written.replicate);
  CHECK(read.seed == written.seed);
  CHECK(read.epochs_run == written.epochs_run);
  CHECK(read.best_epoch == written.best_epoch);
  CHECK(read.diverged == written.diverged);
  for (const MetricColumn& column : metric_columns) {
    CAPTURE(column.name);
    CHECK(same(read.metrics.*column.value, written.metrics.*column.value));
  }
}

}  // namespace

TEST_CASE("A run's row has its numbers in the order of the columns") {
  CHECK(run_row_text(cell_of("0123456789ab", Task::binary, 0.5, 0.2), run_of(3, 0.6)) ==
        "0123456789ab,3,7,40,30,0,0.1,0.2,0.3,0.4,0.5,0.6");
  CHECK(run_row_text(cell_of("c"), run_of(0, 0.6, true)) == "c,0,7,40,30,1,0.1,,0.3,0.4,,0.6");
}

TEST_CASE("A run's row is read back as it was written, to the last bit") {
  RunRow run = run_of(1'000'000, 0.1 + 0.2);
  run.seed = 9007199254740992;
  run.epochs_run = 4294967295U;
  run.metrics.train_loss = 5e-324;
  run.metrics.test_loss = std::numeric_limits<double>::max();
  run.metrics.validation_loss = -1.0 / 3;
  check_same(read_run_row(run_row_text(cell_of("c", Task::binary, 0.5, 0.2), run)), run);
}

TEST_CASE("A diverged run's row keeps what is no number") {
  RunRow run = run_of(0, std::nan(""), true);
  run.metrics.train_loss = std::numeric_limits<double>::infinity();
  run.metrics.test_loss = -std::numeric_limits<double>::infinity();
  check_same(read_run_row(run_row_text(cell_of("c", Task::binary, 0.5, 0.2), run)), run);
}

TEST_CASE("The metrics of a part without rows are empty fields and read as NaN") {
  RunRow run = run_of(2, 0.6);
  const RunRow without_validation = read_run_row(run_row_text(cell_of("c"), run));
  CHECK(std::isnan(without_validation.metrics.validation_loss));
  CHECK(std::isnan(without_validation.metrics.validation_accuracy));
  CHECK(without_validation.metrics.test_accuracy == 0.6);
  const RunRow without_test = read_run_row(run_row_text(cell_of("c", Task::binary, 1), run));
  CHECK(std::isnan(without_test.metrics.test_loss));
  CHECK(std::isnan(without_test.metrics.test_accuracy));
  CHECK(without_test.metrics.train_loss == 0.1);
}

TEST_CASE("Parts of a cell are there where its split gives them rows") {
  const auto present = [](double train, double validation) {
    const Parts parts = parts_of(cell_of("c", Task::binary, train, validation));
    return std::vector<bool>(parts.present, parts.present + 3);
  };
  CHECK(present(0.5, 0) == std::vector<bool>{true, false, true});
  CHECK(present(0.5, 0.2) == std::vector<bool>{true, true, true});
  CHECK(present(0.5, 0.5) == std::vector<bool>{true, true, false});
  CHECK(present(1, 0) == std::vector<bool>{true, false, false});
}

TEST_CASE("Columns of runs.csv are found by their names, in any order and among others") {
  const RunReader reader(CsvHeader(
      "runs.csv", {"test_accuracy", "other", "diverged", "best_epoch", "train_loss", "validation_loss", "seed",
                   "test_loss", "train_accuracy", "validation_accuracy", "epochs_run", "replicate", "cell"}));
  CHECK(!reader.regression());
  RunRow expected = run_of(3, 0.6);
  expected.metrics.validation_loss = std::nan("");
  check_same(reader.read({"0.6", "x", "0", "30", "0.1", "", "7", "0.3", "0.4", "0.5", "40", "3", "c"}), expected);
}

TEST_CASE("Regressions call their accuracies R^2") {
  std::vector<std::string> regression = names;
  for (std::string& name : regression) {
    if (name.ends_with("_accuracy")) name.replace(name.find("_accuracy"), std::string::npos, "_r2");
  }
  const RunReader reader(CsvHeader("runs.csv", regression));
  CHECK(reader.regression());
  check_same(reader.read({"c", "3", "7", "40", "30", "0", "0.1", "0.2", "0.3", "0.4", "0.5", "-0.25"}),
             run_of(3, -0.25));
}

TEST_CASE("A table of runs that lacks a column is refused by the column's name") {
  for (std::size_t missing = 1; missing < names.size(); ++missing) {
    std::vector<std::string> header = names;
    header.erase(header.begin() + static_cast<std::ptrdiff_t>(missing));
    // Without test_accuracy the table is taken for a regression's.
    const std::string named = names[missing] == "test_accuracy" ? "train_r2" : names[missing];
    CAPTURE(named);
    try {
      RunReader reader(CsvHeader("some/runs.csv", header));
      FAIL("the header was taken");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::bad_data);
      CHECK(error.where() == "some/runs.csv");
      CHECK(error.problem() == "has no column " + named);
    }
  }
}
