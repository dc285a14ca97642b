#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

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

// The fields of the first row of a table of CSV that has all of these.
std::vector<std::string> row_with(const std::string& text, const std::vector<std::string>& wanted) {
  for (const std::string& line : lines(text)) {
    const std::vector<std::string> row = fields(line);
    const bool all = std::all_of(wanted.begin(), wanted.end(), [&](const std::string& field) {
      return std::find(row.begin(), row.end(), field) != row.end();
    });
    if (all) return row;
  }
  FAIL("there is no such row");
  return {};
}

// How many rows of groups, of pairs, and of pairs by data set a comparison as CSV has.
std::vector<std::size_t> rows_of(const std::string& csv) {
  std::vector<std::size_t> rows;
  bool header = true;
  for (const std::string& line : lines(csv)) {
    if (header) rows.push_back(0);
    if (!header && !line.empty()) ++rows.back();
    header = line.empty();
  }
  return rows;
}

using Counts = std::vector<std::size_t>;

}  // namespace

TEST_CASE("A comparison is of data sets, under each condition, paired by what does not depend on what is compared") {
  const Sweep sweep;
  const Finished text = sweep.compare("r");
  CHECK(text.exit_code == 0);
  CHECK(text.err.empty());
  CHECK(text.out.find("arch 3: average ranks over 2 data sets") != std::string::npos);
  CHECK(text.out.find("critical difference 2.34 (Nemenyi, 0.05)") != std::string::npos);
  CHECK(text.out.find("\narch 5: on xor ") != std::string::npos);
  CHECK(text.out.find("\narch 5: over 2 data sets ") != std::string::npos);
  CHECK(text.out.find(", for this draw of the data") != std::string::npos);
  const std::string csv = sweep.compare("r --format csv").out;
  CHECK(rows_of(csv) == Counts{12, 6, 12});
  const std::vector<std::string> group = row_with(csv, {"arch 5", "xor", "identity"});
  CHECK(group.at(4) == "6");
  CHECK(row_with(csv, {"arch 5", "relu", "tanh", "2"}).at(5) == "12");
  // The mean of the runs' own column.
  const std::string cell = row_with(read_file(sweep.directory.path() / "r/cells.csv"), {"xor", "5", "identity"}).at(0);
  double sum = 0;
  for (const std::string& row : lines(read_file(sweep.directory.path() / "r/runs.csv"))) {
    if (fields(row)[0] == cell) sum += std::stod(fields(row)[11]);
  }
  CHECK(std::stod(group.at(6)) == Approx(sum / 6));
}

TEST_CASE("Any setting is compared, any metric, with a baseline, in every format") {
  const Sweep sweep;
  CHECK(rows_of(sweep.compare("r --by arch --format csv").out) == Counts{12, 3, 6});
  CHECK(rows_of(sweep.compare("r --by activation,arch --format csv").out) == Counts{12, 15, 30});
  CHECK(rows_of(sweep.compare("r --baseline tanh --format csv").out) == Counts{12, 4, 8});
  for (const char* metric : {"test_loss", "train_accuracy", "epochs_run", "epochs-to-target", "success",
                             "dead_fraction", "saturated_fraction", "effective_rank"}) {
    CAPTURE(metric);
    CHECK(sweep.compare(std::string("r --target 0.8 --metric ") + metric).exit_code == 0);
  }
  const Finished latex = sweep.compare("r --format latex");
  CHECK(latex.out.find("\\begin{tabular}{lllrrrrrrrrrr}") != std::string::npos);
  CHECK(latex.out.find("\\textbf{") != std::string::npos);
  CHECK(latex.out.find("95 \\% interval") != std::string::npos);
  const Finished markdown = sweep.compare("r --format markdown");
  CHECK(markdown.out.find("| --- | --- | --- | ---: |") != std::string::npos);
  CHECK(markdown.out.find("| **") != std::string::npos);
}

TEST_CASE("A comparison as JSON is one object, whose numbers are those of the CSV") {
  const Sweep sweep;
  const Finished finished = sweep.compare("r --metric test_loss --format json");
  CHECK(finished.exit_code == 0);
  const auto json = nlohmann::json::parse(finished.out);
  CHECK(json.at("by") == "activation");
  CHECK(json.at("metric") == "test_loss");
  CHECK(json.at("scale") == "ratio");
  CHECK(json.at("higher_is_better") == false);
  CHECK(json.at("smallest") == 0.05);
  CHECK(json.at("level") == 1 - 0.05 / 6);
  CHECK(json.at("groups").size() == 12);
  REQUIRE(json.at("pairs").size() == 6);
  CHECK(json.at("data_sets").size() == 12);
  CHECK(json.at("verdict").size() >= 2);
  const std::string csv = sweep.compare("r --metric test_loss --format csv").out;
  CHECK(json["pairs"][0].at("first") == "relu");
  CHECK(json["pairs"][0].at("effect") == std::stod(row_with(csv, {"arch 3", "relu", "tanh", "2"}).at(6)));
  CHECK(json["pairs"][0].at("resampled") == "no");
}

