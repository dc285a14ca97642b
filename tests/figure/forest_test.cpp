#include "figure/forest.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "arithmetic/elementary.hpp"
#include "data/files.hpp"

using namespace actlab;
using actlab::test::TemporaryDirectory;

namespace {

const std::string header =
    "panel,title,left,right,label,pooled,estimate,low,high,prediction_low,prediction_high,band_low,band_high,outcome,"
    "note\n";

std::string file_of(const std::vector<ForestRow>& rows) {
  const TemporaryDirectory directory;
  write_forest(directory.path() / "forest.csv", rows);
  return read_file(directory.path() / "forest.csv");
}

ForestRow accuracy_row() {
  ForestRow row;
  row.title = "relu - tanh";
  row.left = "tanh better";
  row.right = "relu better";
  row.label = "over 3 data sets";
  row.pooled = true;
  row.estimate = 0.25;
  row.interval = {0.125, 0.375};
  row.prediction = Interval{-0.25, 0.75};
  row.delta = 0.0625;
  row.outcome = Outcome::holds;
  row.note = "n = 12";
  return row;
}

}  // namespace

TEST_CASE("A row of the forest has its effect, both intervals and the band of what does not matter") {
  CHECK(file_of({accuracy_row()}) ==
        header +
            "1,relu - tanh,tanh better,relu better,over 3 data sets,1,0.25,0.125,0.375,-0.25,0.75,-0.0625,0.0625,holds,"
            "n = 12\n");
}

TEST_CASE("Panels are numbered from 1, and what there is not is empty") {
  ForestRow row = accuracy_row();
  row.panel = 1;
  row.pooled = false;
  row.prediction.reset();
  row.estimate = std::nan("");
  row.interval = {std::nan(""), INFINITY};
  row.outcome = Outcome::no_information;
  CHECK(file_of({row}) ==
        header +
            "2,relu - tanh,tanh better,relu better,over 3 data sets,0,,,,,,-0.0625,0.0625,no information,n = 12\n");
}

TEST_CASE("Log ratios are drawn as percentages off 1, and so is their band") {
  ForestRow row = accuracy_row();
  row.scale = Scale::ratio;
  row.estimate = arithmetic::log(2);
  row.interval = {0, arithmetic::log(4)};
  row.prediction.reset();
  row.delta = arithmetic::log(1.25);
  const std::string file = file_of({row});
  CHECK(file.starts_with(header + "1,\"relu - tanh, %\"") == false);
  // A comma would part columns for gnuplot.
  CHECK(file.starts_with(header + "1,relu - tanh\u201a %,"));
  std::vector<double> numbers;
  for (std::size_t at = file.find("sets,1,") + 7; numbers.size() < 7; at = file.find(',', at) + 1) {
    numbers.push_back(file[at] == ',' ? std::nan("") : std::stod(file.substr(at)));
  }
  CHECK(numbers[0] == Approx(100));
  CHECK(numbers[1] == 0);
  CHECK(numbers[2] == Approx(300));
  CHECK(numbers[5] == Approx(-20));
  CHECK(numbers[6] == Approx(25));
}

TEST_CASE("Texts of users stay one field each") {
  ForestRow row = accuracy_row();
  row.label = "where(x>0,x,0)\n\"a\"";
  const std::string file = file_of({row});
  CHECK(std::count(file.begin(), file.end(), '\n') == 2);
  CHECK(file.find("where(x>0\u201ax\u201a0)") != std::string::npos);
}
