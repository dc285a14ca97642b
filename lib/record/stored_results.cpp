#include "record/stored_results.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "actlab/error.hpp"
#include "data/csv.hpp"
#include "record/columns.hpp"
#include "record/run_rows.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

double number_of(const std::string& field) { return text::parse_number(field).value_or(std::nan("")); }

}  // namespace

StoredResults read_results(const fs::path& directory) {
  const auto files = std::make_shared<const RecordedFiles>(directory);
  files->require_no_failures();
  files->require_finished();
  StoredResults results;
  std::map<std::string, std::size_t> place;
  read_recorded_table(*files, "cells.csv", [&](const CsvHeader& header, const CsvRow& row) {
    StoredCell cell;
    for (std::size_t c = 0; c < header.names().size(); ++c) cell.settings[header.names()[c]] = row.fields[c];
    cell.id = row.fields[header.at("cell")];
    cell.number = static_cast<std::size_t>(text::parse_integer(row.fields[header.at("number")]).value_or(0));
    cell.settings.erase("cell");
    cell.settings.erase("number");
    cell.files = files;
    place[cell.id] = results.cells.size();
    results.cells.push_back(std::move(cell));
  });
  std::optional<RunReader> reader;
  read_recorded_table(*files, "runs.csv", [&](const CsvHeader& header, const CsvRow& row) {
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

void read_recorded_table(const RecordedFiles& files, const std::string& name,
                         const std::function<void(const CsvHeader& header, const CsvRow& row)>& row) {
  parse_csv_table(files.read(name), files.directory() / name, row);
}

std::string recorded_text(const StoredCell& cell, const std::string& file, const std::string& recording) {
  if (cell.has(file)) return cell.files->read(cell.name_of(file));
  const std::string directory = cell.files ? cell.files->directory().string() + "/" : "";
  throw Error(ErrorKind::incomplete, directory + cell.name_of(file), "is not there",
              fmt::format("train with `record` {}, as this needs it", recording));
}

NumberTable::NumberTable(const StoredCell& cell, const std::string& file, const std::string& recording) {
  const std::string text = recorded_text(cell, file, recording);
  path_ = cell.files->directory() / cell.name_of(file);
  std::vector<std::vector<double>*> places;
  parse_csv_table(text, path_, [&](const CsvHeader& header, const CsvRow& row) {
    if (places.empty()) {
      for (const std::string& name : header.names()) places.push_back(&columns_[name]);
    }
    for (std::size_t c = 0; c < places.size(); ++c) places[c]->push_back(number_of(row.fields[c]));
  });
  if (places.empty()) {
    throw Error(ErrorKind::bad_data, path_.string(), "has no rows", "run the command that trained it again");
  }
}

const std::vector<double>& NumberTable::at(const std::string& column) const {
  const auto found = columns_.find(column);
  if (found != columns_.end()) return found->second;
  throw Error(ErrorKind::bad_data, path_.string(), "has no column " + column, "run the command that trained it again");
}

}  // namespace actlab
