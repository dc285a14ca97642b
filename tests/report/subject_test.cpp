#include "report/subject.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "report/comparison.hpp"
#include "report/results.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Row = std::vector<std::string>;

// A subject in memory: a source whose summary.csv has these rows, a cell each.
Subject subject_with(const std::vector<SettingTexts>& values, std::vector<Row> summary) {
  Source source;
  std::vector<SettingTexts> settings;
  for (std::size_t i = 0; i < values.size(); ++i) {
    settings.push_back(resolved_texts(values[i]));
    StoredCell cell;
    cell.id = "cell-" + std::to_string(i + 1);
    cell.number = i + 1;
    cell.settings = settings.back();
    source.cells.push_back(cell);
  }
  source.summary = std::move(summary);
  CellLabels labels(settings);
  return {{source}, std::move(settings), std::move(labels), {}, std::nullopt};
}

Subject subject_with(const std::vector<SettingTexts>& values) { return subject_with(values, {}); }

}  // namespace

TEST_CASE("A subject is read with its experiment, manifest, cells and summary") {
  const TestResults results(relu_and_tanh_toml, relu_and_tanh_cells());
  const Subject subject = subject_of({&results});
  REQUIRE(subject.sources.size() == 1);
  const Source& source = subject.sources.front();
  CHECK(source.directory == results.path());
  CHECK(source.prefix.empty());
  CHECK(source.experiment.replicates == 4);
  CHECK(source.files->manifest()->program == "actlab 0.1.0");
  CHECK(source.ids == Row{"cell-1", "cell-2"});
  CHECK(source.summary.size() == 3);
  CHECK(subject.settings.at(1).at("init") == "glorot");
}

TEST_CASE("Figures of several directories have names that tell them apart") {
  const TestResults first(relu_and_tanh_toml, relu_and_tanh_cells());
  const TestResults second("replicates = 4\nrecord = []\ndataset = \"circle\"\nactivation = \"gelu\"\n",
                           {{{{"dataset", "circle"}, {"activation", "gelu"}}, {0.7, 0.7, 0.7, 0.7}}}, 3);
  const Subject subject = subject_of({&first, &second});
  REQUIRE(subject.sources.size() == 2);
  CHECK(subject.sources[0].prefix == "1-");
  CHECK(subject.sources[1].prefix == "2-");
  CHECK(values_of(subject, "activation") == Row{"relu", "tanh", "gelu"});
}

TEST_CASE("Without a choice activations are compared where they vary, their initializers with them") {
  const TestResults results(relu_and_tanh_toml, relu_and_tanh_cells());
  const Subject subject = subject_of({&results});
  CHECK(subject.request.by == Row{"activation"});
  REQUIRE(subject.comparison);
  CHECK(subject.comparison->groups == Row{"relu", "tanh"});
  CHECK(subject.comparison->panels.at(0).data_sets.at(0).groups.at(0).mean == Approx(0.875));
  CHECK(question(subject) == "Which activation has the highest test accuracy on circle?");
  const Row sentences = answer(subject);
  REQUIRE(sentences.size() == 1);
  CHECK(sentences[0].starts_with("On circle relu is better than tanh (test accuracy +0.375, 95 % interval +"));
  CHECK(sentences[0].ends_with("n = 4), for this draw of the data."));
}

TEST_CASE("Cells that differ in the activation and more are compared by all of it") {
  const TestResults results(
      "replicates = 4\nrecord = []\ndataset = \"circle\"\nactivation = [\"relu\", \"tanh\"]\ninit = [\"he\", "
      "\"glorot\"]\npair = [[\"activation\", \"init\"]]\n",
      relu_and_tanh_cells());
  const Subject subject = subject_of({&results});
  CHECK(subject.request.by == Row{"activation", "init"});
  CHECK(subject.comparison->groups == Row{"relu, he", "tanh, glorot"});
  CHECK(question(subject) == "Which activation and init has the highest test accuracy on circle?");
}

