#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "actlab/results.hpp"
#include "network/network.hpp"
#include "training/training_data.hpp"

namespace actlab {

/// For each of the first `count` lanes 1 if its parameters are all finite, else 0: that network diverged. A formula may
/// make a number of NaN, so its outputs do not tell.
template <class T>
std::vector<std::uint8_t> finite_lanes(const Network<T>& network, std::size_t count);

/// What the networks of lanes 0 ... count-1 put out for points [rows][features] (before scaling): for each lane
/// [points][outputs], in the units of the network. Every lane scales by its own view. A network that diverged (its
/// parameters are not all finite) puts out NaN.
template <class T>
std::vector<std::vector<double>> network_outputs(Network<T>& network, const TrainingData<T>& data,
                                                 const std::vector<double>& points, std::size_t rows,
                                                 std::size_t count);

/// What every hidden unit of these lanes puts out for the points, by lane, layer and unit; NaN for a network that
/// diverged.
template <class T>
std::vector<NeuronMap> neuron_maps(Network<T>& network, const TrainingData<T>& data, const std::vector<double>& points,
                                   std::size_t rows, std::span<const std::size_t> lanes, std::uint32_t first_replicate);

/// A regression output in the target's unit.
double unscaled(const ModelScaling& scaling, std::size_t output, double value);

/// The mean, spread and single value a point of a boundary shows, from the outputs of each replicate: see Boundary.
/// Outputs that are not finite have no part in mean and spread, which are NaN where no other is left.
Boundary make_boundary(const std::vector<double>& x, const std::vector<double>& y,
                       const std::vector<std::vector<double>>& outputs, std::size_t width, Task task, double threshold,
                       const std::vector<ModelScaling>& scalings);

}  // namespace actlab
