#include "record/tables.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "actlab/settings_table.hpp"
#include "data/csv.hpp"
#include "data/files.hpp"
#include "record/cells.hpp"
#include "statistics/intervals.hpp"
#include "text/number.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Fields = std::map<std::string, std::string>;

const std::vector<std::string> metric_names{"train_loss",     "validation_loss",     "test_loss",
                                            "train_accuracy", "validation_accuracy", "test_accuracy"};

// A table without quotes, row by row, each field under its column's name.
std::vector<Fields> rows_of(const std::filesystem::path& path) {
  std::vector<Fields> rows;
  read_csv_table(path, [&](const CsvHeader& header, const CsvRow& row) {
    Fields& fields = rows.emplace_back();
    for (std::size_t c = 0; c < row.fields.size(); ++c) fields[header.names()[c]] = row.fields[c];
  });
  return rows;
}

// The row of summary.csv, each field under its column's name.
Fields summary_of(const Cell& cell, const std::vector<RunRow>& runs, const Spool<MetricsRow>& metrics) {
  const TemporaryDirectory directory;
  const std::map<std::string, CellRecord> records{{cell.id,
                                                   {.cell = cell.id,
                                                    .runs = {},
                                                    .summary = summary_row_text(cell, runs, metrics, Bootstrap()),
                                                    .files = {},
                                                    .failure = {}}}};
  write_summary_table(Directory(directory.path()), {cell}, records);
  return rows_of(directory.path() / "summary.csv").at(0);
}

double number_in(const Fields& fields, const std::string& name) {
  const auto number = text::parse_number(fields.at(name));
  REQUIRE(number);
  return *number;
}

// Learning curves: for each replicate the test accuracy at epochs 0, 10, 20 and so on.
struct Curves {
  TemporaryDirectory directory;
  Spool<MetricsRow> spool;
  explicit Curves(const std::vector<std::vector<double>>& accuracies)
      : spool(accuracies.size(), 10, Directory(directory.path())) {
    for (std::uint32_t r = 0; r < accuracies.size(); ++r) {
      std::uint32_t epoch = 0;
      for (const double accuracy : accuracies[r]) {
        spool.append({r, epoch, {.test_accuracy = accuracy}});
        epoch += 10;
      }
    }
  }
};

}  // namespace

TEST_CASE("The table of cells has every setting's text under its name") {
  const TemporaryDirectory directory;
  Cell first = cell_of("c1");
  first.settings.dataset = "my, \"own\" set.csv";
  first.settings.learning_rate = 1e-7;
  Cell second = cell_of("c2", Task::regression);
  second.number = 2;
  second.settings.shuffle = false;
  const auto path = directory.path() / "cells.csv";
  const std::string hash = write_cells_table(Directory(directory.path()), {first, second});
  CHECK(hash == file_hash(path));
  const auto rows = rows_of(path);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].size() == settings_table().size() + 2);
  CHECK(rows[0].at("cell") == "c1");
  CHECK(rows[0].at("number") == "1");
  CHECK(rows[0].at("dataset") == "my, \"own\" set.csv");
  CHECK(rows[0].at("learning_rate") == "1e-07");
  CHECK(rows[0].at("task") == "binary");
  CHECK(rows[1].at("number") == "2");
  CHECK(rows[1].at("shuffle") == "off");
  for (const SettingInfo& setting : settings_table()) {
    CAPTURE(setting.name);
    CHECK(rows[1].at(std::string(setting.name)) == setting_text(second.settings, setting));
  }
  CHECK(read_file(path).starts_with("cell,number," + std::string(settings_table().front().name) + ","));
}

