#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "training/training_data.hpp"

namespace actlab {

/// The prepared rows of cells that learn from the same data in the same way, made once for all that train at the same
/// time or one after another. For plans without resplit. May be used by several threads.
class SharedTrainingData {
 public:
  /// Throws Error as prepare_training_data does.
  template <class T>
  std::shared_ptr<const TrainingData<T>> of(const TrainingPlan& plan, const std::shared_ptr<const Dataset>& dataset);

 private:
  // What prepared rows depend on.
  struct Key {
    const Dataset* dataset;
    SplitRule split;
    bool standardize;
    double threshold;
    Precision precision;
    bool operator==(const Key&) const = default;
  };
  struct Entry {
    Key key;
    std::weak_ptr<const void> data;
  };

  std::mutex mutex_;
  std::vector<Entry> entries_;
  std::shared_ptr<const void> last_;  // for the next cell, though no thread may use it now
};

}  // namespace actlab
