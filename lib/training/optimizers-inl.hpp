// The optimizer table: a struct per optimizer, with its row, the coefficients of a step, and one step of it as vector
// code.
//
// Step(d, w, g, state, c) gives the new weights; state(i) is a reference to the parameter's i-th number and c the
// coefficients.

#include <hwy/highway.h>

#include <cmath>

#include "arithmetic/elementary.hpp"
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

// The numbers of one vector of parameters, one after another in memory.
template <class D>
class State {
 public:
  using T = hn::TFromD<D>;
  State(D d, T* first, std::size_t parameter, std::size_t stride)
      : d_(d), first_(first), parameter_(parameter), stride_(stride) {}
  [[nodiscard]] HWY_INLINE hn::Vec<D> Get(std::size_t i) const { return hn::LoadU(d_, at(i)); }
  HWY_INLINE hn::Vec<D> Set(std::size_t i, hn::Vec<D> value) const {
    hn::StoreU(value, d_, at(i));
    return value;
  }

 private:
  // Only asked by optimizers that have a state: of no array, no place may even be computed.
  [[nodiscard]] HWY_INLINE T* at(std::size_t i) const { return first_ + parameter_ + i * stride_; }

  D d_;
  T* first_;
  std::size_t parameter_;
  std::size_t stride_;
};

inline constexpr text::Parameter decay_of_squares{
    .name = "decay", .default_value = 0.99, .low = 0, .high = 0.999999, .help = "of the mean square"};
inline constexpr text::Parameter beta1{
    .name = "beta1", .default_value = 0.9, .low = 0, .high = 0.999999, .help = "decay of the mean gradient"};
inline constexpr text::Parameter beta2{
    .name = "beta2", .default_value = 0.999, .low = 0, .high = 0.9999999, .help = "decay of the mean square"};

constexpr text::Parameter epsilon(double value) {
  return {
      .name = "epsilon", .default_value = value, .low = 0, .high = 1, .help = "added to the root of the mean square"};
}

struct Sgd {
  static StepCoefficients Coefficients(StepSettings& s) { return {s.learning_rate}; }
  static constexpr OptimizerInfo info{.name = "sgd",
                                      .formula = "w - r g",
                                      .citation = "Robbins, Monro 1951",
                                      .learning_rate = 0.03,
                                      .state = 0,
                                      .coefficients = &Coefficients};
  template <class D, class V, class T>
  static HWY_INLINE V Step(D d, V w, V g, const State<D>&, const T* c) {
    return hn::NegMulAdd(hn::Set(d, c[0]), g, w);
  }
};

struct Momentum {
  static StepCoefficients Coefficients(StepSettings& s) { return {s.learning_rate, s.momentum}; }
  static constexpr OptimizerInfo info{.name = "momentum",
                                      .formula = "v = m v + g; w - r v",
                                      .citation = "Polyak 1964",
                                      .learning_rate = 0.03,
                                      .takes_momentum = true,
                                      .state = 1,
                                      .coefficients = &Coefficients};
  template <class D, class V, class T>
  static HWY_INLINE V Step(D d, V w, V g, const State<D>& state, const T* c) {
    const V v = state.Set(0, hn::MulAdd(hn::Set(d, c[1]), state.Get(0), g));
    return hn::NegMulAdd(hn::Set(d, c[0]), v, w);
  }
};

struct Nesterov {
  static StepCoefficients Coefficients(StepSettings& s) { return {s.learning_rate, s.momentum}; }
  static constexpr OptimizerInfo info{.name = "nesterov",
                                      .formula = "v = m v + g; w - r (g + m v)",
                                      .citation = "Nesterov 1983; Sutskever, Martens, Dahl, Hinton 2013",
                                      .learning_rate = 0.03,
                                      .takes_momentum = true,
                                      .state = 1,
                                      .coefficients = &Coefficients};
  template <class D, class V, class T>
  static HWY_INLINE V Step(D d, V w, V g, const State<D>& state, const T* c) {
    const V m = hn::Set(d, c[1]);
    const V v = state.Set(0, hn::MulAdd(m, state.Get(0), g));
    return hn::NegMulAdd(hn::Set(d, c[0]), hn::MulAdd(m, v, g), w);
  }
};

