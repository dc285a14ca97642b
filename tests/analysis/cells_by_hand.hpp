#pragma once

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "analysis/compare.hpp"
#include "record/csv_writer.hpp"
#include "record/results.hpp"
#include "text/number.hpp"

namespace actlab::test {

using Texts = std::vector<std::string>;
using Accuracies = std::vector<std::optional<double>>;

/// A cell whose settings are the defaults but for these, and the test accuracy of each of its networks; nothing for one
/// that diverged. Test losses are 1.25 less the accuracy, validation losses 1 less the validation accuracy.
struct CellByHand {
  std::string id;
  std::map<std::string, std::string> values;
  Accuracies accuracies;
  Accuracies validation;  ///< accuracies too, as many, or none
};

inline std::string csv_line_of(const Texts& fields) {
  std::string line;
  for (const std::string& field : fields) {
    if (!line.empty()) line += ',';
    append_csv_field(line, field);
  }
  return line + "\n";
}

/// A finished results directory of such cells, numbered from 1.
struct ResultsByHand : HandWritten {
  ResultsByHand(const std::string& run_toml, const std::vector<CellByHand>& cells,
                const std::string& accuracy = "accuracy") {
    write("run.toml", run_toml);
    Texts header{"cell", "number"};
    for (const SettingInfo& setting : settings_table()) header.emplace_back(setting.name);
    std::string cells_table = csv_line_of(header);
    std::string runs = fmt::format(
        "cell,replicate,seed,epochs_run,best_epoch,diverged,train_loss,validation_loss,test_loss,train_{0},"
        "validation_{0},test_{0}\n",
        accuracy);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      Texts row{cells[i].id, std::to_string(i + 1)};
      for (const SettingInfo& setting : settings_table()) {
        const auto given = cells[i].values.find(std::string(setting.name));
        row.push_back(given == cells[i].values.end() ? setting_text(Settings(), setting) : given->second);
      }
      cells_table += csv_line_of(row);
      for (std::size_t r = 0; r < cells[i].accuracies.size(); ++r) runs += run_of(cells[i], r);
    }
    write("cells.csv", cells_table);
    write("runs.csv", runs);
    finish(cells.size());
  }

 private:
  static std::string run_of(const CellByHand& cell, std::size_t r) {
    const auto text = [](const std::optional<double>& value) { return value ? text::number_text(*value) : ""; };
    const std::optional<double> test = cell.accuracies[r];
    std::optional<double> validation;
    std::optional<double> validation_loss;
    if (!cell.validation.empty()) validation = cell.validation[r];
    if (validation) validation_loss = 1 - *validation;
    return fmt::format("{},{},1,5,5,{},0.5,{},{},0.5,{},{}\n", cell.id, r, test ? 0 : 1, text(validation_loss),
                       text(1.25 - test.value_or(1)), text(validation), text(test.value_or(1)));
  }
};

/// relu and tanh with the initializers that auto means, three networks each, one of them diverged.
inline const std::vector<CellByHand> relu_and_tanh_by_hand{
    {"c1", {{"activation", "relu"}, {"init", "he"}}, {0.875, 0.75, 0.96875}, {}},
    {"c2", {{"activation", "tanh"}, {"init", "glorot"}}, {0.5, std::nullopt, 0.625}, {}}};
inline const char* const relu_and_tanh_by_hand_toml = "activation = [\"relu\", \"tanh\"]\n";

/// relu and tanh under each of these settings: c0 is relu's first cell, c1 tanh's. Accuracies are (8 - v + r) / 16 for
/// replicate r under settings v, and tanh's 1/8 lower.
inline std::vector<CellByHand> relu_and_tanh_under(const std::vector<std::map<std::string, std::string>>& settings,
                                                   std::size_t replicates = 4) {
  std::vector<CellByHand> cells;
  for (std::size_t v = 0; v < settings.size(); ++v) {
    for (const char* activation : {"relu", "tanh"}) {
      CellByHand cell{fmt::format("c{}", cells.size()), settings[v], {}, {}};
      cell.values["activation"] = activation;
      const double lower = cell.values["activation"] == "tanh" ? 0.125 : 0;
      for (std::size_t r = 0; r < replicates; ++r) {
        cell.accuracies.emplace_back((8 + static_cast<double>(r) - static_cast<double>(v)) / 16 - lower);
      }
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

inline ComparisonRequest request_of(const std::vector<const ResultsByHand*>& results) {
  ComparisonRequest request;
  for (const ResultsByHand* one : results) request.directories.push_back(one->path());
  return request;
}

/// What kind of error an action throws, and what it says.
template <class Action>
std::pair<std::optional<ErrorKind>, std::string> error_in(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return {error.kind(), error.what()};
  }
  return {std::nullopt, "no error"};
}

}  // namespace actlab::test
