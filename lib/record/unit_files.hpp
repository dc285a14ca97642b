#pragma once

#include <string>

#include "record/cell.hpp"
#include "record/cell_spools.hpp"
#include "record/csv_writer.hpp"

namespace actlab {

/// Each writes a table of what excites hidden units and returns its SHA-256. units.csv: the mean activation over the
/// test rows of each class. unit-samples.csv: the training rows of the largest activations. Classes are written so that
/// gnuplot reads them whole (gnuplot_field).
std::string write_units(CsvWriter&& out, const Cell& cell, const CellReadings& readings);
std::string write_unit_samples(CsvWriter&& out, const Cell& cell, const CellReadings& readings);

}  // namespace actlab
