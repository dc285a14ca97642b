#include "record/picture_files.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "record/columns.hpp"

namespace actlab {
namespace {

std::optional<std::uint32_t> pictured_network(const CellResult& result) {
  const auto run = std::ranges::find(result.runs, false, &RunRow::diverged);
  return run == result.runs.end() ? std::nullopt : std::optional(run->replicate);
}

std::set<std::uint32_t> pictured_rows(std::uint32_t network, const CellReadings& readings) {
  std::set<std::uint32_t> rows;
  if (readings.units) {
    readings.units([&](const UnitReading& reading) {
      if (reading.replicate != network || reading.unit >= most_pictured_units) return;
      for (const UnitReading::Sample& sample : reading.samples) rows.insert(sample.row);
    });
  }
  if (readings.mistakes) {
    readings.mistakes([&](const Mistake& mistake) {
      if (mistake.replicate == network) rows.insert(mistake.row);
    });
  }
  return rows;
}

void write_pixel(CsvWriter& out, const ImagePlan::Pixel& pixel, double value, Precision precision) {
  out.integer(static_cast<std::int64_t>(pixel.y));
  out.integer(static_cast<std::int64_t>(pixel.x));
  out.number(value, precision);
  out.end_row();
}

}  // namespace

std::string write_unit_weights(CsvWriter&& out, const Cell& cell, const ImagePlan& plan, const CellResult& result) {
  out.header(unit_weight_columns);
  if (const auto network = pictured_network(result)) {
    const LayerParameters& layer = result.model.replicates[*network].trained.front();
    for (std::size_t unit = 0; unit < std::min<std::size_t>(layer.units, most_pictured_weights); ++unit) {
      for (std::size_t input = 0; input < layer.inputs; ++input) {
        out.integer(*network);
        out.integer(static_cast<std::int64_t>(unit));
        write_pixel(out, plan.pixels[input], layer.weights[unit * layer.inputs + input], cell.settings.precision);
      }
    }
  }
  return out.commit();
}

std::string write_pictures(CsvWriter&& out, const Cell& cell, const ImagePlan& plan, const CellResult& result,
                           const CellReadings& readings) {
  out.header(picture_columns);
  if (const auto network = pictured_network(result)) {
    std::vector<double> values(cell.dataset->features());
    for (const std::uint32_t row : pictured_rows(*network, readings)) {
      cell.dataset->inputs.read_row(row, values.data());
      for (std::size_t input = 0; input < values.size(); ++input) {
        out.integer(row);
        write_pixel(out, plan.pixels[input], values[input], Precision::float64);
      }
    }
  }
  return out.commit();
}

}  // namespace actlab