TEST_CASE("Where the activation is the same, what varies is compared") {
  const TestResults results("replicates = 2\nrecord = []\ndataset = \"circle\"\noptimizer = [\"sgd\", \"adam\"]\n",
                            {{{{"dataset", "circle"}, {"optimizer", "sgd"}}, {0.5, 0.6}},
                             {{{"dataset", "circle"}, {"optimizer", "adam"}, {"learning_rate", "0.001"}}, {0.7, 0.8}}});
  const Subject subject = subject_of({&results});
  CHECK(subject.request.by == Row{"optimizer"});
  CHECK(subject.comparison->groups == Row{"sgd", "adam"});
}

TEST_CASE("A choice of settings is kept, and what cannot be compared by it is refused") {
  const TestResults results(relu_and_tanh_toml, relu_and_tanh_cells());
  ComparisonRequest request;
  request.directories = {results.path()};
  request.by = {"optimizer"};
  CHECK_THROWS_WITH(read_subject(request, false), Catch::Contains("all cells have the same optimizer ('sgd')"));
  request.by = {"activation"};
  request.metric = "test_loss";
  request.baseline = "tanh";
  const Subject subject = read_subject(request, false);
  CHECK(subject.comparison->metric == "test_loss");
  CHECK(question(subject) == "Which activation has the lowest test loss on circle?");
  CHECK(answer(subject).size() == 1);
}

TEST_CASE("One group alone is told with its mean, interval and networks") {
  const TestResults results("replicates = 2\nrecord = []\ndataset = \"circle\"\n",
                            {{{{"dataset", "circle"}}, {0.5, 0.75}}});
  const Subject subject = subject_of({&results});
  CHECK(!subject.comparison);
  CHECK(question(subject) == "How does relu do on circle?");
  CHECK(answer(subject) ==
        Row{"relu: mean test accuracy (R\u00b2) 0.625, 95 % interval 0.125 to 0.875, n = 2 networks."});
}

TEST_CASE("One network alone has no interval, and the answer says how to get one") {
  const TestResults results("replicates = 1\nrecord = []\ndataset = \"circle\"\n", {{{{"dataset", "circle"}}, {0.5}}});
  CHECK(answer(subject_of({&results})) ==
        Row{"relu: test accuracy (R\u00b2) 0.5 of one network; more of them (--replicates) give an interval."});
}

TEST_CASE("A directory without cells has no report") {
  const TestResults results("record = []\n", {});
  try {
    subject_of({&results});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::incomplete);
    CHECK(error.problem() == "holds no cells");
  }
}

TEST_CASE("The question names few data sets and counts the rest") {
  std::vector<SettingTexts> cells;
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) cells.push_back({{"dataset", name}});
  Subject subject = subject_with(cells);
  subject.comparison = relu_and_tanh();
  subject.request.by = {"activation", "learning_rate"};
  CHECK(question(subject) ==
        "Which activation and learning rate has the highest test accuracy on a, b, c, d and 2 more?");
}

TEST_CASE("Lists are cut where they are long") {
  CHECK(listed({}).empty());
  CHECK(listed({"a", "b"}) == "a, b");
  CHECK(listed({"a", "b", "c"}, 2) == "a, b and 1 more");
  CHECK(listed(Row(8, "a")) == "a, a, a, a, a, a, a, a");
}

