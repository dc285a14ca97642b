#include "analysis/run_metrics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "actlab/error.hpp"
#include "analysis/cell_measures.hpp"
#include "record/columns.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

using Values = std::vector<double>;

// 1 for a run that ended at the target or above, else 0; by replicate.
Values successes(const StoredCell& cell, double target) {
  Values values;
  for (const RunRow& run : cell.runs) {
    values.resize(std::max<std::size_t>(values.size(), run.replicate + 1), std::nan(""));
    values[run.replicate] = !run.diverged && run.metrics.test_accuracy >= target ? 1 : 0;
  }
  return values;
}

constexpr double unbounded = std::numeric_limits<double>::infinity();

constexpr std::array<RunMetric, 31> metrics{{
    {"test_accuracy", true, "share of the test rows that are classified rightly; R^2 for regression", Scale::difference,
     0.01, 0, 1, [](const RunRow& run) { return run.metrics.test_accuracy; }},
    {"validation_accuracy", true, "the same of the validation rows", Scale::difference, 0.01, 0, 1,
     [](const RunRow& run) { return run.metrics.validation_accuracy; }},
    {"train_accuracy", true, "the same of the training rows", Scale::difference, 0.01, 0, 1,
     [](const RunRow& run) { return run.metrics.train_accuracy; }},
    {"test_loss", false, "mean loss on the test rows", Scale::ratio, 0.05, 0, unbounded,
     [](const RunRow& run) { return run.metrics.test_loss; }},
    {"validation_loss", false, "the same on the validation rows", Scale::ratio, 0.05, 0, unbounded,
     [](const RunRow& run) { return run.metrics.validation_loss; }},
    {"train_loss", false, "the same on the training rows", Scale::ratio, 0.05, 0, unbounded,
     [](const RunRow& run) { return run.metrics.train_loss; }},
    {"success", true, "whether the test accuracy (R^2) reaches the target at the end", Scale::share, 0.05, 0, 1,
     nullptr, [](const StoredCell& cell, double target) { return successes(cell, target); }},
    {"epochs_run", false, "epochs until training ended", Scale::ratio, 0.1, 0, unbounded,
     [](const RunRow& run) { return static_cast<double>(run.epochs_run); }},
    {"best_epoch", false, "epoch whose weights were kept", Scale::ratio, 0.1, 0, unbounded,
     [](const RunRow& run) { return static_cast<double>(run.best_epoch); }},
    {"epochs_to_target", false, "first recorded epoch that reaches the target test accuracy; all where none does",
     Scale::ratio, 0.1, 0, unbounded, nullptr,
     [](const StoredCell& cell, double target) { return epochs_until(cell, "test", target); }},
    {"validation_epochs_to_target", false, "the same of the validation accuracy", Scale::ratio, 0.1, 0, unbounded,
     nullptr, [](const StoredCell& cell, double target) { return epochs_until(cell, "validation", target); }},
    {"validation_rise", false, "validation loss at the end above its lowest value", Scale::difference, 0.03, 0,
     unbounded, nullptr, [](const StoredCell& cell, double) { return validation_rise(cell); }},
    {"dead_fraction", false, "share of dead hidden units at the end, mean over layers", Scale::difference, 0.05, 0, 1,
     nullptr, [](const StoredCell& cell, double) { return mean_over_layers(cell, "dead_fraction"); }},
    {"deaths", false, "the same as at least one in a thousand, for saying what share of deaths is prevented",
     Scale::ratio, 0.1, 0.001, 1, nullptr, [](const StoredCell& cell, double) { return deaths(cell); }},
    {"saturated_fraction", false, "share of saturated activations at the end, mean over hidden layers",
     Scale::difference, 0.05, 0, 1, nullptr,
     [](const StoredCell& cell, double) { return mean_over_layers(cell, "saturated_fraction"); }},
    {"active_fraction", false, "share of activations that are not 0 at the end, mean over hidden layers",
     Scale::difference, 0.05, 0, 1, nullptr, [](const StoredCell& cell, double) { return active_fraction(cell); }},
    {"class_selectivity", true,
     "share of the variance of the last hidden layer's units that lies between the classes, test rows",
     Scale::difference, 0.05, 0, 1, nullptr, [](const StoredCell& cell, double) { return class_selectivity(cell); }},
    {"effective_rank", true, "effective rank of the hidden representations at the end, mean over layers", Scale::ratio,
     0.1, 0, unbounded, nullptr,
     [](const StoredCell& cell, double) { return mean_over_layers(cell, "effective_rank"); }},
    {"gradient_decades", false,
     "powers of ten that the error loses from the last hidden layer to the first, before training", Scale::difference,
     0.1, -unbounded, unbounded, nullptr, [](const StoredCell& cell, double) { return gradient_decades(cell); }},
    {"initial_activation_mean", false, "mean activation of the last hidden layer before training", Scale::difference,
     0.05, -unbounded, unbounded, nullptr,
     [](const StoredCell& cell, double) -> Values { return in_last_hidden_layer(cell, "activation_mean", true); }},
    {"initial_activation_sd", false, "standard deviation of the activations of the last hidden layer before training",
     Scale::ratio, 0.05, 0, unbounded, nullptr,
     [](const StoredCell& cell, double) -> Values { return in_last_hidden_layer(cell, "activation_sd", true); }},
    {"activation_mean", false, "mean activation of the last hidden layer at the end", Scale::difference, 0.05,
     -unbounded, unbounded, nullptr,
     [](const StoredCell& cell, double) -> Values { return in_last_hidden_layer(cell, "activation_mean", false); }},
    {"activation_sd", false, "standard deviation of the activations of the last hidden layer at the end", Scale::ratio,
     0.05, 0, unbounded, nullptr,
     [](const StoredCell& cell, double) -> Values { return in_last_hidden_layer(cell, "activation_sd", false); }},
    {"boundary_bend", false, "distance of the boundary from a straight line, as a share of the picture's diagonal",
     Scale::difference, 0.01, 0, 1, nullptr, [](const StoredCell& cell, double) { return boundary_bend(cell); }},
    {"lowest_output", true, "lowest output of all rows", Scale::difference, 0.01, -unbounded, unbounded, nullptr,
     [](const StoredCell& cell, double) { return lowest_output(cell); }},
    {"highest_output", false, "highest output of all rows", Scale::difference, 0.01, -unbounded, unbounded, nullptr,
     [](const StoredCell& cell, double) { return highest_output(cell); }},
    {"output_sum_error", false, "largest distance of a row's sum of outputs from 1", Scale::difference, 1e-6, 0,
     unbounded, nullptr, [](const StoredCell& cell, double) { return output_sum_error(cell); }},
    {"calibration_error", false, "expected calibration error on the test rows, ten bins", Scale::difference, 0.01, 0, 1,
     nullptr, [](const StoredCell& cell, double) { return calibration_error(cell); }},
    {"log_loss", false, "mean -log of the probability given to what is true, test rows, whatever the loss in training",
     Scale::ratio, 0.05, 0, unbounded, nullptr, [](const StoredCell& cell, double) { return log_loss(cell); }},
    {"kept_label", true, "share of test rows that keep their label when one input in twenty is another row's",
     Scale::difference, 0.01, 0, 1, nullptr, [](const StoredCell& cell, double) { return kept_label(cell); }},
    {"collapse_error", false,
     "largest distance from the one linear layer that a stack of linear ones equals, of the outputs' range",
     Scale::difference, 1e-4, 0, unbounded, nullptr,
     [](const StoredCell& cell, double) { return collapse_error(cell); }},
}};

}  // namespace