TEST_CASE("The smallest difference that matters is given, and decides") {
  const Sweep sweep;
  const auto with = [&](const std::string& smallest) {
    return nlohmann::json::parse(sweep.compare("r --format json --where arch=3 " + smallest).out);
  };
  CHECK(with("").at("smallest") == 0.01);
  const auto all = with("--smallest 1");
  CHECK(all.at("smallest") == 1);
  for (const auto& row : all.at("data_sets")) {
    CHECK((row.at("outcome") == "no difference that matters" || row.at("outcome") == "no information"));
  }
  CHECK(with("--smallest 0.001").at("smallest") == 0.001);
}

TEST_CASE("Conditions let only some cells take part, under any spelling of a value") {
  const Sweep sweep;
  CHECK(rows_of(sweep.compare("r --where arch=3 --format csv").out) == Counts{6, 3, 6});
  CHECK(rows_of(sweep.compare("r --where arch=3 --where arch=5 --where dataset=xor --format csv").out) ==
        Counts{6, 6, 6});
  CHECK(rows_of(sweep.compare("r --where dataset=xor --where l2=0.0 --where batch-size=10 --format csv").out) ==
        Counts{6, 6, 6});
  const Finished one = sweep.compare("r --where arch=3 --where dataset=xor");
  CHECK(one.out.find("\nOn xor ") != std::string::npos);
  CHECK(one.out.find("average ranks") == std::string::npos);
}

TEST_CASE("What is crossed is chosen by the validation rows, all of it or what is named") {
  const TemporaryDirectory directory;
  CHECK(
      run(directory.path(), words("train --dataset circle --arch 3,5 --learning-rate 0.001,0.1 --activation relu,tanh "
                                  "--epochs 20 --samples 120 --replicates 4 --validation-fraction 0.2 --resplit on "
                                  "--record none --quiet --out r"))
          .exit_code == 0);
  const auto chosen = [&](const std::string& flags) {
    const Finished finished = run(directory.path(), words("compare r --format json " + flags));
    CHECK(finished.exit_code == 0);
    return nlohmann::json::parse(finished.out);
  };
  CHECK(chosen("").at("pairs").size() == 4);
  CHECK(!chosen("").contains("chosen"));
  const auto rate = chosen("--choose learning-rate --by-validation");
  CHECK(rate.at("pairs").size() == 2);
  REQUIRE(rate.at("chosen").size() == 4);
  CHECK(rate["chosen"][0] ==
        nlohmann::json{
            {"condition", "arch 3"}, {"data_set", "circle"}, {"activation", "relu"}, {"chosen", "learning rate 0.1"}});
  CHECK(chosen("--choose learning_rate").at("chosen") == rate.at("chosen"));
  const auto all = chosen("--by-validation");
  CHECK(all.at("pairs").size() == 1);
  CHECK(all.at("chosen").size() == 2);
  CHECK(all.at("pairs")[0].at("resampled") == "yes");
  CHECK(run(directory.path(), words("compare r --by-validation")).out.find("for this draw of the data") ==
        std::string::npos);
  CHECK(run(directory.path(), words("compare r --by-validation")).out.find("chosen by the validation rows\n") !=
        std::string::npos);
}

TEST_CASE("Epochs to a target are the first recorded ones that reach it, or all of them") {
  const Sweep sweep;
  const std::string csv = sweep.compare("r --metric epochs_to_target --target 0.999 --format csv").out;
  // A straight line cannot separate xor: identity never gets there.
  CHECK(row_with(csv, {"arch 5", "xor", "identity"}).at(6) == "40");
  CHECK(std::stod(row_with(csv, {"arch 5", "xor", "relu"}).at(6)) < 40);
}

