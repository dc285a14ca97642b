#include "record/unit_files.hpp"

#include "record/columns.hpp"

namespace actlab {
namespace {

void write_place(CsvWriter& out, const UnitReading& reading) {
  out.integer(reading.replicate);
  out.integer(reading.layer);
  out.integer(reading.unit);
}

}  // namespace

std::string write_units(CsvWriter&& out, const Cell& cell, const CellReadings& readings) {
  out.header(unit_columns);
  readings.units([&](const UnitReading& reading) {
    for (std::size_t c = 0; c < reading.class_means.size(); ++c) {
      write_place(out, reading);
      out.text(gnuplot_field(cell.dataset->classes[c]));
      out.number(reading.class_means[c]);
      out.end_row();
    }
  });
  return out.commit();
}

std::string write_unit_samples(CsvWriter&& out, const Cell& cell, const CellReadings& readings) {
  out.header(unit_sample_columns);
  readings.units([&](const UnitReading& reading) {
    for (std::size_t rank = 0; rank < reading.samples.size(); ++rank) {
      write_place(out, reading);
      out.integer(static_cast<std::int64_t>(rank + 1));
      out.integer(reading.samples[rank].row);
      out.number(reading.samples[rank].activation, cell.settings.precision);
      out.end_row();
    }
  });
  return out.commit();
}

}  // namespace actlab
