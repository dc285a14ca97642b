#include "analysis/compare.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <optional>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "record/csv_writer.hpp"
#include "record/results.hpp"
#include "text/number.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Names = std::vector<std::string>;

// A cell whose settings are the defaults but for these, and the test accuracy of each of its networks; nothing for one
// that diverged.
struct CellByHand {
  std::string id;
  std::map<std::string, std::string> values;
  std::vector<std::optional<double>> accuracies;
};

std::string line_of(const Names& fields) {
  std::string line;
  for (const std::string& field : fields) {
    if (!line.empty()) line += ',';
    append_csv_field(line, field);
  }
  return line + "\n";
}

struct Results : HandWritten {
  Results(const std::string& run_toml, const std::vector<CellByHand>& cells, const std::string& accuracy = "accuracy") {
    write("run.toml", run_toml);
    Names header{"cell", "number"};
    for (const SettingInfo& setting : settings_table()) header.emplace_back(setting.name);
    std::string cells_table = line_of(header);
    std::string runs = fmt::format(
        "cell,replicate,seed,epochs_run,best_epoch,diverged,train_loss,validation_loss,test_loss,train_{0},"
        "validation_{0},test_{0}\n",
        accuracy);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      Names row{cells[i].id, std::to_string(i + 1)};
      for (const SettingInfo& setting : settings_table()) {
        const auto given = cells[i].values.find(std::string(setting.name));
        row.push_back(given == cells[i].values.end() ? setting_text(Settings(), setting) : given->second);
      }
      cells_table += line_of(row);
      for (std::size_t r = 0; r < cells[i].accuracies.size(); ++r) {
        const std::optional<double> value = cells[i].accuracies[r];
        runs += fmt::format("{},{},1,5,5,{},0.5,,0.25,0.5,,{}\n", cells[i].id, r, value ? 0 : 1,
                            value ? text::number_text(*value) : "1");
      }
    }
    write("cells.csv", cells_table);
    write("runs.csv", runs);
    finish(cells.size());
  }
};

// relu and tanh with the initializers that auto means, three networks each, one of them diverged.
const std::vector<CellByHand> relu_and_tanh{
    {"c1", {{"activation", "relu"}, {"init", "he"}}, {0.875, 0.75, 0.96875}},
    {"c2", {{"activation", "tanh"}, {"init", "glorot"}}, {0.5, std::nullopt, 0.625}}};
const char* const relu_and_tanh_toml = "activation = [\"relu\", \"tanh\"]\n";

ComparisonRequest request_of(const std::vector<const Results*>& results) {
  ComparisonRequest request;
  for (const Results* one : results) request.directories.push_back(one->path());
  return request;
}

template <class Change>
std::string error_of(const std::vector<const Results*>& results, ErrorKind kind, const Change& change) {
  ComparisonRequest request = request_of(results);
  change(request);
  try {
    compare(request);
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    return error.what();
  }
  return "no error";
}

std::string error_of(const std::vector<const Results*>& results, ErrorKind kind) {
  return error_of(results, kind, [](ComparisonRequest&) {});
}

}  // namespace

TEST_CASE("Runs are paired by their replicates, and a pair with a run that diverged does not count") {
  const Results results(relu_and_tanh_toml, relu_and_tanh);
  const Comparison comparison = compare(request_of({&results}));
  CHECK(comparison.by == "activation");
  CHECK(comparison.metric == "test_accuracy");
  CHECK(comparison.higher_is_better);
  CHECK(comparison.groups == Names{"relu", "tanh"});
  CHECK(comparison.data_sets == 1);
  CHECK(comparison.observations.size() == 6);
  REQUIRE(comparison.statistics.groups.size() == 2);
  CHECK(comparison.statistics.groups[0].runs == 3);
  CHECK(comparison.statistics.groups[0].diverged == 0);
  CHECK(comparison.statistics.groups[0].mean == Approx((0.875 + 0.75 + 0.96875) / 3));
  CHECK(comparison.statistics.groups[0].successes == 1);
  CHECK(comparison.statistics.groups[1].diverged == 1);
  CHECK(comparison.statistics.groups[1].mean == 0.5625);
  CHECK(comparison.statistics.groups[1].successes == 0);
  REQUIRE(comparison.statistics.pairs.size() == 1);
  const PairStatistics& pair = comparison.statistics.pairs[0];
  CHECK(pair.first == 0);
  CHECK(pair.second == 1);
  CHECK(pair.pairs == 2);
  CHECK(pair.difference == (0.375 + 0.34375) / 2);
  CHECK(pair.wins == 1);
}

