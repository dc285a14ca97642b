#pragma once

#include <cstdint>
#include <string_view>

#include "actlab/dataset.hpp"

namespace actlab {

/// Whether a data set's name is of this form: playground-circle:SEED, and so on for xor, gauss, spiral, reg-plane,
/// reg-gauss.
bool is_playground_data(std::string_view dataset);

/// The points that TensorFlow Playground draws and shuffles after seeding with the text SEED, in its order. Replicate 0
/// has that seed, replicate r the seed "SEED-r". Throws Error (usage) for a name without a seed.
Dataset playground_data(std::string_view dataset, std::size_t samples, double noise_percent, std::uint32_t replicate);

/// How many random numbers those points of replicate 0 take; Playground draws the initial weights after them.
std::uint64_t playground_draws(std::string_view dataset, std::size_t samples, double noise_percent);

}  // namespace actlab
