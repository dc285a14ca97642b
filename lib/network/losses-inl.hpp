// The loss table: a struct per loss, with its row, its derivative with respect to the output y, and its value.
//
// Derivative(d, y, t) is dE/dy of one output. ForEachTerm visits the terms of the loss of one row of `outputs` outputs,
// which are added one by one, lane by lane, to a sum in double; AddRow does both where a term and its addition are
// rounded once together.

#include <hwy/highway.h>

#include "arithmetic/elementary-inl.hpp"
#include "network/loss.hpp"

#if defined(ACTLAB_LOSSES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_LOSSES_INL_HPP
#undef ACTLAB_LOSSES_INL_HPP
#else
#define ACTLAB_LOSSES_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
namespace elementary = arithmetic::HWY_NAMESPACE;

// sum[lane] = f(sum[lane], terms[lane]...) in double.
template <class D, class F, class... V>
HWY_INLINE void AccumulateInDouble(D d, double* sum, F f, V... terms) {
  if constexpr (sizeof(hn::TFromD<D>) == sizeof(double)) {
    hn::Store(f(hn::Load(d, sum), terms...), d, sum);
  } else if constexpr (hn::MaxLanes(D()) == 1) {
    const hn::Rebind<double, D> wide;
    hn::Store(f(hn::Load(wide, sum), hn::PromoteTo(wide, terms)...), wide, sum);
  } else {
    const hn::Half<D> half;
    const hn::Rebind<double, decltype(half)> wide;
    double* upper = sum + hn::Lanes(wide);
    hn::Store(f(hn::Load(wide, sum), hn::PromoteTo(wide, hn::LowerHalf(half, terms))...), wide, sum);
    hn::Store(f(hn::Load(wide, upper), hn::PromoteTo(wide, hn::UpperHalf(half, terms))...), wide, upper);
  }
}

// sum[lane] += term[lane]
template <class D, class V>
HWY_INLINE void AddInDouble(D d, V term, double* sum) {
  AccumulateInDouble(
      d, sum, [](auto total, auto x) HWY_ATTR { return hn::Add(total, x); }, term);
}

// sum[lane] += a[lane] b[lane], one rounding.
template <class D, class V>
HWY_INLINE void AddProductInDouble(D d, V a, V b, double* sum) {
  AccumulateInDouble(
      d, sum, [](auto total, auto x, auto y) HWY_ATTR { return hn::MulAdd(x, y, total); }, a, b);
}

struct BinaryCrossEntropy {
  static constexpr LossInfo info{.name = "binary_cross_entropy",
                                 .formula = "-sum (t log y + (1 - t) log(1 - y))",
                                 .matching_activation = "sigmoid",
                                 .requires_match = true,
                                 .default_for = "binary multilabel",
                                 .citation = "Hinton 1989"};
  template <class D, class V>
  static HWY_INLINE V Derivative(D, V y, V t) {
    return hn::Sub(y, t);
  }
  // With t in {0, 1}: softplus((1 - 2t) z), which never takes the logarithm of a rounded probability.
  template <class D, class F, class T = hn::TFromD<D>>
  static HWY_INLINE void ForEachTerm(D d, const T* z, const T* t, std::size_t outputs, F visit) {
    const std::size_t lanes = hn::Lanes(d);
    for (std::size_t o = 0; o < outputs; ++o) {
      const auto sign = hn::NegMulAdd(hn::Set(d, T{2}), hn::Load(d, t + o * lanes), hn::Set(d, T{1}));
      visit(elementary::Softplus(d, hn::Mul(sign, hn::Load(d, z + o * lanes))));
    }
  }
};

struct CrossEntropy {
  static constexpr LossInfo info{.name = "cross_entropy",
                                 .formula = "-sum t log y",
                                 .matching_activation = "softmax",
                                 .requires_match = true,
                                 .default_for = "multiclass",
                                 .citation = "Bridle 1990"};
  template <class D, class V>
  static HWY_INLINE V Derivative(D, V y, V t) {
    return hn::Sub(y, t);
  }
  // log(sum exp(z - max)) - sum t (z - max)
  template <class D, class F, class T = hn::TFromD<D>>
  static HWY_INLINE void ForEachTerm(D d, const T* z, const T* t, std::size_t outputs, F visit) {
    const std::size_t lanes = hn::Lanes(d);
    auto largest = hn::Load(d, z);
    for (std::size_t o = 1; o < outputs; ++o) {
      const auto candidate = hn::Load(d, z + o * lanes);
      largest = hn::IfThenElse(hn::Gt(candidate, largest), candidate, largest);
    }
    auto total = hn::Zero(d);
    auto chosen = hn::Zero(d);
    for (std::size_t o = 0; o < outputs; ++o) {
      const auto shifted = hn::Sub(hn::Load(d, z + o * lanes), largest);
      total = hn::Add(total, elementary::Exp(d, shifted));
      chosen = hn::MulAdd(hn::Load(d, t + o * lanes), shifted, chosen);
    }
    visit(hn::Sub(elementary::Log(d, total), chosen));
  }
};

struct NegativeLogLikelihood {
  static constexpr LossInfo info{.name = "negative_log_likelihood",
                                 .formula = "-sum t y",
                                 .matching_activation = "log_softmax",
                                 .requires_match = true,
                                 .default_for = "multiclass",
                                 .citation = "Bridle 1990"};
  template <class D, class V>
  static HWY_INLINE V Derivative(D d, V y, V t) {
    return hn::Sub(elementary::Exp(d, y), t);
  }
  template <class D, class F, class T = hn::TFromD<D>>
  static HWY_INLINE void ForEachTerm(D d, const T* z, const T* t, std::size_t outputs, F visit) {
    CrossEntropy::ForEachTerm(d, z, t, outputs, visit);
  }
};

struct Squared {
  static constexpr LossInfo info{.name = "squared",
                                 .formula = "1/2 sum (y - t)^2",
                                 .matching_activation = "identity",
                                 .default_for = "regression",
                                 .citation = "Legendre 1805"};
  template <class D, class V>
  static HWY_INLINE V Derivative(D, V y, V t) {
    return hn::Sub(y, t);
  }
  template <class D, class T = hn::TFromD<D>>
  static HWY_INLINE void AddRow(D d, const T* y, const T* t, std::size_t outputs, double* sum) {
    const std::size_t lanes = hn::Lanes(d);
    for (std::size_t o = 0; o < outputs; ++o) {
      const auto error = hn::Sub(hn::Load(d, y + o * lanes), hn::Load(d, t + o * lanes));
      AccumulateInDouble(
          d, sum,
          [](auto total, auto e) HWY_ATTR {
            const hn::DFromV<decltype(e)> wide;
            return hn::MulAdd(hn::Mul(hn::Set(wide, 0.5), e), e, total);
          },
          error);
    }
  }
};

template <class... Rows>
struct LossList {};

using Losses = LossList<BinaryCrossEntropy, CrossEntropy, NegativeLogLikelihood, Squared>;

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
