#pragma once

#include <string>

#include "record/cell.hpp"
#include "record/cell_spools.hpp"
#include "record/csv_writer.hpp"

namespace actlab {

/// Each writes a table of how networks classify the test rows and returns its SHA-256: confusion.csv, every pair of
/// classes of every network, and mistakes.csv. Classes are written so that gnuplot reads them whole (gnuplot_field).
std::string write_confusion(CsvWriter&& out, const Cell& cell, const CellReadings& readings);
std::string write_mistakes(CsvWriter&& out, const Cell& cell, const CellReadings& readings);

}  // namespace actlab