TEST_CASE("A success is a run that reaches the target and did not diverge") {
  const Results results(relu_and_tanh_toml, relu_and_tanh);
  ComparisonRequest request = request_of({&results});
  request.target = 0.75;
  const Comparison comparison = compare(request);
  CHECK(comparison.statistics.groups[0].successes == 3);
  CHECK(comparison.statistics.groups[1].successes == 0);
}

TEST_CASE("Groups are the values of the settings that are asked for, in the order of the cells") {
  std::vector<CellByHand> cells;
  for (const char* arch : {"4", "8"}) {
    for (const char* activation : {"relu", "tanh"}) {
      cells.push_back({std::string("c") + arch + activation, {{"arch", arch}, {"activation", activation}}, {0.5, 1}});
    }
  }
  cells[3].accuracies = {0.25, 0.5};
  const Results results("arch = [\"4\", \"8\"]\n", cells);
  ComparisonRequest request = request_of({&results});
  const Comparison by_activation = compare(request);
  CHECK(by_activation.groups == Names{"relu", "tanh"});
  CHECK(by_activation.statistics.pairs.at(0).pairs == 4);
  CHECK(by_activation.statistics.pairs.at(0).difference == 0.375 / 2);
  request.by = {"arch"};
  const Comparison by_arch = compare(request);
  CHECK(by_arch.by == "arch");
  CHECK(by_arch.groups == Names{"4", "8"});
  CHECK(by_arch.statistics.groups.at(0).mean == 0.75);
  request.by = {"activation", "arch"};
  const Comparison by_both = compare(request);
  CHECK(by_both.by == "activation,arch");
  CHECK(by_both.groups == Names{"relu, 4", "tanh, 4", "relu, 8", "tanh, 8"});
  CHECK(by_both.statistics.pairs.size() == 6);
}

TEST_CASE("Data sets are told apart by the settings of data alone") {
  std::vector<CellByHand> cells;
  for (const char* dataset : {"circle", "xor"}) {
    for (const char* arch : {"4", "8"}) {
      for (const char* activation : {"relu", "tanh"}) {
        cells.push_back({fmt::format("c{}", cells.size()),
                         {{"dataset", dataset}, {"arch", arch}, {"activation", activation}},
                         {0.5, 1}});
      }
    }
  }
  const Results results("arch = [\"4\", \"8\"]\n", cells);
  const Comparison comparison = compare(request_of({&results}));
  CHECK(comparison.data_sets == 2);
  CHECK(comparison.statistics.pairs.at(0).pairs == 8);
  REQUIRE(comparison.statistics.ranks);
  CHECK(comparison.statistics.ranks->data_sets == 2);
  CHECK(comparison.observations.front().data_set == 0);
  CHECK(comparison.observations.back().data_set == 1);
  CHECK(comparison.observations.back().block == 3);
}

TEST_CASE("With a baseline every other group is compared with it, and with nothing else") {
  std::vector<CellByHand> cells = relu_and_tanh;
  cells.push_back({"c3", {{"activation", "gelu"}, {"init", "he"}}, {0.75, 0.75, 0.75}});
  const Results results(relu_and_tanh_toml, cells);
  ComparisonRequest request = request_of({&results});
  CHECK(compare(request).statistics.pairs.size() == 3);
  request.baseline = "tanh";
  const Comparison comparison = compare(request);
  REQUIRE(comparison.statistics.pairs.size() == 2);
  CHECK(comparison.statistics.pairs[0].first == 0);
  CHECK(comparison.statistics.pairs[0].second == 1);
  CHECK(comparison.statistics.pairs[1].first == 2);
  CHECK(comparison.statistics.pairs[1].second == 1);
  CHECK(error_of({&results}, ErrorKind::usage, [](ComparisonRequest& r) { r.baseline = "tan"; }) ==
        "`baseline`: there is no group 'tan'; did you mean tanh?");
}

TEST_CASE("Another metric compares its own column, and whether more of it is better") {
  const Results results(relu_and_tanh_toml, relu_and_tanh);
  ComparisonRequest request = request_of({&results});
  request.metric = "test_loss";
  const Comparison comparison = compare(request);
  CHECK(comparison.metric == "test_loss");
  CHECK(!comparison.higher_is_better);
  CHECK(comparison.statistics.groups.at(0).mean == 0.25);
  CHECK(comparison.statistics.pairs.at(0).wins == 0.5);
  request.metric = "test_r2";
  CHECK(compare(request).metric == "test_accuracy");
}

