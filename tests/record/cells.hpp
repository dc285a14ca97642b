#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "actlab/results.hpp"
#include "record/cell.hpp"

namespace actlab::test {

/// A cell of ten rows, five of them to train, with `validation` of them to validate and the rest to test. Nothing but
/// what files are made of is set.
inline Cell cell_of(std::string id, Task task = Task::binary, double train = 0.5, double validation = 0) {
  Dataset data;
  data.name = "by hand";
  data.task = task;
  data.rows = 10;
  data.feature_names = {"a", "b"};
  data.target_names = {"y"};
  if (task == Task::binary) data.classes = {"no", "yes"};
  Cell cell;
  cell.number = 1;
  cell.id = std::move(id);
  cell.label = "by hand";
  cell.threshold = 0.5;
  cell.settings.task = task;
  cell.settings.train_fraction = train;
  cell.settings.validation_fraction = validation;
  cell.dataset = std::make_shared<const Dataset>(std::move(data));
  return cell;
}

/// A run whose metrics are all different.
inline RunRow run_of(std::uint32_t replicate, double test_accuracy, bool diverged = false) {
  return {.replicate = replicate,
          .seed = 7,
          .epochs_run = 40,
          .best_epoch = 30,
          .diverged = diverged,
          .metrics = {.train_loss = 0.1,
                      .validation_loss = 0.2,
                      .test_loss = 0.3,
                      .train_accuracy = 0.4,
                      .validation_accuracy = 0.5,
                      .test_accuracy = test_accuracy}};
}

}  // namespace actlab::test
