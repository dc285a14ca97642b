#include "record/output_spool.hpp"

#include <algorithm>

namespace actlab {
namespace {

constexpr std::size_t most_block_points = 4096;
constexpr std::size_t numbers_at_once = std::size_t{1} << 20;

std::size_t block_points_of(const OutputSizes& sizes) {
  const std::size_t of_a_point = std::max({std::size_t{1}, sizes.series * sizes.width, sizes.inputs});
  return std::clamp<std::size_t>(numbers_at_once / of_a_point, 1,
                                 std::clamp<std::size_t>(sizes.points, 1, most_block_points));
}

std::size_t row_bytes(const OutputSizes& sizes) {
  const std::size_t number = sizes.precision == Precision::float32 ? sizeof(float) : sizeof(double);
  return block_points_of(sizes) * sizes.width * number;
}

std::size_t rows(const OutputSizes& sizes) {
  const std::size_t block = block_points_of(sizes);
  return sizes.frames * ((sizes.points + block - 1) / block) * sizes.series;
}

}  // namespace

OutputSpool::OutputSpool(const OutputSizes& sizes, const Directory* directory)
    : sizes_(sizes), block_points_(block_points_of(sizes)), store_(rows(sizes), row_bytes(sizes), directory) {}

std::size_t OutputSpool::points_of(std::size_t block) const {
  return std::min(block_points_, sizes_.points - block * block_points_);
}

void OutputSpool::write(std::size_t frame, std::size_t block, std::size_t series, const std::vector<double>& numbers) {
  const std::size_t size = block_points_ * sizes_.width;
  if (sizes_.precision == Precision::float32) {
    std::vector<float> row(size);
    std::ranges::transform(numbers, row.begin(), [](double number) { return static_cast<float>(number); });
    store_.write(place(frame, block, series), row.data());
  } else {
    std::vector<double> row = numbers;
    row.resize(size);
    store_.write(place(frame, block, series), row.data());
  }
}

std::vector<double> OutputSpool::read(std::size_t frame, std::size_t block, std::size_t series) const {
  std::vector<double> numbers(block_points_ * sizes_.width);
  if (sizes_.precision == Precision::float32) {
    std::vector<float> row(numbers.size());
    store_.read(place(frame, block, series), row.data());
    std::ranges::copy(row, numbers.begin());
  } else {
    store_.read(place(frame, block, series), numbers.data());
  }
  numbers.resize(points_of(block) * sizes_.width);
  return numbers;
}

std::vector<std::vector<double>> OutputSpool::read_block(std::size_t frame, std::size_t block) const {
  std::vector<std::vector<double>> numbers;
  for (std::size_t series = 0; series < sizes_.series; ++series) numbers.push_back(read(frame, block, series));
  return numbers;
}

std::vector<double> OutputSpool::read_series(std::size_t frame, std::size_t series) const {
  std::vector<double> numbers;
  numbers.reserve(sizes_.points * sizes_.width);
  for (std::size_t block = 0; block < blocks(); ++block) {
    const std::vector<double> part = read(frame, block, series);
    numbers.insert(numbers.end(), part.begin(), part.end());
  }
  return numbers;
}

}  // namespace actlab
