#include "network/layout.hpp"

#include "network/replicate_network.hpp"
#include "network/unit_network.hpp"

namespace actlab {

template <class T>
std::unique_ptr<Network<T>> make_network(Layout layout, const NetworkShape& shape, std::size_t loss, double dropout) {
  if (layout.lanes == Lanes::units)
    return std::make_unique<UnitNetwork<T>>(shape, loss, layout.target, dropout, layout.threads);
  return std::make_unique<ReplicateNetwork<T>>(shape, loss, layout.target, dropout);
}

template <class T>
const Kernels<T>& kernels(Layout layout) {
  return layout.lanes == Lanes::units ? single_kernels<T>(layout.target) : kernels<T>(layout.target);
}

#define ACTLAB_INSTANTIATE(T)                                                                          \
  template std::unique_ptr<Network<T>> make_network(Layout, const NetworkShape&, std::size_t, double); \
  template const Kernels<T>& kernels(Layout);
ACTLAB_INSTANTIATE(float)
ACTLAB_INSTANTIATE(double)
#undef ACTLAB_INSTANTIATE

}  // namespace actlab
