#include "record/answer_files.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "record/readings.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("confusion.csv has every pair of classes of every network, and nan of one that diverged") {
  constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
  const Cell cell = cell_with_classes(Task::binary, {"a,b", "c"});
  CellReadings readings;
  readings.confusion = given<ConfusionMatrix>({{0, {5, 1, 0, 4}}, {1, {nan_value, nan_value, nan_value, nan_value}}});
  CHECK(written([&](CsvWriter&& out) { return write_confusion(std::move(out), cell, readings); }) ==
        "replicate,true_class,predicted_class,count\n"
        "0,a\u201ab,a\u201ab,5\n0,a\u201ab,c,1\n0,c,a\u201ab,0\n0,c,c,4\n"
        "1,a\u201ab,a\u201ab,nan\n1,a\u201ab,c,nan\n1,c,a\u201ab,nan\n1,c,c,nan\n");
}

TEST_CASE("mistakes.csv names both classes, and has an output per class, or one of two") {
  const Cell several = cell_with_classes(Task::multiclass, hostile_classes);
  CellReadings readings;
  readings.mistakes = given<Mistake>(
      {{.replicate = 3, .rank = 1, .row = 8, .true_class = 0, .predicted_class = 2, .outputs = {0.1F, 0, 0.9F}}});
  CHECK(written([&](CsvWriter&& out) { return write_mistakes(std::move(out), several, readings); }) ==
        "replicate,rank,row,true_class,predicted_class,output_a\u201ab,output_say \u201dx\u201d,output_`touch pwned`\n"
        "3,1,8,a\u201ab,`touch pwned`,0.1,0,0.9\n");
  const Cell two = cell_with_classes(Task::binary, {"no", "yes"});
  readings.mistakes =
      given<Mistake>({{.replicate = 0, .rank = 2, .row = 1, .true_class = 1, .predicted_class = 0, .outputs = {0.25}}});
  CHECK(written([&](CsvWriter&& out) { return write_mistakes(std::move(out), two, readings); }) ==
        "replicate,rank,row,true_class,predicted_class,output_y\n"
        "0,2,1,yes,no,0.25\n");
}
