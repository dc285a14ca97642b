#include "analysis/cell_measures.hpp"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "activation/table.hpp"
#include "actlab/dataset.hpp"
#include "actlab/error.hpp"
#include "actlab/model.hpp"
#include "arithmetic/elementary.hpp"
#include "arithmetic/philox.hpp"
#include "data/csv.hpp"
#include "plan/resolve.hpp"
#include "statistics/learning_curve.hpp"
#include "statistics/summary.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "training/readout.hpp"

namespace actlab {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::size_t replicate_count(const StoredCell& cell) {
  std::uint32_t count = 0;
  for (const RunRow& run : cell.runs) count = std::max(count, run.replicate + 1);
  return count;
}

bool has_task(const StoredCell& cell, Task task) { return cell.settings.at("task") == task_name(task); }

[[noreturn]] void refuse(const StoredCell& cell, const std::string& why, const std::string& remedy) {
  throw Error(ErrorKind::usage, fmt::format("cell {}", cell.number), why, remedy);
}

// Calls `visit` with the replicate and the row's number for every row of the hidden layers at a replicate's first or
// last recorded epoch.
void visit_hidden_layers(const NumberTable& table, std::size_t replicates, bool first,
                         const std::function<void(std::size_t, std::size_t)>& visit) {
  const std::vector<double>& replicate = table.at("replicate");
  const std::vector<double>& epoch = table.at("epoch");
  const std::vector<double>& layer = table.at("layer");
  const double output_layer = layer.empty() ? 0 : *std::ranges::max_element(layer);
  std::vector<double> wanted(replicates, first ? 0 : -1);
  for (std::size_t row = 0; row < epoch.size() && !first; ++row) {
    double& latest = wanted.at(static_cast<std::size_t>(replicate[row]));
    latest = std::max(latest, epoch[row]);
  }
  for (std::size_t row = 0; row < epoch.size(); ++row) {
    const auto r = static_cast<std::size_t>(replicate[row]);
    if (epoch[row] == wanted.at(r) && layer[row] < output_layer) visit(r, row);
  }
}

Model recorded_model(const StoredCell& cell) {
  const std::string text = recorded_text(cell, "model.json", "model");
  return parse_model(text, cell.files->directory() / cell.name_of("model.json"));
}

// The outputs and targets of one row of predictions.csv.
struct PredictedRow {
  std::size_t replicate = 0;
  bool test = false;
  std::vector<std::string> targets;
  std::vector<double> outputs;
};

// Calls `visit` for every row, with the names of the output columns without "output_".
void visit_predictions(const StoredCell& cell,
                       const std::function<void(const PredictedRow&, const std::vector<std::string>&)>& visit) {
  constexpr std::string_view target_prefix = "target_";
  constexpr std::string_view output_prefix = "output_";
  const std::string text = recorded_text(cell, "predictions.csv", "predictions");
  std::vector<std::string> outputs;
  std::size_t replicate = 0;
  std::size_t split = 0;
  PredictedRow out;
  parse_csv_table(text, cell.files->directory() / cell.name_of("predictions.csv"),
                  [&](const CsvHeader& header, const CsvRow& row) {
                    if (outputs.empty()) {
                      replicate = header.at("replicate");
                      split = header.at("split");
                      for (const std::string& name : header.names()) {
                        if (name.starts_with(output_prefix)) outputs.push_back(name.substr(output_prefix.size()));
                      }
                    }
                    out.targets.clear();
                    out.outputs.clear();
                    out.replicate = static_cast<std::size_t>(text::parse_integer(row.fields[replicate]).value_or(0));
                    out.test = row.fields[split] == "test";
                    for (std::size_t c = 0; c < row.fields.size(); ++c) {
                      const std::string& name = header.names()[c];
                      if (name.starts_with(target_prefix)) out.targets.push_back(row.fields[c]);
                      if (name.starts_with(output_prefix))
                        out.outputs.push_back(text::parse_number(row.fields[c]).value_or(nan));
                    }
                    visit(out, outputs);
                  });
}

std::vector<double> extreme_output(const StoredCell& cell, bool highest) {
  std::vector<double> extremes(replicate_count(cell), nan);
  visit_predictions(cell, [&](const PredictedRow& row, const auto&) {
    double& extreme = extremes.at(row.replicate);
    for (const double output : row.outputs) {
      const bool further = highest ? output > extreme : output < extreme;
      if (std::isnan(extreme) || further) extreme = output;
    }
  });
  return extremes;
}

// Of two classes the second in their order, which has the probability; of labels "1".
std::string second_class(const StoredCell& cell) {
  std::string second;
  visit_predictions(cell, [&](const PredictedRow& row, const auto&) { second = std::max(second, row.targets[0]); });
  return second;
}

// Predicted probabilities and how often they came true, by bin.
class Calibration {
 public:
  void add(double probability, bool came_true) {
    const auto bin = static_cast<std::size_t>(std::clamp(probability * bins, 0.0, bins - 1.0));
    sums_[bin] += probability - (came_true ? 1 : 0);
    ++total_;
  }
  [[nodiscard]] double error() const {
    if (total_ == 0) return nan;
    double sum = 0;
    for (const double difference : sums_) sum += std::abs(difference);
    return sum / static_cast<double>(total_);
  }

