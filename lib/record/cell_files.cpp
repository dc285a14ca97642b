#include "record/cell_files.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "data/contour.hpp"
#include "record/answer_files.hpp"
#include "record/columns.hpp"
#include "record/csv_writer.hpp"
#include "record/model_file.hpp"
#include "record/picture_files.hpp"
#include "record/run_rows.hpp"
#include "record/unit_files.hpp"
#include "statistics/summary.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

bool is_regression(const Cell& cell) { return cell.dataset->task == Task::regression; }

Precision precision_of(const Cell& cell) { return cell.settings.precision; }

// Outputs of a regression are scaled back in double.
Precision output_precision(const Cell& cell) { return is_regression(cell) ? Precision::float64 : precision_of(cell); }

template <class Row>
std::size_t longest(const Spool<Row>& spool) {
  std::size_t count = 0;
  for (std::size_t r = 0; r < spool.replicates(); ++r) count = std::max(count, spool.count(r));
  return count;
}

void write_quartiles(CsvWriter& out, std::vector<double>& values, bool present) {
  std::ranges::sort(values);
  for (const double p : {0.25, 0.5, 0.75}) present ? out.number(quantile(values, p)) : out.empty();
}

void write_names_of_quartiles(CsvWriter& out, std::string_view name) {
  for (const std::string_view statistic : curve_statistics) {
    out.text(std::string(name) + "_" + std::string(statistic));
  }
}

