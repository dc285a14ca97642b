#include "record/output_spool.hpp"

#include <catch2/catch.hpp>

#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

double number_of(std::size_t frame, std::size_t series, std::size_t point, std::size_t w) {
  return static_cast<double>(frame) + 0.5 * static_cast<double>(w) + 8.0 * static_cast<double>(series) +
         64.0 * static_cast<double>(point);
}

void fill(OutputSpool& spool, const OutputSizes& sizes) {
  for (std::size_t frame = 0; frame < sizes.frames; ++frame) {
    for (std::size_t block = 0; block < spool.blocks(); ++block) {
      for (std::size_t series = 0; series < sizes.series; ++series) {
        std::vector<double> numbers;
        for (std::size_t i = 0; i < spool.points_of(block); ++i) {
          const std::size_t point = block * spool.block_points() + i;
          for (std::size_t w = 0; w < sizes.width; ++w) numbers.push_back(number_of(frame, series, point, w));
        }
        spool.write(frame, block, series, numbers);
      }
    }
  }
}

}  // namespace

TEST_CASE("Outputs come back by block and by series, from memory or from a file, in either precision") {
  const TemporaryDirectory temporary;
  const Directory directory(temporary.path());
  for (const Precision precision : {Precision::float32, Precision::float64}) {
    for (const Directory* place : {&directory, static_cast<const Directory*>(nullptr)}) {
      const OutputSizes sizes{.frames = 3, .series = 5, .points = 30'000, .width = 2, .precision = precision};
      OutputSpool spool(sizes, place);
      CHECK(spool.blocks() > 1);
      fill(spool, sizes);
      CHECK(std::filesystem::is_empty(temporary.path()));
      const std::vector<double> series = spool.read_series(2, 4);
      REQUIRE(series.size() == 60'000);
      CHECK(series.back() == number_of(2, 4, 29'999, 1));
      const std::size_t last = spool.blocks() - 1;
      const auto block = spool.read_block(1, last);
      REQUIRE(block.size() == 5);
      CHECK(block[3].size() == 2 * spool.points_of(last));
      CHECK(block[3][0] == number_of(1, 3, last * spool.block_points(), 0));
    }
  }
}

TEST_CASE("A block is small where there are many series, and one point at least") {
  CHECK(OutputSpool({.series = 1, .points = 10}, nullptr).block_points() == 10);
  CHECK(OutputSpool({.series = 1, .points = 100'000}, nullptr).block_points() == 4096);
  CHECK(OutputSpool({.series = 250'000, .points = 10}, nullptr).block_points() == 4);
  CHECK(OutputSpool({.series = 1, .points = 5000, .inputs = 100'000}, nullptr).block_points() == 10);
  CHECK(OutputSpool({.series = 10'000'000, .points = 2}, nullptr).block_points() == 1);
}
