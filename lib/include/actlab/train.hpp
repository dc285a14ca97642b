#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "actlab/api.hpp"
#include "actlab/dataset.hpp"
#include "actlab/results.hpp"
#include "actlab/settings.hpp"

namespace actlab {

/// How networks are trained in memory, and what is kept of it.
struct TrainOptions {
  std::int64_t replicates = 16;  ///< networks, each with its own random numbers
  unsigned jobs = 1;             ///< threads
  std::string simd;              ///< caps the SIMD target: avx2, avx512, neon; empty: the widest
  /// What the result holds besides how each replicate ended.
  Recording recording{.metrics = true, .layers = false, .boundary = false, .model = true, .neurons_of = {}};
  const std::atomic<bool>* stop = nullptr;  ///< training ends early, without result, once it is true
  /// Is called with every recorded epoch of every replicate while training goes on, by one thread at a time; a
  /// replicate's epochs come in order.
  std::function<void(const MetricsRow&)> epoch;
};

/// Trains one cell: networks of the same settings on the same data. The numbers are those of `actlab train`, bit for
/// bit, on any number of threads. Throws Error: usage, naming the settings that do not fit together.
ACTLAB_API CellResult train(const Settings& settings, std::shared_ptr<const Dataset> dataset,
                            const TrainOptions& options = {});

/// The same with the data that the settings name.
ACTLAB_API CellResult train(const Settings& settings, const TrainOptions& options = {});

}  // namespace actlab
