#include "training/shared_data.hpp"

#include <algorithm>

namespace actlab {

template <class T>
std::shared_ptr<const TrainingData<T>> SharedTrainingData::of(const TrainingPlan& plan,
                                                              const std::shared_ptr<const Dataset>& dataset) {
  const Key key{dataset.get(), plan.split, plan.standardize, plan.threshold, plan.precision};
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [](const Entry& entry) { return entry.data.expired(); });
  const auto found = std::ranges::find(entries_, key, &Entry::key);
  if (found != entries_.end()) return std::static_pointer_cast<const TrainingData<T>>(found->data.lock());
  last_.reset();  // before as much comes again
  auto data = std::make_shared<const TrainingData<T>>(prepare_training_data<T>(
      plan, [&](std::uint32_t) { return dataset; }, 0, 1));
  entries_.push_back({key, data});
  last_ = data;
  return data;
}

template std::shared_ptr<const TrainingData<float>> SharedTrainingData::of(const TrainingPlan&,
                                                                           const std::shared_ptr<const Dataset>&);
template std::shared_ptr<const TrainingData<double>> SharedTrainingData::of(const TrainingPlan&,
                                                                            const std::shared_ptr<const Dataset>&);

}  // namespace actlab
