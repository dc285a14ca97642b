#include "data/input_noise.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace actlab;

namespace {

Dataset data_of(std::size_t rows) {
  Dataset data;
  data.rows = rows;
  data.feature_names = {"constant", "wide"};
  std::vector<double> values;
  for (std::size_t row = 0; row < rows; ++row) {
    values.push_back(3);
    values.push_back(row % 2 == 0 ? 100 : 140);  // sd 20
  }
  data.inputs = InputTable(values, 2);
  return data;
}

}  // namespace

TEST_CASE("Noise has the asked share of an input's standard deviation, and none where an input never changes") {
  const Dataset clean = data_of(20'000);
  Dataset noisy = clean;
  add_noise(0.5, 1, noisy);
  double sum = 0;
  double squares = 0;
  for (std::size_t row = 0; row < clean.rows; ++row) {
    CHECK(noisy.inputs[2 * row] == 3);
    const double noise = noisy.inputs[2 * row + 1] - clean.inputs[2 * row + 1];
    sum += noise;
    squares += noise * noise;
  }
  const auto n = static_cast<double>(clean.rows);
  CHECK(std::abs(sum / n) < 5 * 10 / std::sqrt(n));
  CHECK(std::sqrt(squares / n) == Approx(10).epsilon(5 / std::sqrt(2 * n)));
}

TEST_CASE("Noise is the seed's, and its numbers are floats") {
  Dataset one = data_of(100);
  Dataset same = data_of(100);
  Dataset other = data_of(100);
  add_noise(0.5, 1, one);
  add_noise(0.5, 1, same);
  add_noise(0.5, 2, other);
  CHECK(one.inputs == same.inputs);
  CHECK_FALSE(one.inputs == other.inputs);
  for (const double value : one.inputs.values()) CHECK(static_cast<double>(static_cast<float>(value)) == value);
}
