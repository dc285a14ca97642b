#include "console/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "actlab/settings_table.hpp"
#include "console/terminal.hpp"
#include "plan/label.hpp"
#include "statistics/summary.hpp"
#include "text/alignment.hpp"

namespace actlab::cmd {
namespace {

struct CellSummary {
  std::size_t replicates = 0;
  std::size_t diverged = 0;
  std::array<double, 3> accuracy{};  // quartiles of the test accuracy, or R^2, over the replicates that did not diverge
  double loss = 0;                   // median of the test loss
};

CellSummary summarize(const std::vector<RunRow>& runs) {
  CellSummary summary{.replicates = runs.size()};
  std::vector<double> accuracy;
  std::vector<double> loss;
  for (const RunRow& run : runs) {
    if (run.diverged) {
      ++summary.diverged;
      continue;
    }
    loss.push_back(run.metrics.test_loss);
    accuracy.push_back(run.metrics.test_accuracy);
  }
  std::ranges::sort(accuracy);
  std::ranges::sort(loss);
  summary.accuracy = {quantile(accuracy, 0.25), quantile(accuracy, 0.5), quantile(accuracy, 0.75)};
  summary.loss = quantile(loss, 0.5);
  return summary;
}

std::string shown(double value, const char* format) {
  return std::isnan(value) ? "-" : fmt::format(fmt::runtime(format), value);
}

std::string quartiles(const CellSummary& summary) {
  if (std::isnan(summary.accuracy[0])) return "-";
  return fmt::format("{:.3f} to {:.3f}", summary.accuracy[0], summary.accuracy[2]);
}

bool regression(const Cell& cell) { return cell.dataset->task == Task::regression; }

std::string accuracy_name(const std::vector<Cell>& cells) {
  const auto regressions = std::ranges::count_if(cells, regression);
  if (regressions == 0) return "test accuracy";
  return regressions == std::ssize(cells) ? "test R^2" : "test accuracy or R^2";
}

}  // namespace

void print_summary(const std::vector<Cell>& cells, const std::vector<std::vector<RunRow>>& runs, bool color) {
  const CellLabels labels(cells);
  std::vector<std::vector<std::string>> table(1);
  table.reserve(cells.size() + 1);
  for (const SettingInfo* setting : labels.settings()) table[0].emplace_back(setting->name);
  for (const std::string& name : {std::string("networks"), std::string("diverged"), accuracy_name(cells),
                                  std::string("quartiles"), std::string("test loss")}) {
    table[0].push_back(name);
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const CellSummary summary = summarize(runs[i]);
    std::vector<std::string> row;
    row.reserve(table[0].size());
    for (const SettingInfo* setting : labels.settings()) row.push_back(setting_text(cells[i].settings, *setting));
    row.push_back(runs[i].empty() ? "failed" : std::to_string(summary.replicates));
    row.push_back(std::to_string(summary.diverged));
    row.push_back(shown(summary.accuracy[1], "{:.3f}"));
    row.push_back(quartiles(summary));
    row.push_back(shown(summary.loss, "{:.4g}"));
    table.push_back(std::move(row));
  }
  const std::vector<std::string> lines = text::aligned(table, labels.settings().size());
  fmt::print("{}\n", color ? "\x1b[1m" + lines.front() + "\x1b[0m" : lines.front());
  for (std::size_t i = 1; i < lines.size(); ++i) fmt::print("{}\n", lines[i]);
}

void print_summary_json(const std::vector<Cell>& cells, const std::vector<std::vector<RunRow>>& runs) {
  const auto number = [](double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(); };
  const CellLabels labels(cells);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const CellSummary summary = summarize(runs[i]);
    nlohmann::ordered_json line;
    line["cell"] = cells[i].id;
    line["number"] = cells[i].number;
    for (const SettingInfo* setting : labels.settings()) {
      line[std::string(setting->name)] = setting_text(cells[i].settings, *setting);
    }
    if (runs[i].empty()) line["failed"] = true;
    line["replicates"] = summary.replicates;
    line["diverged"] = summary.diverged;
    line[regression(cells[i]) ? "test_r2_median" : "test_accuracy_median"] = number(summary.accuracy[1]);
    line["test_loss_median"] = number(summary.loss);
    fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
}

}  // namespace actlab::cmd
