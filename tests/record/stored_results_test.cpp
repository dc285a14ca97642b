#include "record/stored_results.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "actlab/error.hpp"
#include "record/results.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

const std::string run_header =
    "cell,replicate,seed,epochs_run,best_epoch,diverged,train_loss,validation_loss,test_loss,train_accuracy,"
    "validation_accuracy,test_accuracy\n";

// Two cells, the second with a run that diverged.
HandWritten& with_tables(HandWritten& results) {
  results.write("run.toml", "");
  results.write("cells.csv", "cell,number,dataset,activation\nc1,1,\"my, \"\"own\"\"\",relu\nc2,2,xor,tanh\n");
  results.write("runs.csv", run_header +
                                "c1,0,1,5,4,0,0.5,,0.25,0.75,,0.875\n"
                                "c1,1,1,5,5,0,0.5,,0.25,0.75,,1\n"
                                "c2,0,2,3,2,1,nan,,inf,0,,0\n");
  return results;
}

// The error of reading a directory, with its kind.
std::pair<ErrorKind, std::string> error_of(const HandWritten& results) {
  try {
    read_results(results.path());
  } catch (const Error& error) {
    std::string message = error.what();
    const std::string directory = results.path().string();
    for (std::size_t at; (at = message.find(directory)) != std::string::npos;)
      message.replace(at, directory.size(), "D");
    return {error.kind(), message};
  }
  FAIL("the directory was read");
  return {};
}

}  // namespace

TEST_CASE("A finished results directory is read back, cells with their settings and runs") {
  HandWritten written;
  with_tables(written).finish(2);
  const StoredResults results = read_results(written.path());
  CHECK(!results.regression);
  REQUIRE(results.cells.size() == 2);
  const StoredCell& first = results.cells[0];
  CHECK(first.id == "c1");
  CHECK(first.number == 1);
  CHECK(first.settings == std::map<std::string, std::string>{{"dataset", "my, \"own\""}, {"activation", "relu"}});
  CHECK(first.files->directory() == written.path());
  REQUIRE(first.runs.size() == 2);
  CHECK(first.runs[0].best_epoch == 4);
  CHECK(first.runs[0].metrics.test_accuracy == 0.875);
  CHECK(std::isnan(first.runs[0].metrics.validation_loss));
  CHECK(first.runs[1].replicate == 1);
  const StoredCell& second = results.cells[1];
  CHECK(second.number == 2);
  REQUIRE(second.runs.size() == 1);
  CHECK(second.runs[0].diverged);
  CHECK(second.runs[0].seed == 2);
  CHECK(std::isinf(second.runs[0].metrics.test_loss));
}

TEST_CASE("Runs need not stand in the order of the cells") {
  HandWritten written;
  with_tables(written);
  written.write("runs.csv", run_header + "c2,0,1,5,5,0,0.5,,0.25,0.75,,0.5\nc1,0,1,5,5,0,0.5,,0.25,0.75,,0.25\n");
  written.finish(2);
  const StoredResults results = read_results(written.path());
  CHECK(results.cells[0].runs.at(0).metrics.test_accuracy == 0.25);
  CHECK(results.cells[1].runs.at(0).metrics.test_accuracy == 0.5);
}

TEST_CASE("Results of regressions alone say so") {
  HandWritten written;
  with_tables(written);
  written.write("runs.csv",
                "cell,replicate,seed,epochs_run,best_epoch,diverged,train_loss,validation_loss,test_loss,train_r2,"
                "validation_r2,test_r2\nc1,0,1,5,5,0,0.5,,0.25,0.75,,-0.5\n");
  written.finish(2);
  const StoredResults results = read_results(written.path());
  CHECK(results.regression);
  CHECK(results.cells[0].runs.at(0).metrics.test_accuracy == -0.5);
}

TEST_CASE("What is no results directory, or not finished, or has failed cells, is not read") {
  HandWritten written;
  CHECK(error_of(written) ==
        std::pair(ErrorKind::no_input, std::string("D: is not a results directory (it has no run.toml); give a "
                                                   "directory that 'actlab train' wrote")));
  with_tables(written);
  CHECK(error_of(written) ==
        std::pair(ErrorKind::incomplete, std::string("D: is not finished; 'actlab status' says what is missing; run "
                                                     "the same command again")));
  written.finish(2);
  written.write("failed.csv", "cell,number,reason\nc2,2,no\n");
  CHECK(error_of(written) ==
        std::pair(ErrorKind::incomplete, std::string("D: has cells that failed; failed.csv says why; mend them and "
                                                     "train again, or take them out of the grid with `extend`")));
}