TEST_CASE("No field of the table of labels is quoted: commas and quotes are signs that look like them") {
  const TemporaryDirectory directory;
  Cell cell = cell_of("c1");
  cell.label = "say \"max(x,0)\", twice";
  cell.settings.dataset = "a,b\".csv";
  cell.settings.activation = "where(x>0,x,0)";
  cell.threshold = 0.25;
  Cell regression = cell_of("c2", Task::regression);
  regression.threshold = -1;
  const auto path = directory.path() / "labels.csv";
  const std::string hash = write_labels_table(Directory(directory.path()), {cell, regression});
  CHECK(hash == file_hash(path));
  CHECK(read_file(path) ==
        "cell,label,dataset,activation,task,threshold,inputs,outputs\n"
        "c1,say \u201dmax(x\u201a0)\u201d\u201a twice,a\u201ab\u201d.csv,where(x>0\u201ax\u201a0),binary,0.25,a | b,no "
        "| yes\n"
        "c2,by hand,spiral,relu,regression,-1,a | b,y\n");
}

TEST_CASE("The tables of runs and of the summary have the finished cells in the order of the grid") {
  const TemporaryDirectory directory;
  const std::vector<Cell> cells{cell_of("c3"), cell_of("c1"), cell_of("c2")};
  CellRecord finished{.cell = "c1", .runs = {"c1,0,x", "c1,1,y"}, .summary = "c1,2,0", .files = {}, .failure = {}};
  CellRecord failed{.cell = "c2", .runs = {}, .summary = {}, .files = {}, .failure = "no, \"room\""};
  CellRecord first{.cell = "c3", .runs = {"c3,0,z"}, .summary = "c3,1,0", .files = {}, .failure = {}};
  const std::map<std::string, CellRecord> records{{"c1", finished}, {"c2", failed}, {"c3", first}};
  const auto runs = directory.path() / "runs.csv";
  const std::string runs_hash = write_runs_table(Directory(directory.path()), cells, records);
  CHECK(runs_hash == file_hash(runs));
  CHECK(read_file(runs) ==
        "cell,replicate,seed,epochs_run,best_epoch,diverged,train_loss,validation_loss,test_loss,train_accuracy,"
        "validation_accuracy,test_accuracy\nc3,0,z\nc1,0,x\nc1,1,y\n");
  const auto summary = directory.path() / "summary.csv";
  const std::string summary_hash = write_summary_table(Directory(directory.path()), cells, records);
  CHECK(summary_hash == file_hash(summary));
  const std::string text = read_file(summary);
  CHECK(
      text.starts_with("cell,replicates,diverged,train_loss_mean,train_loss_sd,train_loss_median,train_loss_low,"
                       "train_loss_high,validation_loss_mean,"));
  CHECK(text.ends_with(",test_accuracy_high,success_rate,success_low,success_high,epochs_to_target\nc3,1,0\nc1,2,0\n"));
  write_failed_table(Directory(directory.path()), cells, records);
  CHECK(read_file(directory.path() / "failed.csv") == "cell,number,reason\nc2,1,\"no, \"\"room\"\"\"\n");
}

TEST_CASE("Accuracies are called R^2 where all cells are regressions, and only there") {
  const TemporaryDirectory directory;
  const Directory out(directory.path());
  const auto runs = directory.path() / "runs.csv";
  const auto summary = directory.path() / "summary.csv";
  const std::vector<Cell> regressions{cell_of("c1", Task::regression), cell_of("c2", Task::regression)};
  write_runs_table(out, regressions, {});
  CHECK(read_file(runs).ends_with(",train_r2,validation_r2,test_r2\n"));
  write_summary_table(out, regressions, {});
  CHECK(read_file(summary).find(",test_r2_mean,") != std::string::npos);
  const std::vector<Cell> mixed{cell_of("c1", Task::regression), cell_of("c2")};
  write_runs_table(out, mixed, {});
  CHECK(read_file(runs).ends_with(",train_accuracy,validation_accuracy,test_accuracy\n"));
  write_summary_table(out, mixed, {});
  CHECK(read_file(summary).find(",test_accuracy_mean,") != std::string::npos);
}

