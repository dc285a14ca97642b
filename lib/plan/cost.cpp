#include "plan/cost.hpp"

#include "network/shape.hpp"

namespace actlab {

std::uint64_t samples_of(const Cell& cell, std::int64_t replicates) {
  const SplitSizes sizes =
      split_sizes(cell.dataset->rows, *cell.settings.train_fraction, cell.settings.validation_fraction);
  return sizes.train * static_cast<std::uint64_t>(cell.settings.epochs) * static_cast<std::uint64_t>(replicates);
}

double training_cost(const Cell& cell, std::int64_t replicates) {
  constexpr double other_work = 16;
  const NetworkShape shape = make_shape(cell.settings, cell.dataset->features(), cell.dataset->outputs());
  return static_cast<double>(samples_of(cell, replicates)) * (static_cast<double>(shape.parameters()) + other_work);
}

std::size_t recorded_epochs(const Cell& cell, const Recording& recording) {
  return static_cast<std::size_t>(cell.settings.epochs / recording.every) + 2;
}

}  // namespace actlab
