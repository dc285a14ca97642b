#include "record/difference.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

std::optional<FileDifference> difference(const std::string& left, const std::string& right,
                                         const std::string& name = "t.csv", const std::set<std::string>& cells = {}) {
  const TemporaryDirectory directory;
  return compare_files(directory.write("left", left), directory.write("right", right), name, cells);
}

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double tiny = std::numeric_limits<double>::denorm_min();

}  // namespace

TEST_CASE("Equal files do not differ, and neither do two that are not there") {
  CHECK(!difference("a,b\n1,2\n", "a,b\n1,2\n"));
  CHECK(!difference("", ""));
  CHECK(!difference("{\"a\":1}", "{\"a\":1}", "model.json"));
  const TemporaryDirectory directory;
  CHECK(!compare_files(directory.path() / "x", directory.path() / "y", "x", {}));
}

TEST_CASE("A file that one directory lacks is missing or extra") {
  const TemporaryDirectory directory;
  const auto there = directory.write("x", "1\n");
  const auto missing = compare_files(directory.path() / "none", there, "x.csv", {});
  REQUIRE(missing);
  CHECK(missing->kind == FileDifference::Kind::missing);
  CHECK(missing->file == "x.csv");
  CHECK(compare_files(there, directory.path() / "none", "x.csv", {})->kind == FileDifference::Kind::extra);
}

TEST_CASE("A number that differs is told by row and column, with the floats or doubles between") {
  const auto single = difference("a,b\n1,2\n3,0.1\n", "a,b\n1,2\n3,0.10000002\n");
  REQUIRE(single);
  CHECK(single->kind == FileDifference::Kind::differs);
  CHECK(single->row == 3);
  CHECK(single->column == "b");
  CHECK(single->left == "0.1");
  CHECK(single->right == "0.10000002");
  CHECK(single->single);
  CHECK(single->distance == 2);
  const auto twice = difference("a\n0.30000000000000004\n", "a\n0.3\n");
  REQUIRE(twice);
  CHECK(!twice->single);
  CHECK(twice->distance == 1);
  const auto words = difference("a,b\nx,1\n", "a,b\ny,1\n");
  REQUIRE(words);
  CHECK(words->column == "a");
  CHECK(!words->distance);
}

TEST_CASE("Commas inside quotes do not count as columns") {
  const auto quoted = difference("a,b\n\"x,y\",1\n", "a,b\n\"x,y\",2\n");
  REQUIRE(quoted);
  CHECK(quoted->column == "b");
  CHECK(quoted->left == "1");
  CHECK(difference("a,b\n\"x,y\",1\n", "a,b\n\"x,z\",1\n")->left == "\"x,y\"");
}

TEST_CASE("A row that one table lacks, and a field too many, are differences") {
  const auto shorter = difference("a\n1\n", "a\n1\n2\n");
  REQUIRE(shorter);
  CHECK(shorter->row == 3);
  CHECK(shorter->column == "the whole row");
  CHECK(shorter->left == "no such row");
  CHECK(shorter->right == "a row");
  const auto longer = difference("a\n1\n2\n", "a\n1\n");
  REQUIRE(longer);
  CHECK(longer->row == 3);
  CHECK(longer->left == "a row");
  CHECK(longer->right == "no such row");
  const auto wider = difference("a\n1\n", "a\n1,5\n");
  REQUIRE(wider);
  CHECK(wider->column == "column 2");
  CHECK(wider->left.empty());
  CHECK(wider->right == "5");
  const auto end = difference("a\n1\n", "a\n1");
  REQUIRE(end);
  CHECK(end->column == "the end");
  CHECK(difference("a\n1\n", "b\n1\n")->row == 1);
}

TEST_CASE("In a file that is no table the number around the first other character is told") {
  const auto json = difference("{\"w\":[1.5,-0.25e-3]}\n", "{\"w\":[1.5,-0.25e-4]}\n", "model.json");
  REQUIRE(json);
  CHECK(json->row == 1);
  CHECK(json->left == "-0.25e-3");
  CHECK(json->right == "-0.25e-4");
  CHECK(json->column == "character 18");
  REQUIRE(json->distance);
  CHECK(difference("seed = 1\nx\n", "seed = 1\ny\n", "run.toml")->row == 2);
  const auto line = difference("1.5\n", "1.25\n", "x.txt");
  CHECK(line->left == "1.5");
  CHECK(line->right == "1.25");
}

