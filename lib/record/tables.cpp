#include "record/tables.hpp"

#include <algorithm>
#include <cmath>

#include "actlab/settings_table.hpp"
#include "record/cell_files.hpp"
#include "record/columns.hpp"
#include "record/csv_writer.hpp"
#include "record/results_files.hpp"
#include "record/run_rows.hpp"
#include "statistics/intervals.hpp"
#include "statistics/learning_curve.hpp"
#include "statistics/summary.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

bool all_regression(const std::vector<Cell>& cells) {
  return std::ranges::all_of(cells, [](const Cell& cell) { return cell.dataset->task == Task::regression; });
}

// A row of CSV fields.
class RowText {
 public:
  void field(std::string_view text) {
    if (begun_) row_ += ',';
    begun_ = true;
    row_ += text;
  }
  void number(double value) { field(std::isnan(value) ? "" : text::number_text(value)); }
  [[nodiscard]] const std::string& text() const { return row_; }

 private:
  std::string row_;
  bool begun_ = false;
};

// NaN where no metrics are recorded.
double epochs_of(const Spool<MetricsRow>& metrics, std::uint32_t replicate) {
  const std::size_t count = metrics.count(replicate);
  const auto row = [&](std::size_t i) { return metrics.row(replicate, i); };
  return count == 0 ? std::nan("")
                    : epochs_to_target(
                          count, [&](std::size_t i) { return row(i).epoch; },
                          [&](std::size_t i) { return row(i).metrics.test_accuracy; }, success_target);
}

void append_success(RowText& out, const std::vector<RunRow>& runs, const Spool<MetricsRow>& metrics) {
  const auto successes = static_cast<std::size_t>(std::ranges::count_if(
      runs, [](const RunRow& run) { return !run.diverged && run.metrics.test_accuracy >= success_target; }));
  const Interval interval = wilson_interval(successes, runs.size());
  out.number(static_cast<double>(successes) / static_cast<double>(runs.size()));
  out.number(interval.low);
  out.number(interval.high);
  std::vector<double> epochs;
  for (const RunRow& run : runs) epochs.push_back(epochs_of(metrics, run.replicate));
  const bool known = std::ranges::none_of(epochs, [](double epoch) { return std::isnan(epoch); });
  std::ranges::sort(epochs);
  const double median = known ? quantile(epochs, 0.5) : std::nan("");
  out.number(std::isfinite(median) ? median : std::nan(""));
}

}  // namespace

std::string summary_row_text(const Cell& cell, const std::vector<RunRow>& runs, const Spool<MetricsRow>& metrics,
                             const Bootstrap& bootstrap) {
  RowText out;
  out.field(cell.id);
  out.field(std::to_string(runs.size()));
  out.field(std::to_string(std::ranges::count_if(runs, [](const RunRow& run) { return run.diverged; })));
  const Parts parts = parts_of(cell);
  for (const MetricColumn& column : metric_columns) {
    std::vector<double> values;
    for (const RunRow& run : runs) {
      if (!run.diverged && parts.present[column.part]) values.push_back(run.metrics.*column.value);
    }
    const Interval interval = bootstrap.mean_interval(values);
    out.number(mean(values));
    out.number(standard_deviation(values));
    std::ranges::sort(values);
    out.number(quantile(values, 0.5));
    out.number(interval.low);
    out.number(interval.high);
  }
  if (parts.present[2]) {
    append_success(out, runs, metrics);
  } else {
    for (std::size_t i = 0; i < success_columns.size(); ++i) out.field("");
  }
  return out.text();
}

std::string write_cells_table(const Directory& directory, const std::vector<Cell>& cells) {
  CsvWriter out(directory, "cells.csv");
  out.text("cell");
  out.text("number");
  for (const SettingInfo& setting : settings_table()) out.text(setting.name);
  out.end_row();
  for (const Cell& cell : cells) {
    out.text(cell.id);
    out.integer(static_cast<std::int64_t>(cell.number));
    for (const SettingInfo& setting : settings_table()) out.text(setting_text(cell.settings, setting));
    out.end_row();
  }
  return out.commit();
}

namespace {

std::string names_field(const std::vector<std::string>& names) {
  return names.size() > most_names ? std::string() : gnuplot_field(text::joined(names, name_separator));
}

}  // namespace

std::string write_labels_table(const Directory& directory, const std::vector<Cell>& cells) {
  CsvWriter out(directory, "labels.csv");
  out.header(label_columns);
  for (const Cell& cell : cells) {
    out.text(cell.id);
    for (const std::string& text : {cell.label, cell.settings.dataset, cell.settings.activation}) {
      out.text(gnuplot_field(text));
    }
    out.text(task_name(cell.dataset->task));
    out.number(cell.threshold);
    const Dataset& data = *cell.dataset;
    out.text(names_field(data.feature_names));
    out.text(names_field(data.classes.empty() ? data.target_names : data.classes));
    out.end_row();
  }
  return out.commit();
}

std::string write_runs_table(const Directory& directory, const std::vector<Cell>& cells,
                             const std::map<std::string, CellRecord>& records) {
  AtomicFile out(directory, "runs.csv");
  RowText header;
  for (const std::string_view name : run_columns) header.field(name);
  for (const MetricColumn& column : metric_columns) header.field(metric_name(column, all_regression(cells)));
  out.write(header.text() + '\n');
  for (const Cell& cell : cells) {
    const auto record = records.find(cell.id);
    if (record == records.end()) continue;
    for (const std::string& row : record->second.runs) out.write(row + '\n');
  }
  return out.commit();
}

std::string write_summary_table(const Directory& directory, const std::vector<Cell>& cells,
                                const std::map<std::string, CellRecord>& records) {
  AtomicFile out(directory, "summary.csv");
  RowText header;
  for (const std::string_view name : summary_columns) header.field(name);
  for (const MetricColumn& column : metric_columns) {
    for (const std::string_view statistic : summary_statistics) {
      header.field(std::string(metric_name(column, all_regression(cells))) + '_' + std::string(statistic));
    }
  }
  for (const std::string_view name : success_columns) header.field(name);
  out.write(header.text() + '\n');
  for (const Cell& cell : cells) {
    const auto record = records.find(cell.id);
    if (record != records.end() && record->second.failure.empty()) out.write(record->second.summary + '\n');
  }
  return out.commit();
}

void write_failed_table(const Directory& directory, const std::vector<Cell>& cells,
                        const std::map<std::string, CellRecord>& records) {
  CsvWriter out(directory, failed_file);
  out.header(failed_columns);
  for (const Cell& cell : cells) {
    const auto record = records.find(cell.id);
    if (record == records.end() || record->second.failure.empty()) continue;
    out.text(cell.id);
    out.integer(static_cast<std::int64_t>(cell.number));
    out.text(record->second.failure);
    out.end_row();
  }
  out.commit();
}

}  // namespace actlab
