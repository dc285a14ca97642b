#include "record/stored_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "actlab/error.hpp"
#include "data/csv.hpp"
#include "record/atomic_file.hpp"
#include "record/columns.hpp"
#include "record/manifest.hpp"
#include "record/results_files.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t first_number = 2;  // of runs.csv: after cell and replicate
constexpr std::size_t diverged_column = 5;

double number_of(const std::string& field) { return text::parse_number(field).value_or(std::nan("")); }

void check_complete(const fs::path& directory) {
  check_is_results(directory);
  if (fs::exists(directory / failed_file)) {
    throw Error(ErrorKind::incomplete, directory.string(), "has cells that failed; failed.csv says why",
                "mend them and train again, or take them out of the grid with --extend");
  }
  if (!fs::exists(directory / manifest_file)) {
    throw Error(ErrorKind::incomplete, directory.string(), "is not finished; 'actlab status' says what is missing",
                "run the same command again");
  }
  const Manifest manifest = read_manifest(directory);
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
  std::vector<std::string> header;
  read_csv(directory / "cells.csv", [&](const CsvRow& row) {
    if (header.empty()) {
      header = row.fields;
      return;
    }
    StoredCell cell;
    cell.id = row.fields[0];
    cell.number = static_cast<std::size_t>(text::parse_integer(row.fields[1]).value_or(0));
    for (std::size_t c = 2; c < header.size(); ++c) cell.settings[header[c]] = row.fields[c];
    cell.directory = directory / "cells" / cell.id;
    place[cell.id] = results.cells.size();
    results.cells.push_back(std::move(cell));
  });
  std::string last_id;
  std::vector<StoredRun>* runs = nullptr;
  read_csv(directory / "runs.csv", [&](const CsvRow& row) {
    if (results.columns.empty()) {
      results.columns.assign(row.fields.begin() + first_number, row.fields.end());
      return;
    }
    if (row.fields[0] != last_id) {
      const auto cell = place.find(row.fields[0]);
      if (cell == place.end()) {
        throw Error(ErrorKind::bad_data, csv_place(directory / "runs.csv", row.line, 1), "is of no cell of cells.csv",
                    "run the same command again: it mends the tables");
      }
      last_id = row.fields[0];
      runs = &results.cells[cell->second].runs;
    }
    StoredRun run;
    run.replicate = static_cast<std::uint32_t>(text::parse_integer(row.fields[1]).value_or(0));
    run.diverged = row.fields[diverged_column] != "0";
    run.numbers.reserve(results.columns.size());
    for (std::size_t c = first_number; c < row.fields.size(); ++c) run.numbers.push_back(number_of(row.fields[c]));
    runs->push_back(std::move(run));
  });
  return results;
}

fs::path recorded_file(const StoredCell& cell, const std::string& file, const std::string& recording) {
  fs::path path = cell.directory / file;
  if (fs::exists(path)) return path;
  throw Error(ErrorKind::incomplete, path.string(), "is not there",
              fmt::format("train with --record {}, as this needs it", recording));
}

std::map<std::string, std::vector<double>> read_number_table(const StoredCell& cell, const std::string& file,
                                                             const std::string& recording) {
  const fs::path path = recorded_file(cell, file, recording);
  std::vector<std::string> header;
  std::vector<std::vector<double>> columns;
  read_csv(path, [&](const CsvRow& row) {
    if (header.empty()) {
      header = row.fields;
      columns.resize(header.size());
      return;
    }
    for (std::size_t c = 0; c < header.size(); ++c) columns[c].push_back(number_of(row.fields[c]));
  });
  std::map<std::string, std::vector<double>> table;
  for (std::size_t c = 0; c < header.size(); ++c) table[header[c]] = std::move(columns[c]);
  return table;
}

}  // namespace actlab
