#include <catch2/catch.hpp>
#include <sstream>

#include "cmd/program.hpp"
#include "data/share.hpp"
#include "text/number.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

std::vector<std::vector<std::string>> table(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    rows.emplace_back();
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
  }
  return rows;
}

std::string predictions_file(const std::filesystem::path& results) {
  for (const auto& [name, bytes] : tree(results)) {
    if (name.ends_with("predictions.csv")) return bytes;
  }
  return {};
}

// Whether predict on the training file gives what training recorded, replicate by replicate.
void agrees(const std::string& dataset, const std::string& file, const std::string& more) {
  const TemporaryDirectory directory;
  CHECK(run(directory.path(), words("train --dataset " + dataset +
                                    " --epochs 4 --arch 5 --record model,predictions "
                                    "--quiet --out r " +
                                    more))
            .exit_code == 0);
  const Finished predicted = run(directory.path(), {"predict", "r", file, "--replicate", "all"});
  CAPTURE(predicted.err);
  REQUIRE(predicted.exit_code == 0);
  const auto recorded = table(predictions_file(directory.path() / "r"));
  const auto rows = table(predicted.out);
  REQUIRE(rows.size() == recorded.size());
  std::map<std::string, std::vector<std::string>> by_row;
  for (const auto& row : rows) by_row[row[1] + "/" + row[0]] = row;
  const std::size_t outputs = rows[0].size() - 3;
  for (std::size_t i = 1; i < recorded.size(); ++i) {
    const auto& row = by_row.at(recorded[i][0] + "/" + recorded[i][2]);
    for (std::size_t o = 0; o < outputs; ++o) {
      CHECK(static_cast<float>(*text::parse_number(row[2 + o])) ==
            static_cast<float>(*text::parse_number(recorded[i][recorded[i].size() - outputs + o])));
    }
  }
}

}  // namespace

TEST_CASE("Predictions for the training file are those that training recorded") {
  const std::string datasets = (share_directory() / "datasets").string();
  agrees("iris", datasets + "/iris.csv", "");
  agrees("breast-cancer", datasets + "/breast-cancer.csv", "--activation tanh --precision double");
  agrees("diabetes", datasets + "/diabetes.csv", "--resplit on");
}

TEST_CASE("Columns are found by name, in any order, and formulas and categories are made again") {
  const TemporaryDirectory directory;
  std::string text = "u,v,kind\n";
  for (int i = 0; i < 30; ++i)
    text += std::to_string(i) + "," + std::to_string(i * i % 17) + "," + (i % 2 == 0 ? "a" : "b") + "\n";
  directory.write("t.csv", text);
  directory.write("new.csv", "v,extra,u\n3,x,1\n4,y,2\n");
  CHECK(run(directory.path(),
            words("train --dataset t.csv --features u+v+x^2+xy --epochs 3 --record model --quiet --out r"))
            .exit_code == 0);
  const Finished finished = run(directory.path(), words("predict r new.csv"));
  CAPTURE(finished.err);
  CHECK(finished.exit_code == 0);
  CHECK(table(finished.out).size() == 3);
  CHECK(table(finished.out)[0] == std::vector<std::string>{"row", "replicate", "output_kind", "prediction"});
  CHECK(run(directory.path(), words("predict r new.csv --replicate 3 --out p.csv")).exit_code == 0);
  CHECK(table(read_file(directory.path() / "p.csv"))[1][1] == "3");
}

TEST_CASE("Rows that the model cannot read are refused with their place") {
  const TemporaryDirectory directory;
  directory.write("t.csv", "colour,n,y\nred,1,0\nblue,2,1\nred,3,1\nblue,4,0\n");
  directory.write("category.csv", "colour,n\nred,1\ngreen,2\n");
  directory.write("text.csv", "colour,n\nred,one\n");
  directory.write("column.csv", "colour,m\nred,1\n");
  CHECK(run(directory.path(), words("train --dataset t.csv --epochs 1 --record model --quiet --out r")).exit_code == 0);
  const auto message = [&](const char* file) {
    const Finished finished = run(directory.path(), {"predict", "r", file});
    CHECK(finished.exit_code == 65);
    CHECK(finished.out.empty());
    return finished.err;
  };
  CHECK(message("category.csv") == "actlab: category.csv:3:1: training had no category 'green'; drop the row\n");
  CHECK(message("text.csv") == "actlab: text.csv:2:2: 'one' is not a number (column 'n'); correct or drop the row\n");
  CHECK(message("column.csv") ==
        "actlab: column.csv: has no column 'n'; the model was trained with colour=blue, colour=red and n\n");
}