 private:
  static constexpr std::size_t bins = 10;
  std::array<double, bins> sums_{};
  std::size_t total_ = 0;
};

struct Point {
  double x = 0;
  double y = 0;
};

// Root mean square distance from the line of total least squares: the root of the smaller eigenvalue of the covariance.
double distance_from_line(const std::vector<Point>& points) {
  if (points.size() < 3) return 0;
  Point centre;
  for (const Point& point : points) {
    centre.x += point.x / static_cast<double>(points.size());
    centre.y += point.y / static_cast<double>(points.size());
  }
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (const Point& point : points) {
    xx += (point.x - centre.x) * (point.x - centre.x);
    xy += (point.x - centre.x) * (point.y - centre.y);
    yy += (point.y - centre.y) * (point.y - centre.y);
  }
  const double half_gap = std::sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
  return std::sqrt(std::max(0.0, (xx + yy) / 2 - half_gap) / static_cast<double>(points.size()));
}

// Where an output crosses the threshold between neighbours of a square grid, row by row with x varying fastest.
std::vector<Point> crossings(const NumberTable& grid, const std::vector<double>& output, double threshold) {
  const std::vector<double>& x = grid.at("x");
  const std::vector<double>& y = grid.at("y");
  std::size_t side = 1;
  while (side * side < output.size()) ++side;
  std::vector<Point> points;
  const auto look = [&](std::size_t a, std::size_t b) {
    if ((output[a] > threshold) == (output[b] > threshold)) return;
    const double share = (threshold - output[a]) / (output[b] - output[a]);
    points.push_back({x[a] + share * (x[b] - x[a]), y[a] + share * (y[b] - y[a])});
  };
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column) {
      const std::size_t at = row * side + column;
      if (column + 1 < side) look(at, at + 1);
      if (row + 1 < side) look(at, at + side);
    }
  }
  return points;
}

// weights [outputs][inputs] and bias.
using AffineMap = std::pair<Eigen::MatrixXd, Eigen::VectorXd>;

// The affine map that a stack of linear layers is.
AffineMap collapsed(const std::vector<LayerParameters>& layers) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Eigen::MatrixXd weights;
  Eigen::VectorXd bias;
  for (const LayerParameters& layer : layers) {
    const Eigen::Map<const RowMajor> w(layer.weights.data(), static_cast<Eigen::Index>(layer.units),
                                       static_cast<Eigen::Index>(layer.inputs));
    const Eigen::Map<const Eigen::VectorXd> b(layer.biases.data(), static_cast<Eigen::Index>(layer.units));
    const bool first = weights.size() == 0;
    bias = first ? Eigen::VectorXd(b) : Eigen::VectorXd(w * bias + b);
    weights = first ? Eigen::MatrixXd(w) : Eigen::MatrixXd(w * weights);
  }
  return {weights, bias};
}