std::string write_metrics(CsvWriter&& out, const Cell& cell, const Spool<MetricsRow>& metrics) {
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

// Quartiles over the replicates that have not diverged by the epoch. One that was ended early stays what it ended as.
std::string write_curves(CsvWriter&& out, const Cell& cell, const CellResult& result,
                         const Spool<MetricsRow>& metrics) {
  const Parts parts = parts_of(cell);
  out.text("epoch");
  for (const MetricColumn& column : metric_columns) {
    write_names_of_quartiles(out, metric_name(column, is_regression(cell)));
  }
  out.end_row();
  for (std::size_t i = 0; i < longest(metrics); ++i) {
    const std::vector<MetricsRow> rows = metrics.rows_at(i);
    out.integer(rows.front().epoch);
    for (const MetricColumn& column : metric_columns) {
      std::vector<double> values;
      for (const MetricsRow& row : rows) values.push_back(row.metrics.*column.value);
      for (std::size_t r = 0; r < metrics.replicates(); ++r) {
        const bool ended = metrics.count(r) <= i && !result.runs[r].diverged;
        if (ended) values.push_back(result.runs[r].metrics.*column.value);
      }
      write_quartiles(out, values, parts.present[column.part]);
    }
    out.end_row();
  }
  return out.commit();
}

std::string write_layers(CsvWriter&& out, const Spool<LayerRow>& layers) {
  for (const std::string_view name : layer_place_columns) out.text(name);
  for (const LayerColumn& column : layer_columns) out.text(column.name);
  out.end_row();
  for (std::size_t r = 0; r < layers.replicates(); ++r) {
    for (std::size_t i = 0; i < layers.count(r); ++i) {
      const LayerRow row = layers.row(r, i);
      out.integer(row.replicate);
      out.integer(row.epoch);
      out.integer(row.layer);
      for (const LayerColumn& column : layer_columns) {
        std::isnan(row.*column.value) ? out.empty() : out.number(row.*column.value);
      }
      out.end_row();
    }
  }
  return out.commit();
}

// Quartiles over the replicates that have a row for the epoch and layer.
std::string write_layer_curves(CsvWriter&& out, const Spool<LayerRow>& layers) {
  for (const std::string_view name : layer_curve_columns) out.text(name);
  for (const LayerColumn& column : layer_columns) write_names_of_quartiles(out, column.name);
  out.end_row();
  for (std::size_t i = 0; i < longest(layers); ++i) {
    const std::vector<LayerRow> rows = layers.rows_at(i);
    out.integer(rows.front().epoch);
    out.integer(rows.front().layer);
    out.integer(std::ssize(rows));
    out.integer(std::ranges::count_if(rows, [](const LayerRow& row) { return row.dead_fraction == 1; }));
    for (const LayerColumn& column : layer_columns) {
      std::vector<double> values;
      for (const LayerRow& row : rows) {
        if (!std::isnan(row.*column.value)) values.push_back(row.*column.value);
      }
      write_quartiles(out, values, !values.empty());
    }
    out.end_row();
  }
  return out.commit();
}

std::string write_histograms(CsvWriter&& out, const LayerHistograms& histograms) {
  out.header(histogram_columns);
  const auto edge = [](std::size_t bin) {
    if (bin == 0) return -std::numeric_limits<double>::infinity();
    if (bin == ActivationHistogram::bins) return std::numeric_limits<double>::infinity();
    return ActivationHistogram::low + static_cast<double>(bin - 1) / std::round(1 / ActivationHistogram::width);
  };
  const auto write_stage = [&](const char* stage, const std::vector<ActivationHistogram>& layers) {
    for (std::size_t l = 0; l < layers.size(); ++l) {
      for (std::size_t bin = 0; bin < ActivationHistogram::bins; ++bin) {
        out.text(stage);
        out.integer(static_cast<std::int64_t>(l + 1));
        out.number(edge(bin));
        out.number(edge(bin + 1));
        out.integer(static_cast<std::int64_t>(layers[l].counts[bin]));
        out.end_row();
      }
    }
  };
  write_stage("initial", histograms.initial);
  write_stage("trained", histograms.trained);
  return out.commit();
}

void write_network_names(CsvWriter& out, std::size_t replicates) {
  for (std::size_t r = 0; r < replicates; ++r) out.text("r" + std::to_string(r));
}

// Coordinates, mean and sd.
void write_boundary_point(CsvWriter& out, const Cell& cell, const Boundary& boundary, std::size_t point) {
  out.number(boundary.x[point]);
  out.number(boundary.y[point]);
  out.number(boundary.mean[point], output_precision(cell));
  out.number(boundary.sd[point], output_precision(cell));
}

void write_network_values(CsvWriter& out, const Cell& cell, const Boundary& boundary, std::size_t point) {
  for (const auto& values : boundary.values) out.number(values[point], output_precision(cell));
}

std::string write_boundary(CsvWriter&& out, const Cell& cell, const CellResult& result, const CellReadings& readings,
                           const Visit<Boundary>& also) {
  for (const std::string_view name : boundary_columns) out.text(name);
  write_network_names(out, result.runs.size());
  out.end_row();
  readings.boundary([&](const Boundary& block) {
    for (std::size_t point = 0; point < block.x.size(); ++point) {
      write_boundary_point(out, cell, block, point);
      write_network_values(out, cell, block, point);
      out.end_row();
    }
    also(block);
  });
  return out.commit();
}

// Where the mean output is half-way between the two classes.
class BoundaryLine {
 public:
  BoundaryLine(const Directory& directory, const Cell& cell, std::size_t resolution)
      : out_(directory, "boundary-line.csv", Commit::staged), tracer_(resolution, cell.threshold) {
    out_.header(boundary_line_columns);
  }

  void add(const Boundary& block) {
    for (std::size_t point = 0; point < block.x.size(); ++point) {
      tracer_.add(block.x[point], block.y[point], block.mean[point], [&](const Segment& segment) {
        for (const double end : {segment.x0, segment.y0, segment.x1, segment.y1}) out_.number(end, Precision::float32);
        out_.end_row();
      });
    }
  }

  std::string commit() { return out_.commit(); }

 private:
  CsvWriter out_;
  ContourTracer tracer_;
};

std::string write_fit(CsvWriter&& out, const Cell& cell, const Fit& fit) {
  for (const std::string_view name : fit_columns) out.text(name);
  write_network_names(out, fit.values.size());
  out.end_row();
  for (std::size_t point = 0; point < fit.x.size(); ++point) {
    out.number(fit.x[point]);
    fit.target.empty() ? out.empty() : out.number(fit.target[point]);
    std::vector<double> values;
    for (const std::vector<double>& of_network : fit.values) {
      if (std::isfinite(of_network[point])) values.push_back(of_network[point]);
    }
    write_quartiles(out, values, !values.empty());
    for (const std::vector<double>& of_network : fit.values) out.number(of_network[point], output_precision(cell));
    out.end_row();
  }
  return out.commit();
}

std::string write_snapshots(CsvWriter&& out, const Cell& cell, const Recording& recording, const CellResult& result,
                            const CellReadings& readings) {
  out.text("epoch");
  for (const std::string_view name : boundary_columns) out.text(name);
  out.text("diverged");
  if (recording.snapshots_of_all) write_network_names(out, result.runs.size());
  out.end_row();
  for (std::size_t s = 0; s < result.snapshot_epochs.size(); ++s) {
    readings.snapshots(s, [&](const Boundary& block) {
      for (std::size_t point = 0; point < block.x.size(); ++point) {
        out.integer(result.snapshot_epochs[s]);
        write_boundary_point(out, cell, block, point);
        out.integer(block.diverged[point]);
        write_network_values(out, cell, block, point);
        out.end_row();
      }
    });
  }
  return out.commit();
}

std::string write_points(CsvWriter&& out, const CellResult& result) {
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

std::string write_neurons(CsvWriter&& out, const Cell& cell, const CellResult& result, const CellReadings& readings) {
  out.header(neuron_columns);
  readings.neurons([&](const NeuronMap& map) {
    for (std::size_t point = 0; point < map.values.size(); ++point) {
      out.integer(map.replicate);
      out.integer(map.layer);
      out.integer(map.unit);
      out.number(result.neuron_x[point]);
      out.number(result.neuron_y[point]);
      out.number(map.values[point], precision_of(cell));
      out.end_row();
    }
  });
  return out.commit();
}

// Links of the trained networks, for drawing; source 0 is the bias.
std::string write_weights(CsvWriter&& out, const Cell& cell, const CellResult& result) {
  out.header(weight_columns);
  for (const ReplicateModel& model : result.model.replicates) {
    for (std::size_t l = 0; l < model.trained.size(); ++l) {
      const LayerParameters& layer = model.trained[l];
      for (std::size_t unit = 0; unit < layer.units; ++unit) {
        for (std::size_t source = 0; source <= layer.inputs; ++source) {
          out.integer(model.replicate);
          out.integer(static_cast<std::int64_t>(l + 1));
          out.integer(static_cast<std::int64_t>(unit));
          out.integer(static_cast<std::int64_t>(source));
          out.number(source == 0 ? layer.biases[unit] : layer.weights[unit * layer.inputs + source - 1],
                     precision_of(cell));
          out.end_row();
        }
      }
    }
  }
  return out.commit();
}

// target and output_<class or target> columns: one target of classes, or one a target column.
std::string write_predictions(CsvWriter&& out, const Cell& cell, const CellReadings& readings) {
  const Dataset& data = *cell.dataset;
  for (const std::string_view name : prediction_columns) out.text(name);
  for (const std::string& name : data.target_names) out.text("target_" + name);
  const std::vector<std::string>& outputs = data.task == Task::multiclass ? data.classes : data.target_names;
  for (const std::string& name : outputs) out.text("output_" + name);
  out.end_row();
  readings.predictions([&](const PredictionRow& row) {
    out.integer(row.replicate);
    out.text(row.split);
    out.integer(row.row);
    for (const double target : row.targets) {
      data.classes.empty() ? out.number(target) : out.text(data.classes[static_cast<std::size_t>(target)]);
    }
    for (const double output : row.outputs) out.number(output, output_precision(cell));
    out.end_row();
  });
  return out.commit();
}

void write_timing(CsvWriter&& out, const CellResult& result) {
  out.text("seconds");
  out.end_row();
  out.number(result.seconds);
  out.end_row();
  out.commit();
}

}  // namespace

std::map<std::string, std::string> write_cell_files(const Directory& directory, const Cell& cell,
                                                    const Recording& recording, const CellResult& result,
                                                    const CellSpools& spools) {
  const auto staged = [&](const char* name) { return CsvWriter(directory, name, Commit::staged); };
  std::map<std::string, std::string> hashes;
  if (recording.metrics) {
    hashes["metrics.csv"] = write_metrics(staged("metrics.csv"), cell, spools.metrics);
    hashes["curves.csv"] = write_curves(staged("curves.csv"), cell, result, spools.metrics);
  }
  if (recording.layers) hashes["layers.csv"] = write_layers(staged("layers.csv"), spools.layers);
  if (recording.layers || recording.layer_curves) {
    hashes["layer-curves.csv"] = write_layer_curves(staged("layer-curves.csv"), spools.layers);
    hashes["histograms.csv"] = write_histograms(staged("histograms.csv"), result.histograms);
  }
  const CellReadings& readings = spools.readings;
  if (readings.boundary) {
    std::optional<BoundaryLine> line;
    if (cell.dataset->task == Task::binary) {
      line.emplace(directory, cell, static_cast<std::size_t>(recording.boundary_resolution));
    }
    hashes["boundary.csv"] = write_boundary(staged("boundary.csv"), cell, result, readings, [&](const Boundary& block) {
      if (line) line->add(block);
    });
    if (line) hashes["boundary-line.csv"] = line->commit();
  }
  if (readings.fit) hashes["fit.csv"] = write_fit(staged("fit.csv"), cell, readings.fit());
  if (readings.snapshots) {
    hashes["boundary-snapshots.csv"] =
        write_snapshots(staged("boundary-snapshots.csv"), cell, recording, result, readings);
  }
  if (!result.points.empty()) hashes["points.csv"] = write_points(staged("points.csv"), result);
  if (readings.neurons) hashes["neurons.csv"] = write_neurons(staged("neurons.csv"), cell, result, readings);
  if (recording.neurons) hashes["weights.csv"] = write_weights(staged("weights.csv"), cell, result);
  if (readings.predictions) {
    hashes["predictions.csv"] = write_predictions(staged("predictions.csv"), cell, readings);
  }
  if (readings.units) {
    if (readings.units_by_class) hashes["units.csv"] = write_units(staged("units.csv"), cell, readings);
    hashes["unit-samples.csv"] = write_unit_samples(staged("unit-samples.csv"), cell, readings);
  }
  if (readings.confusion) hashes["confusion.csv"] = write_confusion(staged("confusion.csv"), cell, readings);
  if (readings.mistakes) hashes["mistakes.csv"] = write_mistakes(staged("mistakes.csv"), cell, readings);
  const std::optional<ImagePlan> image = image_plan(*cell.dataset);
  if (image && readings.units) {
    hashes["unit-weights.csv"] = write_unit_weights(staged("unit-weights.csv"), cell, *image, result, readings);
    hashes["unit-pictures.csv"] = write_unit_pictures(staged("unit-pictures.csv"), cell, *image, result, readings);
  }
  if (image && readings.mistakes) {
    hashes["mistake-pictures.csv"] =
        write_mistake_pictures(staged("mistake-pictures.csv"), cell, *image, result, readings);
  }
  if (recording.model) {
    AtomicFile file(directory, "model.json", Commit::staged);
    write_model(file, result.model);
    hashes["model.json"] = file.commit();
  }
  write_timing(staged("timing.csv"), result);
  return hashes;
}

}  // namespace actlab