TEST_CASE("Several directories are compared together, a shared cell once") {
  const Sweep sweep;
  const std::string rest =
      " --dataset circle --arch 3 --epochs 40 --samples 120 --replicates 6 --record metrics --quiet ";
  CHECK(run(sweep.directory.path(), words("train --activation silu" + rest + "--out a")).exit_code == 0);
  CHECK(run(sweep.directory.path(), words("train --activation silu,relu" + rest + "--out b")).exit_code == 0);
  const std::string csv = sweep.compare("r a b --format csv").out;
  CHECK(rows_of(csv) == Counts{13, 9, 15});
  CHECK(row_with(csv, {"arch 3", "circle", "silu"}).at(4) == "6");
  CHECK(row_with(csv, {"arch 3", "circle", "relu"}).at(4) == "6");
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
  refused("r --format html", 2, "--format: 'html' is not allowed; allowed are text, csv, markdown, latex and json");
  refused("r --by optimizer", 2,
          "--by: all cells have the same optimizer ('sgd'); compare by a setting that varies, or give several "
          "directories");
  refused("r --metric validation_loss", 2,
          "--metric: validation_loss has no values in these results; choose another metric; --validation-fraction, "
          "for one, makes validation metrics");
  for (const std::string& text : std::vector<std::string>{"0", "some", "nan", "inf", "-0.1"}) {
    refused("r --smallest " + text, 2,
            "--smallest: '" + text + "' is not allowed; give a number above 0 and at most 1000000");
  }
  refused("r --target nan", 2, "--target: 'nan' is not allowed; give a test accuracy (or R^2) above 0 and at most 1");
  refused("r --where arch", 2, "--where: 'arch' is no condition; give SETTING=VALUE");
  refused("r --where =3", 2, "--where: '=3' is no condition; give SETTING=VALUE");
  refused("r --where arhc=3", 2, "--where: unknown setting 'arhc'; did you mean arch?");
  refused("r --where arch=7", 2, "--where: no cell has arch 7; take values that cells.csv holds");
  refused("r --where epochs=many", 2,
          "--where: 'many' is not allowed; give a whole number of at least 0 and at most 1000000000");
  refused("r --choose arch", 2,
          "--choose: the results have no validation rows to choose by; train with a --validation-fraction");
  refused("r --by-validation", 2,
          "--choose: the results have no validation rows to choose by; train with a --validation-fraction");
  refused("r --choose optimizer", 2,
          "--choose: there is nothing to choose: no group has several values of optimizer; choose among arch");
  refused("r --choose lerning-rate", 2, "--choose: unknown setting 'lerning_rate'; did you mean learning_rate?");
  refused("nowhere", 66,
          "nowhere: is not a results directory (it has no run.toml); give a directory that 'actlab train' wrote");
  const std::string copy =
      "cp -r r damaged && sed -i 's/,16,/,17,/; 2s/1/2/' damaged/runs.csv && cp -r r unfinished && "
      "rm unfinished/manifest.json";
  CHECK(std::system(("cd " + sweep.directory.path().string() + " && " + copy).c_str()) == 0);
  refused("damaged", 65,
          "damaged/runs.csv: was changed after it was written; run the command that trained it again: it mends what is "
          "damaged");
  refused("unfinished", 3,
          "unfinished: is not finished; 'actlab status' says what is missing; run the same command again");
}

TEST_CASE("A shard without a cell has nothing to compare") {
  const TemporaryDirectory directory;
  CHECK(run(directory.path(), words("train --epochs 1 --samples 20 --replicates 1 --record none --shard 2/2 --quiet "
                                    "--out r"))
            .exit_code == 0);
  const Finished finished = run(directory.path(), words("compare r-shard-2-of-2"));
  CHECK(finished.exit_code == 3);
  CHECK(finished.err == "actlab: r-shard-2-of-2: holds no cells; train at least one\n");
}

TEST_CASE("Figures of a comparison are drawn from CSV files beside them") {
  const Sweep sweep;
  const auto draw = [&](const std::string& flags) {
    const Finished finished = sweep.compare("r --figure-format svg " + flags);
    CHECK(finished.exit_code == 0);
    CHECK(finished.err.empty());
  };
  const auto drawn = [&](const std::string& name) {
    CAPTURE(name);
    CHECK(std::filesystem::file_size(sweep.directory.path() / name) > 10);
  };
  draw("--where arch=3 --figures one");
  for (const char* name :
       {"groups.csv", "group-runs.csv", "group-curves.csv", "forest.csv", "ranks.csv", "rank-bars.csv",
        "compare-effects.svg", "compare-runs.svg", "compare-curves.svg", "critical-difference.svg"}) {
    drawn(std::string("one/") + name);
  }
  draw("--figures two");
  for (const char* name : {"comparison-2/forest.csv", "compare-effects-1.svg", "compare-effects-2.svg",
                           "compare-runs-2.svg", "compare-curves-2.svg", "critical-difference-2.svg"}) {
    drawn(std::string("two/") + name);
  }
  // Two groups on one data set are the least that there is to draw.
  draw("--where arch=3 --where dataset=xor --where activation=relu --where activation=tanh --figures least");
  drawn("least/compare-effects.svg");
  CHECK(!std::filesystem::exists(sweep.directory.path() / "least/ranks.csv"));
}