TEST_CASE(
    "An experiment that is compared with nothing says how many of its networks diverged, and no number of those that "
    "all did") {
  const auto answered = [](const Row& fields) {
    return answer(subject_with({{}}, {{"cell", "replicates", "diverged", "test_accuracy_mean", "test_accuracy_low",
                                       "test_accuracy_high"},
                                      fields}))
        .at(0);
  };
  CHECK(answered({"cell-1", "16", "0", "0.9", "0.8", "0.95"}) ==
        "relu: mean test accuracy (R\u00b2) 0.9, 95 % interval 0.8 to 0.95, n = 16 networks.");
  CHECK(answered({"cell-1", "16", "9", "0.9", "0.8", "0.95"}) ==
        "relu: mean test accuracy (R\u00b2) 0.9, 95 % interval 0.8 to 0.95, n = 7, for 9 of 16 networks diverged.");
  CHECK(answered({"cell-1", "16", "15", "0.9", "", ""}) ==
        "relu: test accuracy (R\u00b2) 0.9, n = 1, for 15 of 16 networks diverged.");
  CHECK(answered({"cell-1", "16", "16", "", "", ""}) ==
        "relu: all 16 networks diverged; a lower learning rate (--learning-rate) or --clip-norm may prevent it.");
  CHECK(answered({"cell-1", "1", "1", "", "", ""}) ==
        "relu: the network diverged; a lower learning rate (--learning-rate) or --clip-norm may prevent it.");
}

TEST_CASE("Values of a setting are listed once, in the order of the cells") {
  const Subject subject = subject_with({{{"arch", "8"}}, {{"arch", "4"}}, {{"arch", "8"}}});
  CHECK(values_of(subject, "arch") == Row{"8", "4"});
  CHECK(values_of(subject, "seed") == Row{"1"});
}

TEST_CASE("The summary has a row per cell: its distinguishing settings, and numbers in four digits") {
  const Subject subject = subject_with(
      {{{"activation", "relu"}}, {{"activation", "tanh"}, {"init", "glorot"}}},
      {{"cell", "replicates", "diverged", "test_accuracy_mean", "test_accuracy_sd", "test_loss_mean", "success_rate"},
       {"cell-1", "16", "0", "0.9765625", "1e-17", "0.123456", "1"},
       {"cell-2", "16", "2", "0.5", "0.25", "", "nothing"}});
  const Table table = summary_table(subject);
  CHECK(table.title.starts_with("A row per cell: means over its networks with 95 % intervals"));
  CHECK(table.header == Row{"dataset", "arch", "activation", "networks", "diverged", "test accuracy (R\u00b2)",
                            "95 % from", "to", "sd", "median", "train accuracy (R\u00b2)", "test loss", "success",
                            "epochs to target", "cell"});
  CHECK(table.numbers_from == 3);
  REQUIRE(table.rows.size() == 2);
  // The spread of equal numbers is 0, and what is not in summary.csv is a dash.
  CHECK(table.rows[0] ==
        Row{"spiral", "8-8", "relu", "16", "0", "0.9766", "-", "-", "0", "-", "-", "0.1235", "1", "-", "cell-1"});
  CHECK(table.rows[1] ==
        Row{"spiral", "8-8", "tanh", "16", "2", "0.5", "-", "-", "0.25", "-", "-", "-", "-", "-", "cell-2"});
}

TEST_CASE("The narrow summary has what varies and the numbers that matter most") {
  const Subject subject =
      subject_with({{{"activation", "relu"}}, {{"activation", "tanh"}}},
                   {{"cell", "replicates", "test_accuracy_mean"}, {"cell-1", "16", "1"}, {"cell-2", "16", "0.5"}});
  const Table table = summary_table(subject, true);
  CHECK(table.header == Row{"activation", "networks", "test accuracy (R\u00b2)", "95 % from", "to", "success"});
  CHECK(table.rows.at(1) == Row{"tanh", "16", "0.5", "-", "-", "-"});
}

TEST_CASE("Where a regression has R\u00b2 the summary shows it as the accuracy") {
  const Subject subject = subject_with({{}}, {{"cell", "test_r2_mean", "test_r2_low"}, {"cell-1", "0.75", "0.5"}});
  const Row row = summary_table(subject).rows.at(0);
  CHECK(row.at(5) == "0.75");
  CHECK(row.at(6) == "0.5");
}
