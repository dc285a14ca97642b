#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cmd/program.hpp"
#include "record/difference.hpp"
#include "record/manifest.hpp"
#include "text/number.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

constexpr const char* experiment =
    "train --dataset spiral,reg-gauss --samples 60 --activation relu,tanh --arch 4 --epochs 8 --replicates 3 "
    "--boundary-resolution 7 --record all --quiet --out r";

void overwrite(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::filesystem::path first_cell(const std::filesystem::path& results) {
  const std::string row = lines(read_file(results / "cells.csv"))[1];
  return results / "cells" / row.substr(0, row.find(','));
}

// The file with the number in a row and column of a CSV moved by one unit in the last place of float.
std::string moved_by_one(const std::string& csv, std::size_t row, std::size_t column, std::string& before,
                         std::string& after) {
  std::vector<std::string> rows = lines(csv);
  std::size_t begin = 0;
  for (; column > 0; --column) begin = rows[row].find(',', begin) + 1;
  const std::size_t end = std::min(rows[row].find(',', begin), rows[row].size());
  before = rows[row].substr(begin, end - begin);
  after = text::number_text(std::nextafter(static_cast<float>(*text::parse_number(before)), 9.0F));
  rows[row].replace(begin, end - begin, after);
  std::string out;
  for (const std::string& line : rows) out += line + '\n';
  return out;
}

}  // namespace

TEST_CASE("Verification of what nobody touched says so in one line, for all cells, some, and a sample") {
  const TemporaryDirectory directory;
  REQUIRE(run(directory.path(), words(experiment)).exit_code == 0);
  const Finished all = run(directory.path(), words("verify r"));
  CHECK(all.exit_code == 0);
  CHECK(all.err.empty());
  CHECK(lines(all.out).size() == 1);
  CHECK(all.out.starts_with("r: equal, byte for byte: "));
  CHECK(all.out.find(" 4 cells, arithmetic contract 2\n") != std::string::npos);
  CHECK(run(directory.path(), words("verify r --cells 2,4")).out.find(" 2 of 4 cells,") != std::string::npos);
  CHECK(run(directory.path(), words("verify r --sample 25%")).out.find(" 1 of 4 cells,") != std::string::npos);
  CHECK(run(directory.path(), words("verify r --simd avx2 --jobs 1")).exit_code == 0);
}

TEST_CASE("A number that was changed by one unit in the last place is found, with its row, column and distance") {
  const TemporaryDirectory directory;
  REQUIRE(run(directory.path(), words(experiment)).exit_code == 0);
  const auto file = first_cell(directory.path() / "r") / "boundary.csv";
  std::string before;
  std::string after;
  overwrite(file, moved_by_one(read_file(file), 5, 4, before, after));
  const Finished finished = run(directory.path(), words("verify r"));
  CHECK(finished.exit_code == 4);
  const std::string name = std::filesystem::relative(file, directory.path() / "r").string();
  CHECK(finished.out == name + ": was changed after it was written; line 6, r0: '" + after + "' and '" + before +
                            "' (1 ulp of float)\n");
  CHECK(finished.err.starts_with("actlab: r: 1 of "));
  const auto report = nlohmann::json::parse(run(directory.path(), words("verify r --json")).out);
  CHECK(report["equal"] == false);
  CHECK(report["differences"][0]["kind"] == "edited");
  CHECK(report["differences"][0]["row"] == 6);
  CHECK(report["differences"][0]["column"] == "r0");
  CHECK(report["differences"][0]["ulp"] == 1);
  // A sample without that cell does not see the cell's file trained again, but the hash does not fit.
  CHECK(run(directory.path(), words("verify r --cells 2")).exit_code == 4);
}

