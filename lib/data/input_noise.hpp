#pragma once

#include <cstdint>

#include "actlab/dataset.hpp"

namespace actlab {

/// Adds to every input of data from a file a normal deviate (Philox, keyed by the seed) times `share` of the input's
/// standard deviation over all rows, and rounds the sum to a float; inputs that are the same in every row stay so.
/// share > 0.
void add_noise(double share, std::int64_t seed, Dataset& data);

}  // namespace actlab
