#include "record/picture_files.hpp"

#include <catch2/catch.hpp>

#include "record/readings.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

// Rows of two pixels, at the top left and the bottom right of a picture of two by two.
Cell image_cell() {
  Cell cell = cell_of("c1");
  Dataset data = *cell.dataset;
  data.feature_names = {"pixel_0_0", "pixel_1_1"};
  data.rows = 4;
  data.inputs = InputTable(std::vector<double>{1, 0.5, 1, 1.5, 0, 0, 3, 0.1}, 2);
  cell.dataset = std::make_shared<const Dataset>(std::move(data));
  return cell;
}

UnitReading unit_of(std::uint32_t replicate, std::uint32_t layer, std::uint32_t unit,
                    std::vector<UnitReading::Sample> samples) {
  return {.replicate = replicate, .layer = layer, .unit = unit, .class_means = {}, .samples = std::move(samples)};
}

// Networks 0 (diverged), 1 and 2, with a first layer of so many pre-activations whose weights are 0, 1, 2 ...
CellResult networks(std::size_t pre_activations) {
  CellResult result;
  for (std::uint32_t r = 0; r < 3; ++r) {
    result.runs.push_back(run_of(r, 0.9, r == 0));
    LayerParameters layer{.units = pre_activations, .inputs = 2, .weights = {}, .biases = {}, .learned = {}};
    for (std::size_t i = 0; i < 2 * pre_activations; ++i) layer.weights.push_back(static_cast<double>(i));
    result.model.replicates.push_back({r, {}, {layer}});
  }
  return result;
}

CellReadings units_of_first_layer(std::uint32_t count) {
  std::vector<UnitReading> units;
  for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
    for (std::uint32_t unit = 0; unit < count; ++unit) units.push_back(unit_of(replicate, 1, unit, {}));
    units.push_back(unit_of(replicate, 2, 0, {}));
  }
  CellReadings readings;
  readings.units = given(std::move(units));
  return readings;
}

std::string weights_of(std::size_t pre_activations, std::uint32_t units) {
  const Cell cell = image_cell();
  return written([&](CsvWriter&& out) {
    return write_unit_weights(std::move(out), cell, *image_plan(*cell.dataset), networks(pre_activations),
                              units_of_first_layer(units));
  });
}

constexpr const char* weights_header = "replicate,unit,piece,y,x,weight\n";

}  // namespace

TEST_CASE("unit-weights.csv has the weights of the first network that did not diverge, at their pixels") {
  CHECK(weights_of(2, 2) == std::string(weights_header) +
                                "1,0,0,0,0,0\n1,0,0,1,1,1\n"
                                "1,1,0,0,0,2\n1,1,0,1,1,3\n");
}

TEST_CASE("A unit of several pre-activations has them as pieces, and units that share one have it each") {
  CHECK(weights_of(4, 2) == std::string(weights_header) +
                                "1,0,0,0,0,0\n1,0,0,1,1,1\n1,0,1,0,0,2\n1,0,1,1,1,3\n"
                                "1,1,0,0,0,4\n1,1,0,1,1,5\n1,1,1,0,0,6\n1,1,1,1,1,7\n");
  CHECK(weights_of(1, 2) == std::string(weights_header) +
                                "1,0,0,0,0,0\n1,0,0,1,1,1\n"
                                "1,1,0,0,0,0\n1,1,0,1,1,1\n");
}

TEST_CASE("A wide layer has the weights and pictures of its first units") {
  const std::string weights = weights_of(100, 100);
  CHECK(std::ranges::count(weights, '\n') == 1 + 2 * 32);
  CHECK(weights.find("\n1,31,0,1,1,63\n") != std::string::npos);
}

TEST_CASE("unit-pictures.csv has each row that excites a unit of the network once, as it came") {
  const Cell cell = image_cell();
  CellReadings readings;
  readings.units =
      given<UnitReading>({unit_of(0, 1, 0, {{0, 9}}), unit_of(1, 1, 0, {{3, 2}, {1, 1}}), unit_of(1, 2, 0, {{3, 1}}),
                          unit_of(1, 1, 32, {{0, 1}}), unit_of(2, 1, 0, {{2, 1}})});
  CHECK(written([&](CsvWriter&& out) {
          return write_unit_pictures(std::move(out), cell, *image_plan(*cell.dataset), networks(2), readings);
        }) == "row,y,x,value\n1,0,0,1\n1,1,1,1.5\n3,0,0,3\n3,1,1,0.1\n");
}

TEST_CASE("mistake-pictures.csv has the rows that the network is wrong about; of an empty picture the last pixel") {
  const Cell cell = image_cell();
  CellReadings readings;
  readings.mistakes = given<Mistake>(
      {{.replicate = 1, .rank = 1, .row = 2, .outputs = {}}, {.replicate = 2, .rank = 1, .row = 0, .outputs = {}}});
  CHECK(written([&](CsvWriter&& out) {
          return write_mistake_pictures(std::move(out), cell, *image_plan(*cell.dataset), networks(2), readings);
        }) == "row,y,x,value\n2,1,1,0\n");
}

TEST_CASE("A picture whose last pixel is no input ends with a 0 there") {
  Cell cell = image_cell();
  Dataset data = *cell.dataset;
  data.feature_names = {"pixel1", "pixel2"};
  data.image = {2, 2};
  cell.dataset = std::make_shared<const Dataset>(std::move(data));
  CellReadings readings;
  readings.mistakes = given<Mistake>({{.replicate = 1, .rank = 1, .row = 3, .outputs = {}}});
  CHECK(written([&](CsvWriter&& out) {
          return write_mistake_pictures(std::move(out), cell, *image_plan(*cell.dataset), networks(2), readings);
        }) == "row,y,x,value\n3,0,0,3\n3,0,1,0.1\n3,1,1,0\n");
}

TEST_CASE("Where all networks diverged there are no pictures") {
  const Cell cell = image_cell();
  CellResult lost = networks(2);
  for (RunRow& run : lost.runs) run.diverged = true;
  CellReadings readings = units_of_first_layer(2);
  readings.mistakes = given<Mistake>({});
  const ImagePlan plan = *image_plan(*cell.dataset);
  CHECK(written([&](CsvWriter&& out) { return write_unit_weights(std::move(out), cell, plan, lost, readings); }) ==
        weights_header);
  CHECK(written([&](CsvWriter&& out) { return write_unit_pictures(std::move(out), cell, plan, lost, readings); }) ==
        "row,y,x,value\n");
  CHECK(written([&](CsvWriter&& out) { return write_mistake_pictures(std::move(out), cell, plan, lost, readings); }) ==
        "row,y,x,value\n");
}