// What a map puts out for rows of inputs [rows][features], scaled before and after as the network's: [rows][outputs].
std::vector<double> outputs_of(const AffineMap& map, const ModelScaling& scaling, const std::vector<double>& inputs,
                               std::size_t features) {
  std::vector<double> out;
  Eigen::VectorXd scaled(static_cast<Eigen::Index>(features));
  for (std::size_t row = 0; row < inputs.size(); row += features) {
    for (std::size_t f = 0; f < features; ++f) {
      scaled[static_cast<Eigen::Index>(f)] = (inputs[row + f] - scaling.inputs.mean[f]) / scaling.inputs.sd[f];
    }
    const Eigen::VectorXd outputs = map.first * scaled + map.second;
    for (Eigen::Index k = 0; k < outputs.size(); ++k) {
      out.push_back(unscaled(scaling, static_cast<std::size_t>(k), outputs[k]));
    }
  }
  return out;
}

// Probabilities from which a logarithm can be taken.
double clipped(double probability) {
  constexpr double least = 1.0 / (1 << 20);
  return std::clamp(probability, least, 1 - least);
}

// Log of the true class's share of the outputs.
double log_share(const std::vector<double>& outputs, const std::vector<std::string>& classes,
                 const std::string& truth) {
  double sum = 0;
  double of_truth = nan;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    sum += outputs[k];
    if (classes[k] == truth) of_truth = outputs[k];
  }
  return arithmetic::log(of_truth / sum);
}

// Mean log probability of what the labels are.
double log_of_labels(const std::vector<double>& probabilities, const std::vector<std::string>& targets,
                     const std::string& second) {
  double sum = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    sum += arithmetic::log(targets[i] == second ? probabilities[i] : 1 - probabilities[i]);
  }
  return sum / static_cast<double>(probabilities.size());
}

// The test rows of a replicate.
struct TestRows {
  std::size_t count = 0;
  std::size_t features = 0;
  std::vector<double> inputs;        // [count][features], before scaling
  std::vector<std::size_t> classes;  // of the first target
};

// The data that a cell's networks were trained on.
class CellData {
 public:
  explicit CellData(const Settings& settings) : settings_(settings), first_(load_dataset(settings)) {}

  [[nodiscard]] TestRows test_rows(std::uint32_t replicate) const {
    const std::uint32_t own = settings_.resplit ? replicate : 0;
    if (own == 0 || !first_.generated) return rows_of(first_, own);
    return rows_of(load_dataset(settings_, own), own);
  }

 private:
  [[nodiscard]] TestRows rows_of(const Dataset& data, std::uint32_t replicate) const {
    TestRows rows;
    rows.features = data.features();
    const std::vector<std::uint32_t> test = split_rows(data.rows, split_rule(settings_, data), replicate).test;
    rows.count = test.size();
    rows.inputs.resize(rows.count * rows.features);
    double* inputs = rows.inputs.data();
    for (const std::size_t row : test) {
      data.inputs.read_row(row, inputs);
      inputs += rows.features;
      rows.classes.push_back(static_cast<std::size_t>(std::max(0.0, data.targets[row * data.target_columns()])));
    }
    return rows;
  }

  Settings settings_;
  Dataset first_;
};

// The model with one of its networks alone.
Model single(const Model& model, std::size_t network) {
  Model one = model;
  one.scalings = {model.scaling(network)};
  one.replicates = {model.replicates[network]};
  return one;
}

