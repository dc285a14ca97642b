#include "plan/cost.hpp"

#include "training/plan.hpp"

namespace actlab {

std::uint64_t samples_of(const Cell& cell, std::int64_t replicates) {
  return split_sizes(cell.dataset->rows, cell.plan->split).train * std::uint64_t{cell.plan->epochs} *
         static_cast<std::uint64_t>(replicates);
}

double training_cost(const Cell& cell, std::int64_t replicates) {
  constexpr double other_work = 16;
  return static_cast<double>(samples_of(cell, replicates)) *
         (static_cast<double>(cell.plan->shape.parameters()) + other_work);
}

std::size_t recorded_epochs(const Cell& cell, const Recording& recording) {
  return static_cast<std::size_t>(std::int64_t{cell.plan->epochs} / recording.every) + 2;
}

}  // namespace actlab
