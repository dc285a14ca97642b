#include <algorithm>
#include <array>
#include <cmath>

#include "data/table_file.hpp"
#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"

namespace actlab::fuzz {
namespace {

// The first byte chooses what the user might.
Settings settings_of(unsigned char choice) {
  Settings settings;
  settings.missing = std::array{MissingValues::error, MissingValues::drop, MissingValues::mean}[choice % 3];
  if ((choice & 0x40U) != 0) settings.header = (choice & 0x80U) != 0;
  if ((choice & 0x20U) != 0) settings.target = "#1";
  if ((choice & 0x10U) != 0) settings.task = Task::regression;
  return settings;
}

}  // namespace

// What is read is a whole table of finite numbers, classes in their range.
void read_any_table(std::string_view bytes) {
  if (bytes.empty()) return;
  const Settings settings = settings_of(static_cast<unsigned char>(bytes.front()));
  const auto path = file_of(bytes.substr(1), "table.csv");
  accepted([&] {
    const Dataset data = read_table_file(path, settings);
    const auto finite = [](double value) { return std::isfinite(value); };
    require(data.rows >= 2 && data.features() > 0, "there is something to learn from");
    require(data.inputs.size() == data.rows * data.features(), "every row has every input");
    require(data.targets.size() == data.rows * data.target_columns(), "every row has every target");
    require(std::ranges::all_of(data.inputs.values(), finite), "inputs are finite");
    require(std::ranges::all_of(data.targets, finite), "targets are finite");
    const auto names_class = [&](double target) { return target < static_cast<double>(data.classes.size()); };
    require(data.classes.empty() || std::ranges::all_of(data.targets, names_class), "targets are classes");
  });
}

}  // namespace actlab::fuzz
