#include "training/layout_choice.hpp"

#include <algorithm>

#include "network/unit_network.hpp"

namespace actlab {
namespace {

double in_vectors(std::size_t numbers, std::size_t lanes) { return static_cast<double>((numbers + lanes - 1) / lanes); }

// Both count multiplications of vectors a sample, and what layers cost besides, in such multiplications. The constants
// are those of tests/benchmark, relu, from 2-8-8-1 to 784-256-128-10.

// A vector holds a number of each network.
double replicate_work(const NetworkShape& shape, std::size_t networks, std::size_t lanes, double vector_bytes) {
  constexpr double a_layer = 140;  // a sample
  constexpr double cache = 1e6;    // bytes
  constexpr double slower = 1.45;  // where weights and gradients of all networks do not stay in the cache
  const auto parameters = static_cast<double>(shape.parameters());
  const double bytes = 2 * parameters * vector_bytes;
  const double work = 3 * parameters + a_layer * static_cast<double>(shape.layers.size());
  return (bytes > cache ? slower : 1) * in_vectors(networks, lanes) * work;
}

// A vector holds rows of a batch, forward and back, or units, in the gradient of weights.
double unit_work(const TrainingPlan& plan, std::size_t networks, std::size_t lanes) {
  constexpr double a_layer = 1000;  // a block of rows
  const std::size_t rows = std::min(plan.batch_size, UnitNetwork<float>::most_rows);
  const double a_row = 1 / static_cast<double>(rows);
  double work = 0;
  for (const LayerShape& layer : plan.shape.layers) {
    const auto units = static_cast<double>(layer.pre_activations);
    const auto inputs = static_cast<double>(layer.inputs);
    work += 2 * in_vectors(rows, lanes) * a_row * units * inputs + units * in_vectors(layer.inputs, lanes);
    work += a_layer * a_row;
  }
  return static_cast<double>(networks) * work;
}

}  // namespace

Layout choose_layout(const TrainingPlan& plan, std::size_t networks, VectorUse use) {
  if (use.lanes) return {*use.lanes, use.target};
  const bool float32 = plan.precision == Precision::float32;
  const std::size_t lanes = float32 ? kernels<float>(use.target).lanes : kernels<double>(use.target).lanes;
  const auto vector_bytes = static_cast<double>(lanes * (float32 ? sizeof(float) : sizeof(double)));
  const bool units = unit_work(plan, networks, lanes) < replicate_work(plan.shape, networks, lanes, vector_bytes);
  return {units ? Lanes::units : Lanes::replicates, use.target};
}

}  // namespace actlab