// The network whose outputs are the units of the last hidden layer.
Model up_to_last_hidden_layer(const StoredCell& cell, Model model) {
  ReplicateModel& network = model.replicates.front();
  network.trained.pop_back();
  if (network.trained.empty()) refuse(cell, "has no hidden layer", "give it one by `arch`");
  Settings& settings = model.settings;
  settings.output_activation = split_layers(settings.activation).back();
  if (parse_activation(settings.output_activation, "`activation`").info().kind != ActivationKind::elementwise) {
    refuse(cell, "has a last hidden layer whose units have several pre-activations",
           "take an elementwise `activation`");
  }
  const std::vector<std::string> layers = split_layers(settings.activation);
  if (layers.size() > 1)
    settings.activation = text::joined(std::vector<std::string>(layers.begin(), layers.end() - 1), "/");
  const std::size_t dash = settings.arch.rfind('-');
  settings.arch = dash == std::string::npos ? "linear" : settings.arch.substr(0, dash);
  settings.init = "zeros";
  settings.loss = "squared";
  model.task = Task::regression;
  model.classes.clear();
  model.scalings.front().targets = {};
  model.targets.assign(network.trained.back().units, "unit");
  return model;
}

// What a network says of a row: the class, or the labels as bits.
std::size_t label(const Model& model, const std::vector<double>& outputs, std::size_t row) {
  const std::size_t width = model.outputs();
  const auto begin = outputs.begin() + static_cast<std::ptrdiff_t>(row * width);
  if (model.task == Task::multiclass) {
    return static_cast<std::size_t>(std::max_element(begin, begin + static_cast<std::ptrdiff_t>(width)) - begin);
  }
  std::size_t code = 0;
  for (std::size_t k = 0; k < width; ++k) {
    code = 2 * code + (begin[static_cast<std::ptrdiff_t>(k)] >= model.threshold() ? 1 : 0);
  }
  return code;
}

// The inputs with one in twenty of each row (at least one) taken from another row; the same for every cell of the data.
std::vector<double> with_changed_inputs(const TestRows& rows, std::uint32_t replicate) {
  arithmetic::RandomStream stream(rows.count, replicate, arithmetic::Purpose::data);
  const std::size_t changes = std::max<std::size_t>(1, rows.features / 20);
  std::vector<double> changed = rows.inputs;
  std::vector<std::size_t> order(rows.features);
  for (std::size_t row = 0; row < rows.count; ++row) {
    for (std::size_t f = 0; f < rows.features; ++f) order[f] = f;
    for (std::size_t c = 0; c < changes; ++c) {
      const std::size_t pick = c + stream.below(static_cast<std::uint32_t>(rows.features - c));
      std::swap(order[c], order[pick]);
      const std::size_t other = stream.below(static_cast<std::uint32_t>(rows.count));
      changed[row * rows.features + order[c]] = rows.inputs[other * rows.features + order[c]];
    }
  }
  return changed;
}

// Of the variance of a column, the share that is between the means of the classes; NaN where it does not vary.
double variance_between_classes(const std::vector<double>& values, std::size_t width, std::size_t column,
                                const std::vector<std::size_t>& classes) {
  std::map<std::size_t, std::vector<double>> by_class;
  std::vector<double> all;
  for (std::size_t row = 0; row < classes.size(); ++row) {
    all.push_back(values[row * width + column]);
    by_class[classes[row]].push_back(all.back());
  }
  const double centre = mean(all);
  double between = 0;
  double total = 0;
  for (const double value : all) total += (value - centre) * (value - centre);
  for (const auto& [name, of_class] : by_class) {
    const double distance = mean(of_class) - centre;
    between += static_cast<double>(of_class.size()) * distance * distance;
  }
  return total > 0 ? between / total : nan;
}

}  // namespace

