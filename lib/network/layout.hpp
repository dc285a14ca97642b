#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "arithmetic/target.hpp"
#include "network/kernels.hpp"
#include "network/network.hpp"

namespace actlab {

/// What fills the lanes of a vector: networks, one a lane, or the rows and units of one network.
enum class Lanes { replicates, units };
inline constexpr std::array<std::string_view, 2> lanes_names{"replicates", "units"};  ///< in their order

/// How networks lie in vectors, and in which.
struct Layout {
  Lanes lanes = Lanes::replicates;
  arithmetic::Target target{};
  std::size_t threads = 1;  ///< among which a step of one network alone is cut
};

/// What a run may use of the processor.
struct VectorUse {
  arithmetic::Target target{};
  std::optional<Lanes> lanes;  ///< none: what is quickest
};

/// Networks in a layout: as many as a vector of the target has lanes, or one. `loss` is a row of the loss
/// table; `dropout` the share of hidden activations that training switches off.
template <class T>
std::unique_ptr<Network<T>> make_network(Layout layout, const NetworkShape& shape, std::size_t loss,
                                         double dropout = 0);

/// What goes through the arrays of such networks.
template <class T>
const Kernels<T>& kernels(Layout layout);

}  // namespace actlab
