#pragma once

#include <cstdint>
#include <vector>

#include "actlab/results.hpp"
#include "network/network.hpp"
#include "training/training_data.hpp"

namespace actlab {

/// What excites the hidden units of the networks of lanes 0 ... count-1, whose first is the replicate
/// `first_replicate`, by lane, layer and unit: class means over each lane's test rows where `classes` is not 0, and the
/// training rows of the largest activations. A mean is a sum in double in the order of the split. Class means of a
/// network that diverged are NaN, and it has no samples.
template <class T>
std::vector<UnitReading> read_units(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels,
                                    std::size_t count, std::uint32_t first_replicate, std::size_t classes);

}  // namespace actlab