TEST_CASE("Of a table of cells only the rows of the given ones are compared, whatever the metrics are called") {
  const std::string whole = "cell,test_accuracy\nc1,0.5\nc2,0.75\nc3,1\n";
  CHECK(!difference(whole, "cell,test_r2\nc2,0.75\n", "runs.csv", {"c2"}));
  CHECK(!difference(whole, "cell,test_accuracy\nc1,0\nc2,0.75\nc3,1\n", "runs.csv", {"c2", "c3"}));
  const auto other = difference(whole, "cell,test_accuracy\nc2,0.5\n", "runs.csv", {"c2"});
  REQUIRE(other);
  CHECK(other->row == 3);
  CHECK(other->column == "test_accuracy");
  CHECK(other->left == "0.75");
  CHECK(other->right == "0.5");
  const auto lacking = difference(whole, "cell,test_accuracy\nc2,0.75\n", "runs.csv", {"c2", "c3"});
  REQUIRE(lacking);
  CHECK(lacking->row == 4);
  CHECK(lacking->left == "a row");
  CHECK(difference(whole, "cell,test_r2\nc1,0.5\nc2,0.75\nc3,1\n", "runs.csv")->row == 1);
}

TEST_CASE("A table without a column of cells is compared whole") {
  CHECK(!difference("epoch,loss\n0,1\n", "epoch,loss\n0,1\n", "metrics.csv", {"c2"}));
  const auto other = difference("epoch,loss\n0,1\n5,2\n", "epoch,loss\n0,1\n5,3\n", "metrics.csv", {"c2"});
  REQUIRE(other);
  CHECK(other->row == 3);
}

TEST_CASE("Distances count the floats or doubles between, across zero as well") {
  CHECK(distance_in_ulp(1, 1, false) == 0);
  CHECK(distance_in_ulp(0.0, -0.0, false) == 0);
  CHECK(distance_in_ulp(0.0, -0.0, true) == 0);
  CHECK(distance_in_ulp(1, std::nextafter(1, 2), false) == 1);
  CHECK(distance_in_ulp(std::nextafter(1, 2), 1, false) == 1);
  CHECK(distance_in_ulp(1, std::nextafter(1, 0), false) == 1);
  CHECK(distance_in_ulp(-1, std::nextafter(-1, -2), false) == 1);
  CHECK(distance_in_ulp(1, 2, false) == 4503599627370496);
  CHECK(distance_in_ulp(1, 2, true) == 8388608);
  CHECK(distance_in_ulp(1, static_cast<double>(std::nextafter(1.0F, 2.0F)), true) == 1);
  CHECK(distance_in_ulp(tiny, -tiny, false) == 2);
  CHECK(distance_in_ulp(0, -tiny, false) == 1);
  CHECK(distance_in_ulp(-0.0, tiny, false) == 1);
  const auto smallest = static_cast<double>(std::numeric_limits<float>::denorm_min());
  CHECK(distance_in_ulp(smallest, -3 * smallest, true) == 4);
  CHECK(distance_in_ulp(-1, 1, true) == 2 * 1065353216.0);
}

TEST_CASE("What is no number is as far as can be from one, and no way from its like") {
  const double nan = std::nan("");
  for (const bool single : {false, true}) {
    CHECK(distance_in_ulp(nan, nan, single) == 0);
    CHECK(distance_in_ulp(nan, -nan, single) == 0);
    CHECK(distance_in_ulp(infinity, infinity, single) == 0);
    CHECK(distance_in_ulp(nan, 1, single) == infinity);
    CHECK(distance_in_ulp(1, nan, single) == infinity);
    CHECK(distance_in_ulp(infinity, 1, single) == infinity);
    CHECK(distance_in_ulp(infinity, -infinity, single) == infinity);
    CHECK(distance_in_ulp(nan, infinity, single) == infinity);
  }
}
