#pragma once

#include <cstddef>
#include <limits>

namespace actlab {

/// The first epoch at which a learning curve of `count` points reaches the target; infinite where it never does.
/// `epoch(i)` and `accuracy(i)` are the curve's points, in the order of epochs.
template <class Epoch, class Accuracy>
double epochs_to_target(std::size_t count, const Epoch& epoch, const Accuracy& accuracy, double target) {
  for (std::size_t i = 0; i < count; ++i) {
    if (accuracy(i) >= target) return static_cast<double>(epoch(i));
  }
  return std::numeric_limits<double>::infinity();
}

}  // namespace actlab
