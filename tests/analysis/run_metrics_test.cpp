#include "analysis/run_metrics.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "actlab/error.hpp"
#include "record/columns.hpp"
#include "record/results.hpp"

using namespace actlab;

namespace {

// Every number is another.
RunRow run_of(std::uint32_t replicate, bool diverged = false) {
  const double shift = replicate;
  return {.replicate = replicate,
          .seed = 9,
          .epochs_run = 40 + replicate,
          .best_epoch = 30 + replicate,
          .diverged = diverged,
          .metrics = {.train_loss = 0.125 + shift,
                      .validation_loss = 0.25 + shift,
                      .test_loss = 0.375 + shift,
                      .train_accuracy = 0.5 + shift,
                      .validation_accuracy = 0.625 + shift,
                      .test_accuracy = 0.75 + shift}};
}

StoredCell cell_of(std::vector<RunRow> runs) {
  StoredCell cell;
  cell.id = "c";
  cell.number = 1;
  cell.settings = {{"task", "binary"}, {"epochs", "30"}};
  cell.runs = std::move(runs);
  return cell;
}

std::string error_of(const std::string& name) {
  try {
    find_run_metric(name, "`metric`");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("Every metric is found by its name, and is either a column of the runs or a measure") {
  std::set<std::string_view> names;
  for (const RunMetric& metric : run_metrics()) {
    CAPTURE(metric.name);
    CHECK(names.insert(metric.name).second);
    CHECK(&find_run_metric(std::string(metric.name), "test") == &metric);
    CHECK((metric.of_run == nullptr) != (metric.measure == nullptr));
    CHECK(!metric.meaning.empty());
  }
}

TEST_CASE("A metric that is a column of the runs gives that field of each run") {
  const StoredCell cell = cell_of({run_of(0), run_of(1)});
  std::set<std::string_view> columns{"epochs_run", "best_epoch"};
  for (const MetricColumn& column : metric_columns) {
    CAPTURE(column.name);
    columns.insert(column.name);
    CHECK(metric_of_runs(find_run_metric(std::string(column.name), "test"), cell, 1) ==
          std::vector<double>{cell.runs[0].metrics.*column.value, cell.runs[1].metrics.*column.value});
  }
  CHECK(metric_of_runs(find_run_metric("epochs_run", "test"), cell, 1) == std::vector<double>{40, 41});
  CHECK(metric_of_runs(find_run_metric("best_epoch", "test"), cell, 1) == std::vector<double>{30, 31});
  std::set<std::string_view> of_runs;
  for (const RunMetric& metric : run_metrics()) {
    if (metric.of_run != nullptr) of_runs.insert(metric.name);
  }
  CHECK(of_runs == columns);
}

TEST_CASE("Accuracies and ranks are better when they are higher, losses, epochs and errors when they are lower") {
  for (const char* higher : {"test_accuracy", "validation_accuracy", "train_accuracy", "effective_rank"}) {
    CHECK(find_run_metric(higher, "test").higher_is_better);
  }
  for (const char* lower : {"test_loss", "validation_loss", "train_loss", "epochs_run", "epochs_to_target",
                            "dead_fraction", "saturated_fraction", "calibration_error", "gradient_decades"}) {
    CHECK(!find_run_metric(lower, "test").higher_is_better);
  }
}

TEST_CASE("A run that diverged has no value of any column") {
  const StoredCell cell = cell_of({run_of(0), run_of(1, true), run_of(2)});
  for (const RunMetric& metric : run_metrics()) {
    if (metric.of_run == nullptr) continue;
    CAPTURE(metric.name);
    const auto values = metric_of_runs(metric, cell, 1);
    REQUIRE(values.size() == 3);
    CHECK(values[0] == metric.of_run(cell.runs[0]));
    CHECK(std::isnan(values[1]));
    CHECK(values[2] == metric.of_run(cell.runs[2]));
  }
}

TEST_CASE("A measure is given to each run by its replicate, with the target, and to none that diverged") {
  const test::CellWithFile with("metrics.csv",
                                "replicate,epoch,validation_loss,test_accuracy\n"
                                "0,0,0.5,0.5\n0,10,0.25,0.75\n0,20,1.25,0.875\n"
                                "1,0,0.5,0.5\n1,10,0.25,0.75\n1,20,0.75,1\n"
                                "2,0,0.5,1\n2,10,0.5,1\n2,20,0.5,1\n");
  StoredCell cell = cell_of({run_of(2), run_of(1, true), run_of(0)});
  cell.id = with.cell.id;
  cell.files = with.cell.files;
  const auto rise = metric_of_runs(find_run_metric("validation_rise", "test"), cell, 1);
  REQUIRE(rise.size() == 3);
  CHECK(rise[0] == 0);
  CHECK(std::isnan(rise[1]));
  CHECK(rise[2] == 1);
  const RunMetric& epochs = find_run_metric("epochs_to_target", "test");
  CHECK(metric_of_runs(epochs, cell, 0.75)[2] == 10);
  CHECK(metric_of_runs(epochs, cell, 0.8)[2] == 20);
  CHECK(metric_of_runs(epochs, cell, 0.9)[2] == 30);
}

TEST_CASE("What regressions call their metrics are names of the same metrics") {
  CHECK(&find_run_metric("test_r2", "test") == &find_run_metric("test_accuracy", "test"));
  CHECK(&find_run_metric("validation_r2", "test") == &find_run_metric("validation_accuracy", "test"));
  CHECK(&find_run_metric("train_r2", "test") == &find_run_metric("train_accuracy", "test"));
}

TEST_CASE("An unknown metric is refused with the nearest names") {
  CHECK(error_of("test_acuracy") ==
        "`metric`: unknown metric 'test_acuracy'; did you mean test_accuracy or train_accuracy?");
  CHECK_THAT(error_of("dead"), Catch::StartsWith("`metric`: unknown metric 'dead'; did you mean dead_fraction"));
  CHECK(error_of("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq")
            .ends_with("'; 'actlab list metrics' shows all"));
  CHECK(error_of("Test_Accuracy") != "no error");
}

TEST_CASE("Accuracies are shown as R^2 of regressions, and everything else under its own name") {
  CHECK(shown_name("test_accuracy", true) == "test_r2");
  CHECK(shown_name("train_accuracy", true) == "train_r2");
  CHECK(shown_name("test_accuracy", false) == "test_accuracy");
  CHECK(shown_name("test_loss", true) == "test_loss");
  CHECK(shown_name("dead_fraction", true) == "dead_fraction");
}

TEST_CASE("What test rows say has a counterpart on validation rows, which is a metric too") {
  const auto counterpart = [](const char* name) { return validation_counterpart(find_run_metric(name, "test")); };
  CHECK(counterpart("test_r2") == "validation_accuracy");
  CHECK(counterpart("test_loss") == "validation_loss");
  CHECK(counterpart("success") == "validation_accuracy");
  CHECK(counterpart("epochs_to_target") == "validation_epochs_to_target");
  CHECK(counterpart("train_loss").empty());
  CHECK(counterpart("validation_loss").empty());
  for (const RunMetric& metric : run_metrics()) {
    const std::string name = validation_counterpart(metric);
    if (!name.empty()) CHECK(find_run_metric(name, "test").name == name);
  }
}