struct Adagrad {
  static constexpr text::Parameter parameters[] = {epsilon(1e-10)};
  static StepCoefficients Coefficients(StepSettings& s) { return {s.learning_rate, s.parameters[0]}; }
  static constexpr OptimizerInfo info{.name = "adagrad",
                                      .formula = "s = s + g^2; w - r g / (sqrt(s) + e)",
                                      .citation = "Duchi, Hazan, Singer 2011",
                                      .learning_rate = 0.01,
                                      .state = 1,
                                      .parameters = parameters,
                                      .coefficients = &Coefficients};
  template <class D, class V, class T>
  static HWY_INLINE V Step(D d, V w, V g, const State<D>& state, const T* c) {
    const V sum = state.Set(0, hn::MulAdd(g, g, state.Get(0)));
    return hn::NegMulAdd(hn::Set(d, c[0]), hn::Div(g, hn::Add(hn::Sqrt(sum), hn::Set(d, c[1]))), w);
  }
};

struct Adadelta {
  static constexpr text::Parameter parameters[] = {
      {.name = "decay", .default_value = 0.9, .low = 0, .high = 0.999999, .help = "of both mean squares"},
      epsilon(1e-6)};
  static StepCoefficients Coefficients(StepSettings& s) {
    return {s.learning_rate, s.parameters[0], 1 - s.parameters[0], s.parameters[1]};
  }
  static constexpr OptimizerInfo info{
      .name = "adadelta",
      .formula = "s = d s + (1 - d) g^2; u = sqrt((z + e) / (s + e)) g; z = d z + (1 - d) u^2; w - r u",
      .citation = "Zeiler 2012",
      .learning_rate = 1,
      .state = 2,
      .parameters = parameters,
      .coefficients = &Coefficients};
  template <class D, class V, class T>
  static HWY_INLINE V Step(D d, V w, V g, const State<D>& state, const T* c) {
    const V decay = hn::Set(d, c[1]);
    const V rest = hn::Set(d, c[2]);
    const V e = hn::Set(d, c[3]);
    const V squares = state.Set(0, hn::MulAdd(hn::Mul(rest, g), g, hn::Mul(decay, state.Get(0))));
    const V step = hn::Mul(hn::Div(hn::Sqrt(hn::Add(state.Get(1), e)), hn::Sqrt(hn::Add(squares, e))), g);
    state.Set(1, hn::MulAdd(hn::Mul(rest, step), step, hn::Mul(decay, state.Get(1))));
    return hn::NegMulAdd(hn::Set(d, c[0]), step, w);
  }
};

struct Rmsprop {
  static constexpr text::Parameter parameters[] = {decay_of_squares, epsilon(1e-8)};
  static StepCoefficients Coefficients(StepSettings& s) {
    return {s.learning_rate, s.parameters[0], 1 - s.parameters[0], s.parameters[1]};
  }
  static constexpr OptimizerInfo info{.name = "rmsprop",
                                      .formula = "s = d s + (1 - d) g^2; w - r g / (sqrt(s) + e)",
                                      .citation = "Tieleman, Hinton 2012",
                                      .learning_rate = 0.01,
                                      .state = 1,
                                      .parameters = parameters,
                                      .coefficients = &Coefficients};
  template <class D, class V, class T>
  static HWY_INLINE V Step(D d, V w, V g, const State<D>& state, const T* c) {
    const V squares =
        state.Set(0, hn::MulAdd(hn::Mul(hn::Set(d, c[2]), g), g, hn::Mul(hn::Set(d, c[1]), state.Get(0))));
    return hn::NegMulAdd(hn::Set(d, c[0]), hn::Div(g, hn::Add(hn::Sqrt(squares), hn::Set(d, c[3]))), w);
  }
};

// The running means of adam and nadam, moved on by g: c[1] and c[2] decay them, c[4] corrects the root of the square
// and c[3] is added to it.
template <class V>
struct AdamMoments {
  V mean;
  V root;
};

template <class D, class V, class T>
HWY_INLINE AdamMoments<V> MoveMoments(D d, V g, const State<D>& state, const T* c) {
  const V b1 = hn::Set(d, c[1]);
  const V b2 = hn::Set(d, c[2]);
  const V mean = state.Set(0, hn::MulAdd(hn::Sub(hn::Set(d, T{1}), b1), g, hn::Mul(b1, state.Get(0))));
  const V weighted = hn::Mul(hn::Sub(hn::Set(d, T{1}), b2), g);
  const V squares = state.Set(1, hn::MulAdd(weighted, g, hn::Mul(b2, state.Get(1))));
  const V root = hn::MulAdd(hn::Sqrt(squares), hn::Set(d, c[4]), hn::Set(d, c[3]));
  return {mean, root};
}