TEST_CASE("A summary counts runs, leaves out the diverged ones and has an interval around each mean") {
  std::vector<RunRow> runs{run_of(0, 0.5), run_of(1, 0.75), run_of(2, 0.96), run_of(3, 1), run_of(4, 1, true)};
  runs[4].metrics.train_loss = std::nan("");
  const Curves curves({{0.5}, {0.75}, {0.5, 0.96}, {1}, {1}});
  const Fields row = summary_of(cell_of("c1"), runs, curves.spool);
  CHECK(row.at("cell") == "c1");
  CHECK(row.at("replicates") == "5");
  CHECK(row.at("diverged") == "1");
  CHECK(number_in(row, "test_accuracy_mean") == Approx((0.5 + 0.75 + 0.96 + 1) / 4));
  CHECK(number_in(row, "test_accuracy_median") == Approx((0.75 + 0.96) / 2));
  const double centre = 0.8025;
  const double squares =
      std::pow(0.5 - centre, 2) + std::pow(0.75 - centre, 2) + std::pow(0.96 - centre, 2) + std::pow(1 - centre, 2);
  CHECK(number_in(row, "test_accuracy_sd") == Approx(std::sqrt(squares / 3)));
  CHECK(number_in(row, "test_accuracy_low") >= 0.5);
  CHECK(number_in(row, "test_accuracy_low") < centre);
  CHECK(number_in(row, "test_accuracy_high") > centre);
  CHECK(number_in(row, "test_accuracy_high") <= 1);
  CHECK(row.at("train_loss_mean") == "0.1");
  CHECK(row.at("train_loss_sd") == "0");
  CHECK(row.at("train_loss_low") == "0.1");
  CHECK(row.at("test_loss_median") == "0.3");
  CHECK(row.at("train_accuracy_median") == "0.4");
  for (const char* statistic : {"mean", "sd", "median", "low", "high"}) {
    CHECK(row.at(std::string("validation_loss_") + statistic).empty());
    CHECK(row.at(std::string("validation_accuracy_") + statistic).empty());
  }
  // Two of five: the run that diverged reached the target and is no success.
  CHECK(row.at("success_rate") == "0.4");
  const Interval interval = wilson_interval(2, 5);
  CHECK(number_in(row, "success_low") == interval.low);
  CHECK(number_in(row, "success_high") == interval.high);
}

TEST_CASE("A summary without runs that ended well has no statistics but the counts") {
  const Curves curves({{0.5}, {0.5}});
  const Fields row = summary_of(cell_of("c1"), {run_of(0, 1, true), run_of(1, 1, true)}, curves.spool);
  CHECK(row.at("diverged") == "2");
  for (const std::string& name : metric_names) CHECK(row.at(name + "_mean").empty());
  CHECK(row.at("success_rate") == "0");
  CHECK(row.at("success_low") == "0");
}

TEST_CASE("Without rows to test there are no successes to count") {
  const std::vector<std::vector<double>> unknown(1, {std::nan("")});
  const Curves curves(unknown);
  const Fields row = summary_of(cell_of("c1", Task::binary, 1), {run_of(0, std::nan(""))}, curves.spool);
  CHECK(row.at("train_loss_mean") == "0.1");
  for (const char* name : {"success_rate", "success_low", "success_high", "epochs_to_target", "test_loss_mean"}) {
    CHECK(row.at(name).empty());
  }
}

TEST_CASE("Epochs to target are the median of the first recorded epochs, and empty where half never get there") {
  const std::vector<RunRow> four{run_of(0, 1), run_of(1, 1), run_of(2, 1), run_of(3, 1)};
  const auto epochs_of = [&](const std::vector<std::vector<double>>& accuracies) {
    const Curves curves(accuracies);
    return summary_of(cell_of("c1"), four, curves.spool).at("epochs_to_target");
  };
  CHECK(epochs_of({{0, 0.95}, {0.96, 0}, {0, 0, 0, 1}, {0, 0, 0, 0, 1}}) == "20");
  CHECK(epochs_of({{0, 1}, {1}, {0, 0, 1}, {0}}) == "15");
  CHECK(epochs_of({{0, 1}, {1}, {0, 0}, {0}}).empty());
  CHECK(epochs_of({{0}, {0}, {0}, {0}}).empty());
  const TemporaryDirectory directory;
  const Spool<MetricsRow> nothing(4, 10, Directory(directory.path()));
  CHECK(summary_of(cell_of("c1"), four, nothing).at("epochs_to_target").empty());
}
