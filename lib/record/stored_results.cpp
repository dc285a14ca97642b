#include "record/stored_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "actlab/error.hpp"
#include "data/csv.hpp"
#include "record/atomic_file.hpp"
#include "record/columns.hpp"
#include "record/manifest.hpp"
#include "record/results_files.hpp"
#include "record/run_rows.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

double number_of(const std::string& field) { return text::parse_number(field).value_or(std::nan("")); }

void check_complete(const fs::path& directory) {
  check_is_results(directory);
  if (fs::exists(directory / failed_file)) {
    throw Error(ErrorKind::incomplete, directory.string(), "has cells that failed; failed.csv says why",
                "mend them and train again, or take them out of the grid with `extend`");
  }
  if (!fs::exists(directory / manifest_file)) {
    throw Error(ErrorKind::incomplete, directory.string(), "is not finished; 'actlab status' says what is missing",
                "run the same command again");
  }
  const Manifest manifest = read_manifest(directory);
  if (manifest.format != results_format) {
    throw Error(
        ErrorKind::bad_data, directory.string(),
        fmt::format("was written in results format {}, and this program reads {}", manifest.format, results_format),
        "train it again, or read it with the version of actlab that wrote it");
  }
  for (const char* table : {"cells.csv", "runs.csv"}) {
    const auto hash = manifest.files.find(table);
    if (hash != manifest.files.end() && hash->second == file_hash(directory / table)) continue;
    throw Error(ErrorKind::bad_data, (directory / table).string(), "was changed after it was written",
                "run the same command again: it mends the tables");
  }
}

}  // namespace

StoredResults read_results(const fs::path& directory) {
  check_complete(directory);
  StoredResults results;
  std::map<std::string, std::size_t> place;
  read_csv_table(directory / "cells.csv", [&](const CsvHeader& header, const CsvRow& row) {
    StoredCell cell;
    for (std::size_t c = 0; c < header.names().size(); ++c) cell.settings[header.names()[c]] = row.fields[c];
    cell.id = row.fields[header.at("cell")];
    cell.number = static_cast<std::size_t>(text::parse_integer(row.fields[header.at("number")]).value_or(0));
    cell.settings.erase("cell");
    cell.settings.erase("number");
    cell.directory = directory / "cells" / cell.id;
    place[cell.id] = results.cells.size();
    results.cells.push_back(std::move(cell));
  });
  std::optional<RunReader> reader;
  read_csv_table(directory / "runs.csv", [&](const CsvHeader& header, const CsvRow& row) {
    if (!reader) reader.emplace(header);
    const std::size_t column = header.at("cell");
    const auto cell = place.find(row.fields[column]);
    if (cell == place.end()) {
      throw Error(ErrorKind::bad_data, csv_place(directory / "runs.csv", row.line, column + 1),
                  "is of no cell of cells.csv", "run the same command again: it mends the tables");
    }
    results.cells[cell->second].runs.push_back(reader->read(row.fields));
  });
  results.regression = reader && reader->regression();
  return results;
}

fs::path recorded_file(const StoredCell& cell, const std::string& file, const std::string& recording) {
  fs::path path = cell.directory / file;
  if (fs::exists(path)) return path;
  throw Error(ErrorKind::incomplete, path.string(), "is not there",
              fmt::format("train with `record` {}, as this needs it", recording));
}

std::map<std::string, std::vector<double>> read_number_table(const StoredCell& cell, const std::string& file,
                                                             const std::string& recording) {
  const fs::path path = recorded_file(cell, file, recording);
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;
  read_csv_table(path, [&](const CsvHeader& header, const CsvRow& row) {
    if (names.empty()) names = header.names();
    columns.resize(names.size());
    for (std::size_t c = 0; c < names.size(); ++c) columns[c].push_back(number_of(row.fields[c]));
  });
  std::map<std::string, std::vector<double>> table;
  for (std::size_t c = 0; c < names.size(); ++c) table[names[c]] = std::move(columns[c]);
  return table;
}

}  // namespace actlab
