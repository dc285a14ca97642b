#pragma once

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "plan/setting_texts.hpp"
#include "record/csv_writer.hpp"
#include "record/results.hpp"
#include "report/subject.hpp"

namespace actlab::test {

/// A cell whose settings are the defaults but for these, and the test accuracy of each of its networks.
struct TestCell {
  SettingTexts values;
  std::vector<double> accuracies;
};

/// The texts of a cell's settings, with what is left on auto decided as for two classes.
inline SettingTexts resolved_texts(const SettingTexts& values) {
  SettingTexts texts = test::setting_texts(Settings());
  const SettingTexts decided{{"task", "binary"},
                             {"train_fraction", "0.5"},
                             {"standardize", "off"},
                             {"init", "he"},
                             {"output_activation", "sigmoid"},
                             {"learning_rate", "0.03"},
                             {"loss", "binary_cross_entropy"}};
  for (const auto& [name, value] : decided) texts.at(name) = value;
  for (const auto& [name, value] : values) texts.at(name) = value;
  return texts;
}

inline std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += ',';
    append_csv_field(line, fields[i]);
  }
  return line + "\n";
}

/// A finished results directory, written by hand: the cells of an experiment that run.toml describes, "cell-1",
/// "cell-2" and so on, or from another number on.
class TestResults : public HandWritten {
 public:
  TestResults(const std::string& run_toml, const std::vector<TestCell>& cells, std::size_t first = 1)
      : cells_(cells.size()) {
    write("run.toml", run_toml);
    std::vector<std::string> header{"cell", "number"};
    for (const SettingInfo& setting : settings_table()) header.emplace_back(setting.name);
    std::string cells_table = csv_line(header);
    std::string runs_table =
        "cell,replicate,seed,epochs_run,best_epoch,diverged,train_loss,validation_loss,test_loss,train_accuracy,"
        "validation_accuracy,test_accuracy\n";
    std::string summary =
        "cell,replicates,diverged,test_accuracy_mean,test_accuracy_low,test_accuracy_high,success_rate\n";
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string id = fmt::format("cell-{}", first + i);
      const SettingTexts texts = resolved_texts(cells[i].values);
      std::vector<std::string> row{id, std::to_string(i + 1)};
      for (const SettingInfo& setting : settings_table()) row.push_back(texts.at(std::string(setting.name)));
      cells_table += csv_line(row);
      double mean = 0;
      for (std::size_t r = 0; r < cells[i].accuracies.size(); ++r) {
        mean += cells[i].accuracies[r] / static_cast<double>(cells[i].accuracies.size());
        runs_table += fmt::format("{},{},1,5,5,0,0.5,,0.5,0.5,,{}\n", id, r, cells[i].accuracies[r]);
      }
      summary += fmt::format("{},{},0,{},0.125,0.875,0\n", id, cells[i].accuracies.size(), mean);
    }
    write("cells.csv", cells_table);
    write("runs.csv", runs_table);
    write("summary.csv", summary);
    finish(cells_);
  }

  /// Writes a file of the cell of that number.
  void add_file(std::size_t cell, const std::string& name, const std::string& bytes) {
    write(fmt::format("cells/cell-{}/{}", cell, name), bytes);
    finish(cells_);
  }

 private:
  std::size_t cells_;
};

/// relu and tanh on a circle, four networks each; relu is better.
inline std::vector<TestCell> relu_and_tanh_cells() {
  return {{{{"dataset", "circle"}, {"activation", "relu"}}, {0.9, 0.8, 0.95, 0.85}},
          {{{"dataset", "circle"}, {"activation", "tanh"}, {"init", "glorot"}}, {0.5, 0.4, 0.6, 0.5}}};
}

inline const char* const relu_and_tanh_toml =
    "replicates = 4\nrecord = []\ndataset = \"circle\"\nactivation = [\"relu\", \"tanh\"]\n";

/// The subject that results directories are.
inline Subject subject_of(const std::vector<const TestResults*>& results) {
  ComparisonRequest request;
  for (const TestResults* one : results) request.directories.push_back(one->path());
  return read_subject(std::move(request), true);
}

}  // namespace actlab::test
