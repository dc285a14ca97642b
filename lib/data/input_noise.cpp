#include "data/input_noise.hpp"

#include <numeric>

#include "arithmetic/philox.hpp"

namespace actlab {
namespace {

// Of each column over all rows; 0 where all numbers are the same.
std::vector<double> standard_deviations(const InputTable& table) {
  std::vector<std::uint32_t> rows(table.rows());
  std::iota(rows.begin(), rows.end(), 0U);
  std::vector<double> sd = fit_scaling(table, rows).sd;
  std::vector<double> first(table.columns());
  std::vector<double> row(table.columns());
  std::vector<bool> varies(table.columns());
  table.read_row(0, first.data());
  for (std::size_t r = 1; r < table.rows(); ++r) {
    table.read_row(r, row.data());
    for (std::size_t c = 0; c < row.size(); ++c) varies[c] = varies[c] || row[c] != first[c];
  }
  for (std::size_t c = 0; c < sd.size(); ++c) sd[c] = varies[c] ? sd[c] : 0;
  return sd;
}

}  // namespace

void add_noise(double share, std::int64_t seed, Dataset& data) {
  const std::vector<double> sd = standard_deviations(data.inputs);
  arithmetic::RandomStream numbers(static_cast<std::uint64_t>(seed), 0, arithmetic::Purpose::data);
  InputTable noisy(data.inputs.columns());
  std::vector<double> row(data.inputs.columns());
  for (std::size_t r = 0; r < data.rows; ++r) {
    data.inputs.read_row(r, row.data());
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (sd[c] > 0) row[c] = static_cast<float>(row[c] + share * sd[c] * numbers.normal());
      noisy.append(row[c]);
    }
  }
  data.inputs = std::move(noisy);
  if (!data.plane.empty()) data.plane = data.inputs.values();
}

}  // namespace actlab