TEST_CASE("Settings that were left on auto do not keep cells apart, and given ones do") {
  const Results given("activation = [\"relu\", \"tanh\"]\ninit = [\"he\", \"glorot\"]\n", relu_and_tanh);
  CHECK(error_of({&given}, ErrorKind::usage) ==
        "`by`: no two cells differ in activation alone, so nothing can be paired; add the other settings in which they "
        "differ to `by`");
  ComparisonRequest request = request_of({&given});
  request.by = {"activation", "init"};
  CHECK(compare(request).groups == Names{"relu, he", "tanh, glorot"});
  const Results automatic("activation = [\"relu\", \"tanh\"]\ninit = \"auto\"\n", relu_and_tanh);
  CHECK(compare(request_of({&automatic})).statistics.pairs.at(0).pairs == 2);
}

TEST_CASE("What becomes of missing values follows from the data set, and does not keep data sets apart") {
  const std::vector<CellByHand> cells{{"c1", {{"dataset", "iris"}}, {0.5, 0.75}},
                                      {"c2", {{"dataset", "penguins"}, {"missing", "drop"}}, {0.875, 1}}};
  const Results results("dataset = [\"iris\", \"penguins\"]\n", cells);
  ComparisonRequest request = request_of({&results});
  request.by = {"dataset"};
  CHECK(compare(request).statistics.pairs.at(0).pairs == 2);
}

TEST_CASE("What cannot be compared is refused with what to do about it") {
  const Results results(relu_and_tanh_toml, relu_and_tanh);
  CHECK(error_of({&results}, ErrorKind::usage, [](ComparisonRequest& r) { r.by = {"activatoin"}; }) ==
        "`by`: unknown setting 'activatoin'; did you mean activation?");
  CHECK(error_of({&results}, ErrorKind::usage, [](ComparisonRequest& r) { r.metric = "test_acuracy"; }) ==
        "`metric`: unknown metric 'test_acuracy'; did you mean test_accuracy or train_accuracy?");
  CHECK(error_of({&results}, ErrorKind::usage, [](ComparisonRequest& r) { r.metric = "validation_loss"; }) ==
        "`metric`: validation_loss has no values in these results; choose another metric; `validation_fraction`, for "
        "one, makes validation metrics");
  const Results alone("", {relu_and_tanh[0]});
  CHECK(error_of({&alone}, ErrorKind::usage) ==
        "`by`: all cells have the same activation ('relu'); compare by a setting that varies, or give several "
        "directories");
  std::vector<CellByHand> same = relu_and_tanh;
  same[1].values["activation"] = "relu";
  const Results twice("", same);
  CHECK(error_of({&twice}, ErrorKind::usage) ==
        "`by`: cells 1 and 2 are both 'relu' and differ in nothing that can pair them; add the setting in which they "
        "differ to `by`");
}

TEST_CASE("An unfinished directory is incomplete, and one that is none no input") {
  const Results results(relu_and_tanh_toml, relu_and_tanh);
  std::filesystem::remove(results.path() / "manifest.json");
  CHECK_THAT(error_of({&results}, ErrorKind::incomplete), Catch::Contains("is not finished"));
  std::filesystem::remove(results.path() / "run.toml");
  CHECK_THAT(error_of({&results}, ErrorKind::no_input), Catch::Contains("is not a results directory"));
}

TEST_CASE("Cells of several directories are compared together") {
  const Results first("", {relu_and_tanh[0]});
  const Results second("activation = \"tanh\"\n", {relu_and_tanh[1]});
  const Comparison comparison = compare(request_of({&first, &second}));
  CHECK(comparison.groups == Names{"relu", "tanh"});
  CHECK(comparison.statistics.pairs.at(0).pairs == 2);
  CHECK(compare(request_of({&second, &first})).groups == Names{"tanh", "relu"});
}

TEST_CASE("A cell that several directories have counts once, with the most runs") {
  const Results first(relu_and_tanh_toml, relu_and_tanh);
  CellByHand longer = relu_and_tanh[1];
  longer.accuracies.emplace_back(0.75);
  const Results second("activation = \"tanh\"\n", {longer});
  for (const auto& order : {request_of({&first, &second}), request_of({&second, &first})}) {
    const Comparison comparison = compare(order);
    CHECK(comparison.observations.size() == 7);
    CHECK(comparison.statistics.pairs.at(0).pairs == 2);
  }
}