std::vector<double> mean_over_layers(const StoredCell& cell, const char* column) {
  const NumberTable table(cell, "layers.csv", "layers");
  const std::vector<double>& values = table.at(column);
  std::vector<std::vector<double>> of_run(replicate_count(cell));
  visit_hidden_layers(table, of_run.size(), false, [&](std::size_t replicate, std::size_t row) {
    if (!std::isnan(values[row])) of_run[replicate].push_back(values[row]);
  });
  std::vector<double> means;
  means.reserve(of_run.size());
  for (const std::vector<double>& run : of_run) means.push_back(mean(run));
  return means;
}

std::vector<double> active_fraction(const StoredCell& cell) {
  std::vector<double> shares = mean_over_layers(cell, "zero_fraction");
  for (double& share : shares) share = 1 - share;
  return shares;
}

std::vector<double> deaths(const StoredCell& cell) {
  std::vector<double> shares = mean_over_layers(cell, "dead_fraction");
  for (double& share : shares) {
    if (share < 0.001) share = 0.001;
  }
  return shares;
}

std::vector<double> in_last_hidden_layer(const StoredCell& cell, const char* column, bool before_training) {
  const NumberTable table(cell, "layers.csv", "layers");
  const std::vector<double>& layer = table.at("layer");
  const double last = layer.empty() ? 0 : *std::ranges::max_element(layer) - 1;
  std::vector<double> values(replicate_count(cell), nan);
  visit_hidden_layers(table, values.size(), before_training, [&](std::size_t replicate, std::size_t row) {
    if (layer[row] == last) values[replicate] = table.at(column)[row];
  });
  return values;
}

std::vector<double> gradient_decades(const StoredCell& cell) {
  const NumberTable table(cell, "layers.csv", "layers");
  const std::vector<double>& layer = table.at("layer");
  const std::vector<double>& gradient = table.at("gradient_rms");
  const double last = layer.empty() ? 0 : *std::ranges::max_element(layer) - 1;
  if (last < 2)
    refuse(cell, "has fewer than two hidden layers, between which a gradient could vanish", "deepen `arch`");
  std::vector<double> first_rms(replicate_count(cell), nan);
  std::vector<double> last_rms = first_rms;
  visit_hidden_layers(table, first_rms.size(), true, [&](std::size_t replicate, std::size_t row) {
    if (layer[row] == 1) first_rms[replicate] = gradient[row];
    if (layer[row] == last) last_rms[replicate] = gradient[row];
  });
  // What underflows to 0 counts as the smallest float.
  constexpr double least = std::numeric_limits<float>::denorm_min();
  const double decade = arithmetic::log(10.0);
  for (std::size_t r = 0; r < first_rms.size(); ++r) {
    first_rms[r] = arithmetic::log(std::max(last_rms[r], least) / std::max(first_rms[r], least)) / decade;
  }
  return first_rms;
}

std::vector<double> epochs_until(const StoredCell& cell, const std::string& part, double target) {
  const NumberTable table(cell, "metrics.csv", "metrics");
  const std::vector<double>& replicate = table.at("replicate");
  const std::vector<double>& epoch = table.at("epoch");
  const std::vector<double>& accuracy =
      table.has(part + "_accuracy") ? table.at(part + "_accuracy") : table.at(part + "_r2");
  const double all = text::parse_number(cell.settings.at("epochs")).value_or(nan);
  std::vector<double> epochs(replicate_count(cell), all);
  for (std::size_t begin = 0; begin < replicate.size();) {
    const auto end =
        static_cast<std::size_t>(std::find_if(replicate.begin() + static_cast<std::ptrdiff_t>(begin), replicate.end(),
                                              [&](double r) { return r != replicate[begin]; }) -
                                 replicate.begin());
    const double reached = epochs_to_target(
        end - begin, [&](std::size_t i) { return epoch[begin + i]; },
        [&](std::size_t i) { return accuracy[begin + i]; }, target);
    epochs.at(static_cast<std::size_t>(replicate[begin])) = std::min(reached, all);
    begin = end;
  }
  return epochs;
}

