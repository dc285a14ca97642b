#include "record/unit_files.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "record/readings.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

CellReadings two_units() {
  CellReadings readings;
  readings.units = given<UnitReading>(
      {{.replicate = 0, .layer = 1, .unit = 0, .class_means = {0.5, -2, nan_value}, .samples = {{7, 0.1F}, {3, 0}}},
       {.replicate = 2, .layer = 3, .unit = 4, .class_means = {nan_value, nan_value, nan_value}, .samples = {}}});
  return readings;
}

}  // namespace

TEST_CASE("units.csv has a row per unit and class, with names that gnuplot reads whole") {
  const Cell cell = cell_with_classes(Task::multiclass, hostile_classes);
  CHECK(written([&](CsvWriter&& out) { return write_units(std::move(out), cell, two_units()); }) ==
        "replicate,layer,unit,class,activation_mean\n"
        "0,1,0,a\u201ab,0.5\n"
        "0,1,0,say \u201dx\u201d,-2\n"
        "0,1,0,`touch pwned`,nan\n"
        "2,3,4,a\u201ab,nan\n"
        "2,3,4,say \u201dx\u201d,nan\n"
        "2,3,4,`touch pwned`,nan\n");
}

TEST_CASE("unit-samples.csv has the samples by rank, in the digits of the cell's precision") {
  Cell cell = cell_with_classes(Task::multiclass, hostile_classes);
  CHECK(written([&](CsvWriter&& out) { return write_unit_samples(std::move(out), cell, two_units()); }) ==
        "replicate,layer,unit,rank,row,activation\n"
        "0,1,0,1,7,0.1\n"
        "0,1,0,2,3,0\n");
  cell.settings.precision = Precision::float64;
  CHECK(written([&](CsvWriter&& out) { return write_unit_samples(std::move(out), cell, two_units()); }) ==
        "replicate,layer,unit,rank,row,activation\n"
        "0,1,0,1,7,0.10000000149011612\n"
        "0,1,0,2,3,0\n");
}