TEST_CASE("Two directories that disagree on a cell are a difference that names both") {
  const Results first(relu_and_tanh_toml, relu_and_tanh);
  for (const std::vector<std::optional<double>>& other :
       {std::vector<std::optional<double>>{0.5, std::nullopt, std::nextafter(0.625, 1)}, {0.5, 1.0, 0.625}}) {
    CellByHand changed = relu_and_tanh[1];
    changed.accuracies = other;
    const Results second("activation = \"tanh\"\n", {changed});
    CHECK(error_of({&first, &second}, ErrorKind::difference) ==
          second.path().string() + ": disagrees with " + first.path().string() +
              " on cell c2; find the wrong one with 'actlab verify'");
  }
}

TEST_CASE("Regressions are compared by R^2") {
  const Results results(relu_and_tanh_toml, relu_and_tanh, "r2");
  CHECK(compare(request_of({&results})).metric == "test_r2");
}

TEST_CASE("The metric of regressions and classes together is an accuracy, whichever directory comes first") {
  const Results regressions(relu_and_tanh_toml, relu_and_tanh, "r2");
  std::vector<CellByHand> others = relu_and_tanh;
  for (CellByHand& cell : others) {
    cell.id += "x";
    cell.values["dataset"] = "circle";
  }
  const Results classes(std::string("dataset = \"circle\"\n") + relu_and_tanh_toml, others);
  CHECK(compare(request_of({&classes, &regressions})).metric == "test_accuracy");
  CHECK(compare(request_of({&regressions, &classes})).metric == "test_accuracy");
}

TEST_CASE("Results whose table of cells lacks a setting, as older ones do, are an error that says so") {
  Results results(relu_and_tanh_toml, relu_and_tanh);
  results.write("cells.csv", "cell,number,activation\nc1,1,relu\nc2,2,tanh\n");
  results.finish(2);
  CHECK_THROWS_AS(compare(request_of({&results})), Error);
}

TEST_CASE("Learning curves of groups are quartiles over all their runs at an epoch, whichever cell they are of") {
  std::vector<CellByHand> cells = relu_and_tanh;
  cells.push_back({"c3", {{"activation", "relu"}, {"init", "he"}, {"arch", "4"}}, {1}});
  Results results("activation = [\"relu\", \"tanh\"]\narch = [\"8-8\", \"4\"]\n", cells);
  results.write("cells/c1/metrics.csv",
                "replicate,epoch,test_loss,test_accuracy\n0,0,4,0\n0,10,3,0.5\n1,0,8,0.25\n1,10,nan,1\n");
  results.write("cells/c2/metrics.csv", "replicate,epoch,test_loss,test_accuracy\n0,0,1,0.125\n");
  results.write("cells/c3/metrics.csv", "replicate,epoch,test_loss,test_accuracy\n0,0,6,1\n0,10,inf,0\n");
  ComparisonRequest request = request_of({&results});
  std::string column;
  const auto curves = group_curves(request, column);
  CHECK(column == "test_accuracy");
  REQUIRE(curves.size() == 3);
  CHECK(curves[0].group == 0);
  CHECK(curves[0].epoch == 0);
  CHECK(curves[0].q1 == 0.125);
  CHECK(curves[0].median == 0.25);
  CHECK(curves[0].q3 == 0.625);
  CHECK(curves[1].epoch == 10);
  CHECK(curves[1].median == 0.5);
  CHECK(curves[2].group == 1);
  CHECK(curves[2].median == 0.125);
  request.metric = "test_loss";
  const auto losses = group_curves(request, column);
  CHECK(column == "test_loss");
  REQUIRE(losses.size() == 3);
  CHECK(losses[0].median == 6);
  CHECK(losses[1].median == 3);
  request.metric = "epochs_run";
  CHECK(group_curves(request, column).at(0).median == 6);
  CHECK(column == "test_loss");
}

TEST_CASE("Learning curves of regressions are of R^2") {
  Results results(relu_and_tanh_toml, relu_and_tanh, "r2");
  for (const char* cell : {"c1", "c2"}) {
    results.write(fmt::format("cells/{}/metrics.csv", cell), "replicate,epoch,test_loss,test_r2\n0,0,4,-0.5\n");
  }
  std::string column;
  const auto curves = group_curves(request_of({&results}), column);
  CHECK(column == "test_r2");
  REQUIRE(curves.size() == 2);
  CHECK(curves[1].median == -0.5);
}

TEST_CASE("Without metrics there are no learning curves, and the error says what to record") {
  const Results results(relu_and_tanh_toml, relu_and_tanh);
  std::string column;
  try {
    group_curves(request_of({&results}), column);
    FAIL("curves were made");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::incomplete);
    CHECK(error.remedy() == "train with `record` metrics, as this needs it");
  }
}