TEST_CASE("Missing and extra files, other rows, and a changed model are named") {
  const TemporaryDirectory directory;
  REQUIRE(run(directory.path(), words(experiment)).exit_code == 0);
  const auto results = directory.path() / "r";
  std::filesystem::remove(results / "summary.csv");
  overwrite(first_cell(results) / "notes.txt", "mine");
  overwrite(results / "runs.csv", read_file(results / "runs.csv") + "more,0\n");
  std::string model = read_file(first_cell(results) / "model.json");
  model.replace(model.rfind("0."), 2, "1.");
  overwrite(first_cell(results) / "model.json", model);
  const Finished finished = run(directory.path(), words("verify r"));
  CHECK(finished.exit_code == 4);
  CHECK(finished.out.find("summary.csv: is missing\n") != std::string::npos);
  CHECK(finished.out.find("/notes.txt: should not be there\n") != std::string::npos);
  CHECK(finished.out.find(
            "runs.csv: was changed after it was written; line 14, the whole row: 'a row' and 'no such row'") !=
        std::string::npos);
  CHECK(finished.out.find("/model.json: was changed after it was written; line ") != std::string::npos);
}

TEST_CASE("Two directories are compared without training") {
  const TemporaryDirectory directory;
  REQUIRE(run(directory.path(), words("train --epochs 3 --samples 40 --replicates 2 --quiet --out a")).exit_code == 0);
  REQUIRE(run(directory.path(), words("train --epochs 3 --samples 40 --replicates 2 --quiet --out b")).exit_code == 0);
  REQUIRE(run(directory.path(), words("train --epochs 4 --samples 40 --replicates 2 --quiet --out c")).exit_code == 0);
  CHECK(run(directory.path(), words("verify a --against b")).exit_code == 0);
  const Finished other = run(directory.path(), words("verify a --against c"));
  CHECK(other.exit_code == 4);
  CHECK(other.out.find("run.toml: line ") != std::string::npos);
  CHECK(other.out.find(": is only in c\n") != std::string::npos);
}

TEST_CASE("Changed data, another contract and unfinished directories are failures of their own") {
  const TemporaryDirectory directory;
  directory.write("d.csv", "a,b,kind\n1,2,x\n2,1,y\n3,5,x\n4,4,y\n5,1,x\n6,2,y\n");
  REQUIRE(run(directory.path(), words("train --dataset d.csv --epochs 2 --arch 2 --quiet --out r")).exit_code == 0);
  CHECK(run(directory.path(), words("verify r")).exit_code == 0);
  directory.write("d.csv", "a,b,kind\n1,2,x\n2,1,y\n3,5,x\n4,4,y\n5,1,x\n6,3,y\n");
  const Finished changed = run(directory.path(), words("verify r"));
  CHECK(changed.exit_code == 65);
  CHECK(changed.err ==
        "actlab: d.csv: is not the file that r was made of (their SHA-256 differ); bring the old file back, or "
        "train anew\n");
  actlab::Manifest manifest = actlab::read_manifest(directory.path() / "r");
  manifest.contract = 9;
  overwrite(directory.path() / "r/manifest.json", manifest_text(manifest));
  const Finished contract = run(directory.path(), words("verify r"));
  CHECK(contract.exit_code == 4);
  CHECK(contract.err.find("arithmetic contract 9") != std::string::npos);
  CHECK(run(directory.path(), words("verify nowhere")).exit_code == 66);
}

TEST_CASE("Distances between numbers count the floats or doubles between them") {
  CHECK(distance_in_ulp(1, std::nextafter(1, 2), false) == 1);
  CHECK(distance_in_ulp(1, std::nextafter(1.0F, 2.0F), true) == 1);
  CHECK(distance_in_ulp(0, 5e-324, false) == 1);
  CHECK(distance_in_ulp(-5e-324, 5e-324, false) == 2);
  CHECK(distance_in_ulp(-1e-45, 1e-45, true) == 2);
  CHECK(distance_in_ulp(2, 2, true) == 0);
  CHECK(std::isinf(distance_in_ulp(2, NAN, true)));
}
