#pragma once

#include <cstddef>

#include "network/layout.hpp"
#include "training/plan.hpp"

namespace actlab {

/// The layout in which so many networks of a plan train the quickest by a count of the vectors' work, or the one that
/// `use` forces. Results are the same bits in each.
Layout choose_layout(const TrainingPlan& plan, std::size_t networks, VectorUse use);

}  // namespace actlab
