#include "record/picture_files.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "record/columns.hpp"

namespace actlab {
namespace {

std::optional<std::uint32_t> pictured_network(const CellResult& result) {
  const auto run = std::ranges::find(result.runs, false, &RunRow::diverged);
  return run == result.runs.end() ? std::nullopt : std::optional(run->replicate);
}

std::size_t units_of_first_layer(std::uint32_t network, const CellReadings& readings) {
  std::size_t units = 0;
  readings.units([&](const UnitReading& reading) { units += reading.replicate == network && reading.layer == 1; });
  return units;
}

void write_pixel(CsvWriter& out, const ImagePlan::Pixel& pixel, double value, Precision precision) {
  out.integer(static_cast<std::int64_t>(pixel.y));
  out.integer(static_cast<std::int64_t>(pixel.x));
  out.number(value, precision);
  out.end_row();
}

// What is 0, mostly ground, is left out, but for the last pixel, which tells the size of the pictures.
std::string write_pictures(CsvWriter&& out, const Cell& cell, const ImagePlan& plan,
                           const std::set<std::uint32_t>& rows) {
  out.header(picture_columns);
  const ImagePlan::Pixel last{plan.rows - 1, plan.columns - 1};
  std::vector<double> values(cell.dataset->features());
  for (const std::uint32_t row : rows) {
    cell.dataset->inputs.read_row(row, values.data());
    double last_value = 0;
    for (std::size_t input = 0; input < values.size(); ++input) {
      if (plan.pixels[input] == last) {
        last_value = values[input];
      } else if (values[input] != 0) {
        out.integer(row);
        write_pixel(out, plan.pixels[input], values[input], Precision::float32);
      }
    }
    out.integer(row);
    write_pixel(out, last, last_value, Precision::float32);
  }
  return out.commit();
}

}  // namespace

// A unit has several pre-activations of its own under maxout and gates, and shares one under crelu.
std::string write_unit_weights(CsvWriter&& out, const Cell& cell, const ImagePlan& plan, const CellResult& result,
                               const CellReadings& readings) {
  out.header(unit_weight_columns);
  if (const auto network = pictured_network(result)) {
    const LayerParameters& layer = result.model.replicates[*network].trained.front();
    const std::size_t units = units_of_first_layer(*network, readings);
    for (std::size_t unit = 0; unit < std::min<std::size_t>(units, most_pictured_units); ++unit) {
      const std::size_t first = unit * layer.units / units;
      const std::size_t pieces = std::max<std::size_t>(1, layer.units / units);
      for (std::size_t place = 0; place < pieces * layer.inputs; ++place) {
        const std::size_t input = place % layer.inputs;
        out.integer(*network);
        out.integer(static_cast<std::int64_t>(unit));
        out.integer(static_cast<std::int64_t>(place / layer.inputs));
        write_pixel(out, plan.pixels[input], layer.weights[first * layer.inputs + place], cell.settings.precision);
      }
    }
  }
  return out.commit();
}

std::string write_unit_pictures(CsvWriter&& out, const Cell& cell, const ImagePlan& plan, const CellResult& result,
                                const CellReadings& readings) {
  std::set<std::uint32_t> rows;
  if (const auto network = pictured_network(result)) {
    readings.units([&](const UnitReading& reading) {
      if (reading.replicate != *network || reading.unit >= most_pictured_units) return;
      for (const UnitReading::Sample& sample : reading.samples) rows.insert(sample.row);
    });
  }
  return write_pictures(std::move(out), cell, plan, rows);
}

std::string write_mistake_pictures(CsvWriter&& out, const Cell& cell, const ImagePlan& plan, const CellResult& result,
                                   const CellReadings& readings) {
  std::set<std::uint32_t> rows;
  if (const auto network = pictured_network(result)) {
    readings.mistakes([&](const Mistake& mistake) {
      if (mistake.replicate == *network) rows.insert(mistake.row);
    });
  }
  return write_pictures(std::move(out), cell, plan, rows);
}

}  // namespace actlab
