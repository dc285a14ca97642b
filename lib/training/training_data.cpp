#include "training/training_data.hpp"

#include <algorithm>

#include "actlab/error.hpp"

namespace actlab {
namespace {

constexpr double most_elements = 2147483647;  // of a matrix: offsets in gathers have 31 bits

// The mean of each output over the rows, then the sum of squared deviations; chains in double, rows in order.
double variation(const std::vector<double>& targets, std::size_t outputs, const std::vector<std::uint32_t>& rows) {
  const Scaling scaling = fit_scaling(targets, outputs, rows);
  double total = 0;
  for (const std::uint32_t row : rows) {
    for (std::size_t o = 0; o < outputs; ++o) {
      const double deviation = targets[row * outputs + o] - scaling.mean[o];
      total += deviation * deviation;
    }
  }
  return total;
}

void check_size(std::size_t views, std::size_t rows, std::size_t columns) {
  const double elements = static_cast<double>(views) * static_cast<double>(rows) * static_cast<double>(columns);
  if (elements > most_elements) {
    throw Error(ErrorKind::usage, views > 1 ? "`resplit`" : "`dataset`", "the data have more than 2^31 numbers",
                views > 1 ? "train fewer replicates or take fewer rows" : "take fewer rows or columns");
  }
}

DataView make_view(const TrainingPlan& plan, std::shared_ptr<const Dataset> dataset, std::vector<double>& targets,
                   std::uint32_t split_replicate) {
  DataView view;
  const std::size_t outputs = dataset->outputs();
  view.split = split_rows(dataset->rows, plan.split, split_replicate);
  view.scaling.inputs = {std::vector<double>(dataset->features(), 0.0), std::vector<double>(dataset->features(), 1.0)};
  if (plan.standardize) {
    view.scaling.inputs = fit_scaling(dataset->inputs, view.split.train);
    if (dataset->task == Task::regression) {
      view.scaling.targets = fit_scaling(targets, outputs, view.split.train);
      apply_scaling(view.scaling.targets, targets);
    }
  }
  view.total_variation[0] = variation(targets, outputs, view.split.train);
  view.total_variation[1] = variation(targets, outputs, view.split.validation);
  view.total_variation[2] = variation(targets, outputs, view.split.test);
  view.dataset = std::move(dataset);
  return view;
}

// (value - mean) / sd in double, then rounded to the precision of training.
template <class T>
void append_scaled(const InputTable& table, const Scaling& scaling, std::vector<T>& to) {
  const std::size_t columns = scaling.mean.size();
  std::vector<double> row(columns);
  for (std::size_t r = 0; r < table.rows(); ++r) {
    table.read_row(r, row.data());
    const std::size_t begin = to.size();
    to.resize(begin + columns);
    for (std::size_t c = 0; c < columns; ++c) {
      to[begin + c] = static_cast<T>((row[c] - scaling.mean[c]) / scaling.sd[c]);
    }
  }
}

}  // namespace

std::vector<double> encode_targets(const Dataset& dataset, bool signed_targets) {
  if (dataset.task == Task::regression) return dataset.targets;
  const double no = signed_targets ? -1.0 : 0.0;
  if (dataset.task != Task::multiclass) {
    std::vector<double> encoded = dataset.targets;
    std::ranges::replace(encoded, 0.0, no);
    return encoded;
  }
  std::vector<double> one_hot(dataset.rows * dataset.outputs(), no);
  for (std::size_t row = 0; row < dataset.rows; ++row) {
    one_hot[row * dataset.outputs() + static_cast<std::size_t>(dataset.targets[row])] = 1.0;
  }
  return one_hot;
}

template <class T>
TrainingData<T> prepare_training_data(const TrainingPlan& plan, const DatasetSource& source,
                                      std::uint32_t first_replicate, std::size_t replicates) {
  TrainingData<T> data;
  data.threshold = static_cast<T>(plan.threshold);
  const bool signed_targets = data.threshold == 0;
  const std::size_t views = plan.resplit ? replicates : 1;
  for (std::size_t v = 0; v < views; ++v) {
    const std::uint32_t replicate = plan.resplit ? first_replicate + static_cast<std::uint32_t>(v) : 0;
    std::shared_ptr<const Dataset> dataset = source(replicate);
    if (v == 0) {
      data.features = dataset->features();
      data.outputs = dataset->outputs();
      check_size(views, dataset->rows, std::max(data.features, data.outputs));
      data.inputs.reserve(views * dataset->rows * data.features);
      data.targets.reserve(views * dataset->rows * data.outputs);
    }
    std::vector<double> targets = encode_targets(*dataset, signed_targets);
    DataView view = make_view(plan, dataset, targets, replicate);
    view.first_row = data.targets.size() / data.outputs;
    append_scaled(dataset->inputs, view.scaling.inputs, data.inputs);
    data.targets.insert(data.targets.end(), targets.begin(), targets.end());
    data.views.push_back(std::move(view));
  }
  return data;
}

template TrainingData<float> prepare_training_data(const TrainingPlan&, const DatasetSource&, std::uint32_t,
                                                   std::size_t);
template TrainingData<double> prepare_training_data(const TrainingPlan&, const DatasetSource&, std::uint32_t,
                                                    std::size_t);

}  // namespace actlab
