// The optimizer table: a struct an optimizer, with its row and one step of it as vector code.

#include <hwy/highway.h>

#include "training/optimizer.hpp"

#if defined(ACTLAB_OPTIMIZERS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_OPTIMIZERS_INL_HPP
#undef ACTLAB_OPTIMIZERS_INL_HPP
#else
#define ACTLAB_OPTIMIZERS_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

struct Sgd {
  static constexpr OptimizerInfo info{.name = "sgd", .formula = "w - r g", .citation = "Robbins, Monro 1951"};
  // The new weights; `state` is where this vector's first state number stands.
  template <class D, class V, class T>
  static HWY_INLINE V Step(D d, V w, V g, T* /*state*/, const UpdateStep<T>& step) {
    return hn::NegMulAdd(hn::Set(d, step.learning_rate), g, w);
  }
};

template <class... Rows>
struct OptimizerList {};

using Optimizers = OptimizerList<Sgd>;

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
