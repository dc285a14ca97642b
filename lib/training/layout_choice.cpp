#include "training/layout_choice.hpp"

#include <algorithm>

#include "network/unit_network.hpp"

namespace actlab {
namespace {

double in_vectors(std::size_t numbers, std::size_t lanes) { return static_cast<double>((numbers + lanes - 1) / lanes); }

// Vectors of multiplications and additions a sample, if a vector holds a number of each network.
double replicate_work(const NetworkShape& shape, std::size_t networks, std::size_t lanes) {
  return in_vectors(networks, lanes) * 3 * static_cast<double>(shape.parameters());
}

// The same if it holds rows of a batch, forward and back, and units, in the gradient of weights.
double unit_work(const TrainingPlan& plan, std::size_t networks, std::size_t lanes) {
  const std::size_t rows = std::min(plan.batch_size, UnitNetwork<float>::most_rows);
  const double a_row = in_vectors(rows, lanes) / static_cast<double>(rows);
  double work = 0;
  for (const LayerShape& layer : plan.shape.layers) {
    const auto units = static_cast<double>(layer.pre_activations);
    work += 2 * a_row * units * static_cast<double>(layer.inputs) + units * in_vectors(layer.inputs, lanes);
  }
  return static_cast<double>(networks) * work;
}

}  // namespace

Layout choose_layout(const TrainingPlan& plan, std::size_t networks, VectorUse use) {
  if (use.lanes) return {*use.lanes, use.target};
  const std::size_t lanes =
      plan.precision == Precision::float32 ? kernels<float>(use.target).lanes : kernels<double>(use.target).lanes;
  const bool units = unit_work(plan, networks, lanes) < replicate_work(plan.shape, networks, lanes);
  return {units ? Lanes::units : Lanes::replicates, use.target};
}

}  // namespace actlab
