#include <fmt/format.h>

#include <cmath>

#include "actlab/dataset.hpp"
#include "actlab/error.hpp"
#include "text/sha256.hpp"

namespace actlab {
namespace {

[[noreturn]] void refuse(std::string what, std::string remedy) {
  throw Error(ErrorKind::bad_data, "data from memory", std::move(what), std::move(remedy));
}

std::vector<std::string> numbered(const char* stem, std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= count; ++i) names.push_back(stem + std::to_string(i));
  return names;
}

void check_finite(const std::vector<double>& values, const char* what, std::size_t columns) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isfinite(values[i])) continue;
    refuse(fmt::format("{} {} of row {} is {}", what, i % columns + 1, i / columns, values[i]), "leave the row out");
  }
}

// Classes are numbered from 0, each with a name; labels are 0 or 1.
void check_targets(const Dataset& data) {
  if (data.task == Task::regression) return;
  const std::size_t classes = data.task == Task::multilabel ? 2 : data.classes.size();
  if (classes < 2 || (data.task == Task::binary && classes != 2)) {
    refuse(fmt::format("has {} classes under the task {}", classes, task_name(data.task)),
           "name two classes, or more under multiclass");
  }
  for (std::size_t i = 0; i < data.targets.size(); ++i) {
    const double target = data.targets[i];
    if (target == std::floor(target) && target >= 0 && target < static_cast<double>(classes)) continue;
    refuse(fmt::format("target {} of row {} is {}", i % data.target_columns() + 1, i / data.target_columns(), target),
           fmt::format("give whole numbers from 0 to {}", classes - 1));
  }
}

std::size_t highest_class(const std::vector<double>& targets) {
  double highest = 1;
  for (const double target : targets) highest = std::max(highest, target);
  return static_cast<std::size_t>(std::min(highest, 1e6));
}

// Of the shape, the classes and every number's bits.
std::string identity(const Dataset& data, std::span<const double> inputs) {
  text::Sha256 hash;
  hash.update(fmt::format("{} {} {} {}\n", task_name(data.task), data.rows, data.features(), data.target_columns()));
  for (const std::string& name : data.classes) hash.update(fmt::format("{} {}\n", name.size(), name));
  for (const std::span<const double> values : {inputs, std::span<const double>(data.targets)}) {
    hash.update({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  }
  return hash.hex();
}

}  // namespace

Dataset make_dataset(Task task, std::vector<double> inputs, std::size_t features, std::vector<double> targets,
                     std::size_t target_columns, std::vector<std::string> classes) {
  Dataset data;
  if (features == 0 || target_columns == 0) refuse("has no columns", "give at least one input and one target");
  data.rows = inputs.size() / features;
  const bool fits = data.rows * features == inputs.size() && data.rows * target_columns == targets.size();
  if (!fits || data.rows < 2) {
    refuse(fmt::format("has {} inputs and {} targets for {} and {} columns", inputs.size(), targets.size(), features,
                       target_columns),
           "give whole rows, as many of inputs as of targets, and at least two");
  }
  const bool one_target = task == Task::binary || task == Task::multiclass;
  if (one_target && target_columns > 1) refuse("has several targets", "take the task multilabel");
  check_finite(inputs, "input", features);
  check_finite(targets, "target", target_columns);
  data.name = "memory";
  data.task = task;
  data.generated = false;
  data.standardize_by_default = true;
  data.feature_names = numbered("x", features);
  data.target_names = target_columns == 1 ? std::vector<std::string>{"y"} : numbered("y", target_columns);
  if (one_target && classes.empty()) {
    for (std::size_t c = 0; c <= highest_class(targets); ++c) classes.push_back(std::to_string(c));
  }
  data.classes = std::move(classes);
  data.inputs = InputTable(inputs, features);
  data.targets = std::move(targets);
  check_targets(data);
  data.sha256 = identity(data, inputs);
  return data;
}

}  // namespace actlab
