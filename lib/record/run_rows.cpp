#include "record/run_rows.hpp"

#include <cmath>

#include "text/number.hpp"

namespace actlab {
namespace {

CsvHeader own_header() {
  std::vector<std::string> names(run_columns.begin(), run_columns.end());
  for (const MetricColumn& column : metric_columns) names.emplace_back(column.name);
  return {"journal", std::move(names)};
}

template <class Integer>
Integer integer(const std::string& field) {
  return static_cast<Integer>(text::parse_integer(field).value_or(0));
}

}  // namespace

Parts parts_of(const Cell& cell) {
  const SplitSizes sizes = split_sizes(cell.dataset->rows, split_rule(cell.settings, *cell.dataset));
  return {{sizes.train > 0, sizes.validation > 0, sizes.test > 0}};
}

std::string run_row_text(const Cell& cell, const RunRow& run) {
  const Parts parts = parts_of(cell);
  std::string text = cell.id + ',' + std::to_string(run.replicate) + ',' + std::to_string(run.seed) + ',' +
                     std::to_string(run.epochs_run) + ',' + std::to_string(run.best_epoch) + ',' +
                     (run.diverged ? '1' : '0');
  for (const MetricColumn& column : metric_columns) {
    text += ',';
    if (parts.present[column.part]) text::append_number(text, run.metrics.*column.value);
  }
  return text;
}

RunRow read_run_row(const std::string& row) {
  static const RunReader reader(own_header());
  std::vector<std::string> fields(1);
  for (const char c : row) {
    if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  fields.resize(run_columns.size() + metric_columns.size());
  return reader.read(fields);
}

RunReader::RunReader(const CsvHeader& header)
    : replicate_(header.at("replicate")),
      seed_(header.at("seed")),
      epochs_run_(header.at("epochs_run")),
      best_epoch_(header.at("best_epoch")),
      diverged_(header.at("diverged")),
      regression_(!header.has("test_accuracy")) {
  for (std::size_t m = 0; m < metrics_.size(); ++m) {
    metrics_[m] = header.at(metric_name(metric_columns[m], regression_));
  }
}

RunRow RunReader::read(const std::vector<std::string>& fields) const {
  RunRow run{.replicate = integer<std::uint32_t>(fields[replicate_]),
             .seed = integer<std::int64_t>(fields[seed_]),
             .epochs_run = integer<std::uint32_t>(fields[epochs_run_]),
             .best_epoch = integer<std::uint32_t>(fields[best_epoch_]),
             .diverged = fields[diverged_] != "0",
             .metrics = {}};
  for (std::size_t m = 0; m < metrics_.size(); ++m) {
    run.metrics.*metric_columns[m].value = text::parse_number(fields[metrics_[m]]).value_or(std::nan(""));
  }
  return run;
}

}  // namespace actlab