std::vector<double> validation_rise(const StoredCell& cell) {
  const NumberTable table(cell, "metrics.csv", "metrics");
  const std::vector<double>& replicate = table.at("replicate");
  const std::vector<double>& loss = table.at("validation_loss");
  std::vector<double> lowest(replicate_count(cell), nan);
  std::vector<double> last = lowest;
  for (std::size_t row = 0; row < replicate.size(); ++row) {
    const auto r = static_cast<std::size_t>(replicate[row]);
    if (!(lowest.at(r) <= loss[row])) lowest[r] = loss[row];
    last[r] = loss[row];
  }
  for (std::size_t r = 0; r < last.size(); ++r) last[r] -= lowest[r];
  return last;
}

std::vector<double> boundary_bend(const StoredCell& cell) {
  if (!has_task(cell, Task::binary)) refuse(cell, "is no task of two classes", "take one, like circle or xor");
  const NumberTable grid(cell, "boundary.csv", "boundary");
  const std::vector<double>& x = grid.at("x");
  const std::vector<double>& y = grid.at("y");
  const double width = *std::ranges::max_element(x) - *std::ranges::min_element(x);
  const double height = *std::ranges::max_element(y) - *std::ranges::min_element(y);
  const double diagonal = std::sqrt(width * width + height * height);
  const double threshold = decision_threshold(cell.settings.at("output_activation"), cell.settings.at("loss"));
  std::vector<double> bends;
  for (std::size_t r = 0; r < replicate_count(cell); ++r) {
    bends.push_back(distance_from_line(crossings(grid, grid.at("r" + std::to_string(r)), threshold)) / diagonal);
  }
  return bends;
}

std::vector<double> lowest_output(const StoredCell& cell) { return extreme_output(cell, false); }
std::vector<double> highest_output(const StoredCell& cell) { return extreme_output(cell, true); }

std::vector<double> output_sum_error(const StoredCell& cell) {
  std::vector<double> errors(replicate_count(cell), 0.0);
  visit_predictions(cell, [&](const PredictedRow& row, const auto&) {
    double sum = 0;
    for (const double output : row.outputs) sum += output;
    double& error = errors.at(row.replicate);
    if (!(std::abs(sum - 1) <= error)) error = std::abs(sum - 1);
  });
  return errors;
}

std::vector<double> calibration_error(const StoredCell& cell) {
  if (has_task(cell, Task::regression)) refuse(cell, "is a regression", "take a task of classes");
  const bool multiclass = has_task(cell, Task::multiclass);
  const std::string second = multiclass ? "" : second_class(cell);
  std::vector<Calibration> calibrations(replicate_count(cell));
  visit_predictions(cell, [&](const PredictedRow& row, const std::vector<std::string>& names) {
    if (!row.test) return;
    Calibration& calibration = calibrations.at(row.replicate);
    if (multiclass) {
      const auto best = std::ranges::max_element(row.outputs) - row.outputs.begin();
      calibration.add(row.outputs[static_cast<std::size_t>(best)],
                      names[static_cast<std::size_t>(best)] == row.targets[0]);
      return;
    }
    for (std::size_t i = 0; i < row.outputs.size(); ++i) calibration.add(row.outputs[i], row.targets[i] == second);
  });
  std::vector<double> errors;
  errors.reserve(calibrations.size());
  for (const Calibration& calibration : calibrations) errors.push_back(calibration.error());
  return errors;
}

std::vector<double> log_loss(const StoredCell& cell) {
  if (has_task(cell, Task::regression)) refuse(cell, "is a regression", "take a task of classes");
  const bool multiclass = has_task(cell, Task::multiclass);
  const std::string second = multiclass ? "" : second_class(cell);
  const bool signed_targets = decision_threshold(cell.settings.at("output_activation"), cell.settings.at("loss")) == 0;
  std::vector<double> sums(replicate_count(cell), 0.0);
  std::vector<double> rows(sums.size(), 0.0);
  visit_predictions(cell, [&](const PredictedRow& row, const std::vector<std::string>& names) {
    if (!row.test) return;
    std::vector<double> probabilities;
    for (const double output : row.outputs) {
      probabilities.push_back(clipped(signed_targets ? (output + 1) / 2 : output));
    }
    ++rows.at(row.replicate);
    sums[row.replicate] += multiclass ? -log_share(probabilities, names, row.targets[0])
                                      : -log_of_labels(probabilities, row.targets, second);
  });
  for (std::size_t r = 0; r < sums.size(); ++r) sums[r] /= rows[r];
  return sums;
}