TEST_CASE("A table that was changed after it was written, or is in no manifest, is bad data") {
  for (const std::string table : {"cells.csv", "runs.csv"}) {
    CAPTURE(table);
    HandWritten changed;
    with_tables(changed).finish(2);
    changed.write(table, read_file(changed.path() / table) + "\n");
    const auto expected = [&](const std::string& what) {
      return std::pair(ErrorKind::bad_data, "D/" + table + ": " + what +
                                                "; run the command that trained it again: it mends what is damaged");
    };
    CHECK(error_of(changed) == expected("was changed after it was written"));
    HandWritten missing;
    with_tables(missing).finish(2);
    std::filesystem::remove(missing.path() / table);
    CHECK(error_of(missing) == expected("is missing, or is no file"));
  }
  HandWritten unlisted;
  with_tables(unlisted);
  HandWritten manifest;
  manifest.write("run.toml", "");
  manifest.finish(2);
  std::filesystem::copy(manifest.path() / "manifest.json", unlisted.path());
  CHECK(error_of(unlisted).first == ErrorKind::bad_data);
}

TEST_CASE("A damaged manifest is bad data") {
  HandWritten written;
  with_tables(written).finish(2);
  written.write("manifest.json", "{\"format\": 5");
  const auto [kind, message] = error_of(written);
  CHECK(kind == ErrorKind::bad_data);
  CHECK(message.starts_with("D/manifest.json: is damaged: "));
}

TEST_CASE("A run of no cell, a table that lacks a column and an empty table are bad data with their places") {
  const auto error_of_runs = [](const std::string& runs) {
    HandWritten written;
    with_tables(written);
    written.write("runs.csv", runs);
    written.finish(2);
    return error_of(written);
  };
  CHECK(error_of_runs(run_header + "c1,0,1,5,5,0,0.5,,0.25,0.75,,1\nc3,0,1,5,5,0,0.5,,0.25,0.75,,1\n") ==
        std::pair(ErrorKind::bad_data, std::string("D/runs.csv:3:1: is of no cell of cells.csv; run the same command "
                                                   "again: it mends the tables")));
  CHECK(error_of_runs("cell,replicate\nc1,0\n") ==
        std::pair(ErrorKind::bad_data, std::string("D/runs.csv: has no column seed; run the same command again: it "
                                                   "mends what was changed")));
  CHECK(error_of_runs("") == std::pair(ErrorKind::bad_data, std::string("D/runs.csv: is empty; run the same command "
                                                                        "again: it mends what was changed")));
  CHECK(error_of_runs(run_header + "c1,0,1\n").first == ErrorKind::bad_data);
  HandWritten no_cells;
  with_tables(no_cells);
  no_cells.write("cells.csv", "");
  no_cells.finish(0);
  CHECK(error_of(no_cells) == std::pair(ErrorKind::bad_data, std::string("D/cells.csv: is empty; run the same command "
                                                                         "again: it mends what was changed")));
}

TEST_CASE("A cell's table is read as columns of numbers by name, and empty fields are NaN") {
  const CellWithFile with("metrics.csv", "epoch,train_loss,word\n0,0.5,x\n10,,y\n");
  const NumberTable table(with.cell, "metrics.csv", "metrics");
  CHECK(table.columns().size() == 3);
  CHECK(table.at("epoch") == std::vector<double>{0, 10});
  CHECK(table.at("train_loss").at(0) == 0.5);
  CHECK(std::isnan(table.at("train_loss").at(1)));
  CHECK(std::isnan(table.at("word").at(0)));
  CHECK(table.has("word"));
  CHECK(!table.has("test_loss"));
  CHECK_THROWS_WITH(table.at("test_loss"), Catch::Contains("cells/c1/metrics.csv: has no column test_loss"));
}

TEST_CASE("A table of a header alone is bad data") {
  const CellWithFile with("metrics.csv", "epoch,train_loss\n");
  CHECK_THROWS_WITH(NumberTable(with.cell, "metrics.csv", "metrics"), Catch::Contains("metrics.csv: has no rows"));
}

TEST_CASE("A cell's file that was not recorded is incomplete, and the error says what to record") {
  const CellWithFile with("there.csv", "a\n");
  CHECK(recorded_text(with.cell, "there.csv", "layers") == "a\n");
  try {
    recorded_text(with.cell, "layers.csv", "layers");
    FAIL("the file was read");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::incomplete);
    CHECK(error.where() == (with.results.path() / "cells/c1/layers.csv").string());
    CHECK(error.remedy() == "train with `record` layers, as this needs it");
  }
}

TEST_CASE("A cell's file that was changed after it was written, or is gone, is bad data") {
  CellWithFile with("metrics.csv", "epoch\n1\n");
  with.results.write(with.cell.name_of("metrics.csv"), "epoch\n2\n");
  CHECK_THROWS_WITH(recorded_text(with.cell, "metrics.csv", "metrics"), Catch::Contains("was changed after it was"));
  std::filesystem::remove(with.results.path() / with.cell.name_of("metrics.csv"));
  CHECK_THROWS_WITH(recorded_text(with.cell, "metrics.csv", "metrics"), Catch::Contains("is missing, or is no file"));
}
