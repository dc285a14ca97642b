#pragma once

#include <string>

#include "activation/table.hpp"
#include "actlab/api.hpp"
#include "actlab/settings.hpp"
#include "arithmetic/target.hpp"
#include "network/layout.hpp"
#include "network/shape.hpp"

namespace actlab {

/// Nanoseconds per element of an activation on arrays that stay in the first-level cache; the best of several runs.
struct ActivationSpeed {
  double forward = 0;   ///< the value, as in evaluation
  double training = 0;  ///< value and derivative, and the error back through it
};

/// `seconds` is what each of the two measurements may take.
template <class T>
ACTLAB_API ActivationSpeed measure_activation(const ActivationSpec& activation, arithmetic::Target target,
                                              double seconds);

/// Nanoseconds per element that memcpy takes in the same cache.
template <class T>
ACTLAB_API double measure_copy(double seconds);

/// Operations per second of fused multiply-adds in registers, two per multiply-add: one core's peak.
template <class T>
ACTLAB_API double measure_peak(arithmetic::Target target, double seconds);

/// Training of sixteen networks on two spirals, batches of 10, one thread, nothing recorded.
struct TrainingSpeed {
  double model_samples = 0;         ///< a second
  double operations = 0;            ///< of multiply-adds per second, two each: what of the peak training uses
  Lanes lanes = Lanes::replicates;  ///< as a run of sixteen networks chooses
};
ACTLAB_API TrainingSpeed measure_training(const std::string& arch, const std::string& activation, Precision precision,
                                          arithmetic::Target target, double seconds);

/// Multiply-adds of one training sample, two operations each: forward, weight gradient, and the error of all layers but
/// the first.
double operations_per_sample(const NetworkShape& shape);

}  // namespace actlab