std::vector<double> kept_label(const StoredCell& cell) {
  if (has_task(cell, Task::regression)) refuse(cell, "is a regression", "take a task of classes");
  const Model model = recorded_model(cell);
  const CellData data(model.settings);
  std::vector<double> shares(replicate_count(cell), nan);
  for (std::size_t m = 0; m < model.replicates.size(); ++m) {
    if (model.diverged(m)) continue;
    const Model network = single(model, m);
    const std::uint32_t replicate = model.replicates[m].replicate;
    const TestRows rows = data.test_rows(replicate);
    const std::vector<double> before = network.predict(rows.inputs).front();
    const std::vector<double> after = network.predict(with_changed_inputs(rows, replicate)).front();
    double kept = 0;
    for (std::size_t row = 0; row < rows.count; ++row)
      kept += label(network, before, row) == label(network, after, row);
    shares.at(replicate) = kept / static_cast<double>(rows.count);
  }
  return shares;
}

std::vector<double> class_selectivity(const StoredCell& cell) {
  const bool classes = has_task(cell, Task::binary) || has_task(cell, Task::multiclass);
  if (!classes) refuse(cell, "has no classes", "take a task of two or more classes");
  const Model model = recorded_model(cell);
  const CellData data(model.settings);
  std::vector<double> selectivities(replicate_count(cell), nan);
  for (std::size_t m = 0; m < model.replicates.size(); ++m) {
    if (model.diverged(m)) continue;
    const Model hidden = up_to_last_hidden_layer(cell, single(model, m));
    const std::uint32_t replicate = model.replicates[m].replicate;
    const TestRows rows = data.test_rows(replicate);
    const std::vector<double> activations = hidden.predict(rows.inputs).front();
    std::vector<double> shares;
    for (std::size_t unit = 0; unit < hidden.outputs(); ++unit) {
      const double share = variance_between_classes(activations, hidden.outputs(), unit, rows.classes);
      if (!std::isnan(share)) shares.push_back(share);
    }
    selectivities.at(replicate) = mean(shares);
  }
  return selectivities;
}

std::vector<double> collapse_error(const StoredCell& cell) {
  const Model model = recorded_model(cell);
  if (model.settings.activation != "identity" || model.settings.output_activation != "identity") {
    refuse(cell, "is no stack of linear layers", "take `activation` identity and `output_activation` identity");
  }
  constexpr std::size_t points = 64;
  const std::size_t features = model.features.size();
  arithmetic::RandomStream stream(points, 0, arithmetic::Purpose::data);
  std::vector<double> inputs(points * features);
  for (double& input : inputs) input = stream.normal();
  const auto outputs = model.predict(inputs);
  std::vector<double> errors(replicate_count(cell), nan);
  for (std::size_t m = 0; m < model.replicates.size(); ++m) {
    if (model.diverged(m)) continue;
    const std::vector<double> expected =
        outputs_of(collapsed(model.replicates[m].trained), model.scaling(m), inputs, features);
    double largest = 0;
    for (std::size_t i = 0; i < expected.size(); ++i)
      largest = std::max(largest, std::abs(outputs[m][i] - expected[i]));
    const auto [low, high] = std::ranges::minmax(outputs[m]);
    errors.at(model.replicates[m].replicate) = largest / (high - low);
  }
  return errors;
}

}  // namespace actlab
