#pragma once

#include <cstddef>
#include <vector>

#include "actlab/model.hpp"
#include "network/network.hpp"

namespace actlab {

/// The network of one lane, weights [unit][input] in double.
template <class T>
std::vector<LayerParameters> extract_parameters(const Network<T>& network, std::size_t lane);

/// Sets one lane's weights and biases from what extract_parameters gave.
template <class T>
void insert_parameters(Network<T>& network, std::size_t lane, const std::vector<LayerParameters>& layers);

}  // namespace actlab