TEST_CASE("A damaged model is refused and never half-read") {
  const TemporaryDirectory directory;
  CHECK(run(directory.path(),
            words("train --samples 20 --arch 2 --epochs 1 --replicates 2 --record model --quiet --out r"))
            .exit_code == 0);
  std::filesystem::path model;
  for (const auto& [name, bytes] : tree(directory.path() / "r")) {
    if (name.ends_with("model.json")) model = directory.path() / "r" / name;
  }
  const std::string whole = read_file(model);
  directory.write("new.csv", "x,y\n1,2\n");
  for (std::size_t cut = 0; cut < whole.size() - 2; cut += 97) {
    std::ofstream(model, std::ios::binary) << whole.substr(0, cut);
    const Finished finished = run(directory.path(), words("predict r new.csv"));
    CAPTURE(cut, finished.err);
    CHECK(finished.exit_code == 65);
    CHECK(finished.out.empty());
  }
}

TEST_CASE("Networks that diverged are left out of predictions with a warning, and one alone is refused") {
  const TemporaryDirectory directory;
  directory.write("new.csv", "x,y\n1,2\n-3,1\n");
  CHECK(run(directory.path(),
            words("train --learning-rate 1e6 --epochs 5 --replicates 4 --record model --quiet --out some"))
            .exit_code == 0);
  const auto runs = table(read_file(directory.path() / "some/runs.csv"));
  std::vector<std::string> diverged;
  for (std::size_t i = 1; i < runs.size(); ++i) {
    if (runs[i][5] == "1") diverged.push_back(runs[i][1]);
  }
  REQUIRE(diverged.size() == 3);
  const std::string warning = "actlab: 3 of 4 networks diverged in training and are left out\n";
  const Finished mean = run(directory.path(), words("predict some new.csv"));
  CHECK(mean.exit_code == 0);
  CHECK(mean.err == warning);
  CHECK(table(mean.out).size() == 3);
  CHECK(mean.out.find("nan") == std::string::npos);
  const Finished all = run(directory.path(), words("predict some new.csv --replicate all"));
  CHECK(all.exit_code == 0);
  CHECK(all.err == warning);
  CHECK(table(all.out).size() == 3);
  const Finished one = run(directory.path(), {"predict", "some", "new.csv", "--replicate", diverged[0]});
  CHECK(one.exit_code == 65);
  CHECK(one.out.empty());
  CHECK(one.err.find("network " + diverged[0] + " diverged") != std::string::npos);
}

TEST_CASE("Where all networks diverged predict writes nothing and says what to do") {
  const TemporaryDirectory directory;
  directory.write("new.csv", "x,y\n1,2\n");
  CHECK(run(directory.path(), words("train --activation identity --learning-rate 1e6 --epochs 5 --replicates 3 "
                                    "--record model --quiet --out r"))
            .exit_code == 0);
  const Finished trained =
      run(directory.path(),
          words("train --activation identity --learning-rate 1e6 --epochs 5 --replicates 3 --record none --out shown"));
  CHECK(trained.out.find("             -          -          -\n") != std::string::npos);
  for (const char* replicate : {"mean", "all", "1"}) {
    const Finished finished =
        run(directory.path(), {"predict", "r", "new.csv", "--out", "p.csv", "--replicate", replicate});
    CHECK(finished.exit_code == 65);
    CHECK(finished.err ==
          "actlab: the model: all 3 networks diverged in training and have no outputs; train again with a smaller "
          "--learning-rate, or with --clip-norm\n");
    CHECK(!std::filesystem::exists(directory.path() / "p.csv"));
  }
}
