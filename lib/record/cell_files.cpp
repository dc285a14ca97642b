#include "record/cell_files.hpp"

#include <algorithm>
#include <cmath>

#include "record/columns.hpp"
#include "record/csv_writer.hpp"
#include "record/model_file.hpp"
#include "statistics/summary.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

bool is_regression(const Cell& cell) { return cell.dataset->task == Task::regression; }

Precision precision_of(const Cell& cell) {
  return cell.settings.precision == "float" ? Precision::single : Precision::double_;
}

// Outputs of a regression are scaled back in double.
Precision output_precision(const Cell& cell) { return is_regression(cell) ? Precision::double_ : precision_of(cell); }

std::string write_metrics(const std::filesystem::path& path, const Cell& cell, const MetricsSpool& metrics) {
  CsvWriter out(path);
  const Parts parts = parts_of(cell);
  for (const std::string_view name : metrics_columns) out.text(name);
  for (const MetricColumn& column : metric_columns) out.text(metric_name(column, is_regression(cell)));
  out.end_row();
  for (std::size_t r = 0; r < metrics.replicates(); ++r) {
    for (std::size_t i = 0; i < metrics.count(r); ++i) {
      const MetricsRow row = metrics.row(r, i);
      out.integer(row.replicate);
      out.integer(row.epoch);
      for (const MetricColumn& column : metric_columns) {
        parts.present[column.part] ? out.number(row.metrics.*column.value) : out.empty();
      }
      out.end_row();
    }
  }
  return out.commit();
}

// Quartiles over the replicates that have a row for the epoch.
std::string write_curves(const std::filesystem::path& path, const Cell& cell, const MetricsSpool& metrics) {
  CsvWriter out(path);
  const Parts parts = parts_of(cell);
  out.text("epoch");
  for (const MetricColumn& column : metric_columns) {
    for (const std::string_view statistic : curve_statistics) {
      out.text(std::string(metric_name(column, is_regression(cell))) + "_" + std::string(statistic));
    }
  }
  out.end_row();
  std::size_t longest = 0;
  for (std::size_t r = 0; r < metrics.replicates(); ++r) longest = std::max(longest, metrics.count(r));
  for (std::size_t i = 0; i < longest; ++i) {
    std::vector<MetricsRow> rows;
    for (std::size_t r = 0; r < metrics.replicates(); ++r) {
      if (i < metrics.count(r)) rows.push_back(metrics.row(r, i));
    }
    out.integer(rows.front().epoch);
    for (const MetricColumn& column : metric_columns) {
      std::vector<double> values;
      for (const MetricsRow& row : rows) values.push_back(row.metrics.*column.value);
      std::ranges::sort(values);
      for (const double p : {0.25, 0.5, 0.75}) {
        parts.present[column.part] ? out.number(quantile(values, p)) : out.empty();
      }
    }
    out.end_row();
  }
  return out.commit();
}

std::string write_boundary(const std::filesystem::path& path, const Cell& cell, const Boundary& boundary) {
  CsvWriter out(path);
  for (const std::string_view name : boundary_columns) out.text(name);
  for (std::size_t r = 0; r < boundary.values.size(); ++r) out.text("r" + std::to_string(r));
  out.end_row();
  for (std::size_t point = 0; point < boundary.x.size(); ++point) {
    out.number(boundary.x[point]);
    out.number(boundary.y[point]);
    out.number(boundary.mean[point]);
    out.number(boundary.sd[point]);
    for (const auto& values : boundary.values) out.number(values[point], output_precision(cell));
    out.end_row();
  }
  return out.commit();
}

std::string write_points(const std::filesystem::path& path, const CellResult& result) {
  CsvWriter out(path);
  out.text("split");
  out.text(result.plane_x_name);
  out.text(result.plane_y_name);
  out.text("target");
  out.end_row();
  for (const PlanePoint& point : result.points) {
    out.text(point.split);
    out.number(point.x);
    out.number(point.y);
    out.number(point.target);
    out.end_row();
  }
  return out.commit();
}

std::string write_neurons(const std::filesystem::path& path, const Cell& cell, const CellResult& result) {
  CsvWriter out(path);
  out.header(neuron_columns);
  for (const NeuronMap& map : result.neurons) {
    for (std::size_t point = 0; point < map.values.size(); ++point) {
      out.integer(map.replicate);
      out.integer(map.layer);
      out.integer(map.unit);
      out.number(result.neuron_x[point]);
      out.number(result.neuron_y[point]);
      out.number(map.values[point], precision_of(cell));
      out.end_row();
    }
  }
  return out.commit();
}

// target and output_<class or target> columns: one target of classes, or one a target column.
std::string write_predictions(const std::filesystem::path& path, const Cell& cell, const CellResult& result) {
  CsvWriter out(path);
  const Dataset& data = *cell.dataset;
  for (const std::string_view name : prediction_columns) out.text(name);
  for (const std::string& name : data.target_names) out.text("target_" + name);
  const std::vector<std::string>& outputs = data.task == Task::multiclass ? data.classes : data.target_names;
  for (const std::string& name : outputs) out.text("output_" + name);
  out.end_row();
  for (const PredictionRow& row : result.predictions) {
    out.integer(row.replicate);
    out.text(row.split);
    out.integer(row.row);
    for (const double target : row.targets) {
      data.classes.empty() ? out.number(target) : out.text(data.classes[static_cast<std::size_t>(target)]);
    }
    for (const double output : row.outputs) out.number(output, output_precision(cell));
    out.end_row();
  }
  return out.commit();
}

void write_timing(const std::filesystem::path& path, const CellResult& result) {
  CsvWriter out(path);
  out.text("seconds");
  out.end_row();
  out.number(result.seconds);
  out.end_row();
  out.commit();
}

}  // namespace

Parts parts_of(const Cell& cell) {
  const SplitSizes sizes =
      split_sizes(cell.dataset->rows, *cell.settings.train_fraction, cell.settings.validation_fraction);
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

std::map<std::string, std::string> write_cell_files(const std::filesystem::path& directory, const Cell& cell,
                                                    const Recording& recording, const CellResult& result,
                                                    const MetricsSpool& metrics) {
  std::map<std::string, std::string> hashes;
  if (recording.metrics) {
    hashes["metrics.csv"] = write_metrics(directory / "metrics.csv", cell, metrics);
    hashes["curves.csv"] = write_curves(directory / "curves.csv", cell, metrics);
  }
  if (!result.boundary.x.empty()) {
    hashes["boundary.csv"] = write_boundary(directory / "boundary.csv", cell, result.boundary);
    hashes["points.csv"] = write_points(directory / "points.csv", result);
  }
  if (!result.neurons.empty()) hashes["neurons.csv"] = write_neurons(directory / "neurons.csv", cell, result);
  if (recording.predictions) {
    hashes["predictions.csv"] = write_predictions(directory / "predictions.csv", cell, result);
  }
  if (recording.model) hashes["model.json"] = write_model(directory / "model.json", cell, result);
  write_timing(directory / "timing.csv", result);
  return hashes;
}

}  // namespace actlab