std::span<const RunMetric> run_metrics() { return metrics; }

const RunMetric& find_run_metric(const std::string& name, std::string_view where) {
  std::string canonical = name;
  for (const MetricColumn& column : metric_columns) {
    if (name == column.regression_name) canonical = column.name;
  }
  const auto found = std::ranges::find(metrics, canonical, &RunMetric::name);
  if (found != metrics.end()) return *found;
  std::vector<std::string> known;
  known.reserve(metrics.size());
  for (const RunMetric& metric : metrics) known.emplace_back(metric.name);
  const std::string near = text::suggestion(name, known);
  throw Error(ErrorKind::usage, std::string(where), "unknown metric " + text::quoted(name),
              near.empty() ? "'actlab list metrics' shows all" : near);
}

std::string validation_counterpart(const RunMetric& metric) {
  if (metric.name == "success") return "validation_accuracy";
  if (metric.name == "epochs_to_target") return "validation_epochs_to_target";
  constexpr std::string_view test = "test_";
  return metric.name.starts_with(test) ? "validation_" + std::string(metric.name.substr(test.size())) : "";
}

std::string shown_name(std::string_view metric, bool regression) {
  const auto column = std::ranges::find(metric_columns, metric, &MetricColumn::name);
  return std::string(column == metric_columns.end() ? metric : metric_name(*column, regression));
}

std::vector<double> metric_of_runs(const RunMetric& metric, const StoredCell& cell, double target) {
  const Values measured = metric.measure == nullptr ? Values() : metric.measure(cell, target);
  Values values;
  for (const RunRow& run : cell.runs) {
    const double value = metric.of_run != nullptr ? metric.of_run(run) : measured.at(run.replicate);
    values.push_back(run.diverged && metric.scale != Scale::share ? std::nan("") : value);
  }
  return values;
}

}  // namespace actlab
