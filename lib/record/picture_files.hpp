#pragma once

#include <cstdint>
#include <string>

#include "actlab/results.hpp"
#include "data/image.hpp"
#include "record/cell.hpp"
#include "record/cell_spools.hpp"
#include "record/csv_writer.hpp"

namespace actlab {

/// Pictures are of one network of a cell, the first that did not diverge, and of so many units of a layer: what a
/// figure has room for.
inline constexpr std::uint32_t most_pictured_units = 32;

/// Each writes a table of pixels and returns its SHA-256. unit-weights.csv: the weights into the first layer, at the
/// places of their inputs. unit-pictures.csv and mistake-pictures.csv: the rows of the data that unit-samples.csv and
/// mistakes.csv name of the network, as they came, without scaling, in the digits of float: each pixel that is not 0,
/// and the last of the picture. Where all networks diverged there is nothing but the header.
std::string write_unit_weights(CsvWriter&& out, const Cell& cell, const ImagePlan& plan, const CellResult& result,
                               const CellReadings& readings);
std::string write_unit_pictures(CsvWriter&& out, const Cell& cell, const ImagePlan& plan, const CellResult& result,
                                const CellReadings& readings);
std::string write_mistake_pictures(CsvWriter&& out, const Cell& cell, const ImagePlan& plan, const CellResult& result,
                                   const CellReadings& readings);

}  // namespace actlab