struct Adam {
  static constexpr text::Parameter parameters[] = {beta1, beta2, epsilon(1e-8)};
  static StepCoefficients Coefficients(StepSettings& s) {
    const double mean_share = 1 - (s.running[0] *= s.parameters[0]);
    const double square_share = 1 - (s.running[1] *= s.parameters[1]);
    return {s.learning_rate / mean_share, s.parameters[0], s.parameters[1], s.parameters[2],
            1 / std::sqrt(square_share)};
  }
  static constexpr OptimizerInfo info{.name = "adam",
                                      .formula =
                                          "m = b1 m + (1 - b1) g; s = b2 s + (1 - b2) g^2; w - r m' / (sqrt(s') + e), "
                                          "m' = m / (1 - b1^t), s' = s / (1 - b2^t)",
                                      .citation = "Kingma, Ba 2015",
                                      .learning_rate = 0.001,
                                      .state = 2,
                                      .parameters = parameters,
                                      .coefficients = &Coefficients};
  template <class D, class V, class T>
  static HWY_INLINE V Step(D d, V w, V g, const State<D>& state, const T* c) {
    const auto moments = MoveMoments(d, g, state, c);
    return hn::NegMulAdd(hn::Set(d, c[0]), hn::Div(moments.mean, moments.root), w);
  }
};

struct Adamw {
  static constexpr text::Parameter parameters[] = {
      beta1, beta2, epsilon(1e-8), {.name = "weight_decay", .default_value = 0.01, .low = 0, .high = 10, .help = "d"}};
  static StepCoefficients Coefficients(StepSettings& s) {
    StepCoefficients c = Adam::Coefficients(s);
    c[5] = s.learning_rate * s.parameters[3];
    return c;
  }
  static constexpr OptimizerInfo info{.name = "adamw",
                                      .formula = "adam after w - r d w",
                                      .citation = "Loshchilov, Hutter 2019",
                                      .learning_rate = 0.001,
                                      .state = 2,
                                      .parameters = parameters,
                                      .coefficients = &Coefficients};
  template <class D, class V, class T>
  static HWY_INLINE V Step(D d, V w, V g, const State<D>& state, const T* c) {
    return Adam::Step(d, hn::NegMulAdd(hn::Set(d, c[5]), w, w), g, state, c);
  }
};

struct Nadam {
  static constexpr text::Parameter parameters[] = {
      beta1,
      beta2,
      epsilon(1e-8),
      {.name = "momentum_decay", .default_value = 0.004, .low = 0, .high = 1, .help = "p"}};
  static StepCoefficients Coefficients(StepSettings& s) {
    // running: N(t), b2^t and 0.96^(t p)
    const double fall = arithmetic::exp(s.parameters[3] * arithmetic::log(0.96));
    const double n = s.parameters[0] * (1 - 0.5 * (s.running[2] *= fall));
    const double next = s.parameters[0] * (1 - 0.5 * s.running[2] * fall);
    const double product = s.running[0] *= n;
    const double square_share = 1 - (s.running[1] *= s.parameters[1]);
    return {s.learning_rate * (1 - n) / (1 - product),
            s.parameters[0],
            s.parameters[1],
            s.parameters[2],
            1 / std::sqrt(square_share),
            s.learning_rate * next / (1 - product * next)};
  }
  static constexpr OptimizerInfo info{.name = "nadam",
                                      .formula =
                                          "adam with m' = n(t + 1) m / (1 - N(t + 1)) + (1 - n(t)) g / (1 - N(t)), "
                                          "n(t) = b1 (1 - 0.96^(t p) / 2), N its running product",
                                      .citation = "Dozat 2016",
                                      .learning_rate = 0.002,
                                      .state = 2,
                                      .parameters = parameters,
                                      .coefficients = &Coefficients};
  template <class D, class V, class T>
  static HWY_INLINE V Step(D d, V w, V g, const State<D>& state, const T* c) {
    const auto moments = MoveMoments(d, g, state, c);
    const V ahead = hn::MulAdd(hn::Set(d, c[5]), moments.mean, hn::Mul(hn::Set(d, c[0]), g));
    return hn::Sub(w, hn::Div(ahead, moments.root));
  }
};

template <class... Rows>
struct OptimizerList {};

using Optimizers = OptimizerList<Sgd, Momentum, Nesterov, Adagrad, Adadelta, Rmsprop, Adam, Adamw, Nadam>;

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
