#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "data/files.hpp"
#include "record/cell_spools.hpp"
#include "record/cells.hpp"
#include "record/csv_writer.hpp"

namespace actlab::test {

/// A function that gives these parts, one after another.
template <class Part>
std::function<void(const Visit<Part>&)> given(std::vector<Part> parts) {
  return [parts = std::move(parts)](const Visit<Part>& visit) {
    for (const Part& part : parts) visit(part);
  };
}

/// The bytes of the file that `write` makes with a writer.
inline std::string written(const std::function<std::string(CsvWriter&&)>& write) {
  const TemporaryDirectory directory;
  const std::filesystem::path path = directory.path() / "table.csv";
  write(CsvWriter(path));
  return read_file(path);
}

/// A cell whose data have these classes and outputs.
inline Cell cell_with_classes(Task task, std::vector<std::string> classes) {
  Cell cell = cell_of("c1", task);
  Dataset data = *cell.dataset;
  data.classes = std::move(classes);
  cell.dataset = std::make_shared<const Dataset>(std::move(data));
  return cell;
}

/// Names with which users could try to break out of a field: gnuplot would cut the first two, and the shell is of no
/// concern to a table.
inline const std::vector<std::string> hostile_classes{"a,b", "say \"x\"", "`touch pwned`"};

}  // namespace actlab::test
