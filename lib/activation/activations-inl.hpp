// The activation table: one struct an activation holds its row (name, formula, range, citation) and its function and
// derivative as vector code. To add one, write the struct and name it in the list at the end.
//
// Value(d, z, p) is the activation of the pre-activation z under the parameters p; Derivative(d, z, a, p) its slope
// there, given a = Value(d, z, p). Comparisons are false for NaN, so each selection is written to let NaN through.

#include <hwy/highway.h>

#include <limits>

#include "activation/table.hpp"
#include "arithmetic/elementary-inl.hpp"

#if defined(ACTLAB_ACTIVATIONS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_ACTIVATIONS_INL_HPP
#undef ACTLAB_ACTIVATIONS_INL_HPP
#else
#define ACTLAB_ACTIVATIONS_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
namespace elementary = arithmetic::HWY_NAMESPACE;

inline constexpr double infinity = std::numeric_limits<double>::infinity();

template <class D>
HWY_INLINE hn::Vec<D> Constant(D d, double value) {
  return hn::Set(d, static_cast<hn::TFromD<D>>(value));
}

// value where z > 0, otherwise `below`; NaN takes `below`.
template <class V>
HWY_INLINE V WherePositive(V z, V value, V below) {
  const hn::DFromV<V> d;
  return hn::IfThenElse(hn::Gt(z, hn::Zero(d)), value, below);
}

struct Identity {
  static constexpr ActivationInfo info{.name = "identity",
                                       .aliases = "linear none",
                                       .formula = "x",
                                       .derivative = "1",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "glorot",
                                       .citation = "Rosenblatt 1958"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D, V z, const T*) {
    return z;
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D d, V, V, const T*) {
    return Constant(d, 1);
  }
};

struct Sigmoid {
  static constexpr ActivationInfo info{.name = "sigmoid",
                                       .aliases = "logistic",
                                       .formula = "1 / (1 + exp(-x))",
                                       .derivative = "f (1 - f)",
                                       .low = 0,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "Rumelhart, Hinton, Williams 1986"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return elementary::Sigmoid(d, z);
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D, V, V a, const T*) {
    return hn::NegMulAdd(a, a, a);
  }
};

struct Tanh {
  static constexpr ActivationInfo info{.name = "tanh",
                                       .formula = "tanh(x)",
                                       .derivative = "1 - f^2",
                                       .low = -1,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "LeCun, Bottou, Orr, Mueller 1998"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return elementary::Tanh(d, z);
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D d, V, V a, const T*) {
    return hn::NegMulAdd(a, a, Constant(d, 1));
  }
};

struct Relu {
  static constexpr ActivationInfo info{.name = "relu",
                                       .formula = "max(0, x)",
                                       .derivative = "1 if x > 0 else 0",
                                       .low = 0,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Nair, Hinton 2010"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return hn::IfThenZeroElse(hn::Le(z, hn::Zero(d)), z);
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D d, V z, V, const T*) {
    return hn::IfThenElseZero(hn::Gt(z, hn::Zero(d)), Constant(d, 1));
  }
};

struct LeakyRelu {
  static constexpr ActivationParameter parameters[] = {
      {.name = "slope", .default_value = 0.01, .low = -10, .high = 10, .help = "slope for x <= 0"}};
  static constexpr ActivationInfo info{.name = "leaky_relu",
                                       .aliases = "lrelu",
                                       .formula = "x if x > 0 else slope x",
                                       .derivative = "1 if x > 0 else slope",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Maas, Hannun, Ng 2013",
                                       .parameters = parameters};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T* p) {
    return WherePositive(z, z, hn::Mul(hn::Set(d, p[0]), z));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D d, V z, V, const T* p) {
    return WherePositive(z, Constant(d, 1), hn::Set(d, p[0]));
  }
};

struct Elu {
  static constexpr ActivationParameter parameters[] = {{.name = "alpha",
                                                        .default_value = 1,
                                                        .low = 0,
                                                        .high = 100,
                                                        .help = "-alpha is the value approached as x falls"}};
  static constexpr ActivationInfo info{.name = "elu",
                                       .formula = "x if x > 0 else alpha (exp(x) - 1)",
                                       .derivative = "1 if x > 0 else alpha exp(x)",
                                       .low = -1,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Clevert, Unterthiner, Hochreiter 2016",
                                       .parameters = parameters};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T* p) {
    return WherePositive(z, z, hn::Mul(hn::Set(d, p[0]), elementary::Expm1(d, z)));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D d, V z, V a, const T* p) {
    return WherePositive(z, Constant(d, 1), hn::Add(a, hn::Set(d, p[0])));
  }
};

struct Selu {
  static constexpr double alpha = 1.67326324235437728481704;
  static constexpr double lambda = 1.05070098735548049341933;
  static constexpr ActivationInfo info{
      .name = "selu",
      .formula = "lambda (x if x > 0 else alpha (exp(x) - 1)), lambda = 1.0507, alpha = 1.6733",
      .derivative = "lambda if x > 0 else lambda alpha exp(x)",
      .low = -lambda * alpha,
      .high = infinity,
      .initializer = "lecun",
      .citation = "Klambauer, Unterthiner, Mayr, Hochreiter 2017"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return WherePositive(z, hn::Mul(Constant(d, lambda), z),
                         hn::Mul(Constant(d, lambda * alpha), elementary::Expm1(d, z)));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D d, V z, V a, const T*) {
    return WherePositive(z, Constant(d, lambda), hn::Add(a, Constant(d, lambda * alpha)));
  }
};

struct Softplus {
  static constexpr ActivationInfo info{.name = "softplus",
                                       .formula = "log(1 + exp(x))",
                                       .derivative = "sigmoid(x)",
                                       .low = 0,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Dugas, Bengio, Belisle, Nadeau, Garcia 2001"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return elementary::Softplus(d, z);
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D d, V z, V, const T*) {
    return elementary::Sigmoid(d, z);
  }
};

struct Gelu {
  static constexpr ActivationInfo info{.name = "gelu",
                                       .formula = "x Phi(x), Phi the normal distribution function",
                                       .derivative = "Phi(x) + x exp(-x^2 / 2) / sqrt(2 pi)",
                                       .low = -0.1699712074799037,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Hendrycks, Gimpel 2016"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    // The product at -infinity would be NaN; the limit is 0.
    const auto far_left = hn::Eq(z, Constant(d, -infinity));
    return hn::IfThenZeroElse(far_left, hn::Mul(z, elementary::NormalCdf(d, z)));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D d, V z, V, const T*) {
    constexpr double inverse_sqrt_2pi = 0.39894228040143267794;
    const V density =
        hn::Mul(Constant(d, inverse_sqrt_2pi), elementary::Exp(d, hn::Mul(hn::Mul(z, Constant(d, -0.5)), z)));
    const V bell = hn::IfThenZeroElse(hn::Eq(density, hn::Zero(d)), hn::Mul(z, density));
    return hn::Add(elementary::NormalCdf(d, z), bell);
  }
};

struct Silu {
  static constexpr ActivationInfo info{.name = "silu",
                                       .aliases = "swish",
                                       .formula = "x sigmoid(x)",
                                       .derivative = "s + f (1 - s), s = sigmoid(x)",
                                       .low = -0.2784645427610738,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Elfwing, Uchibe, Doya 2018; Ramachandran, Zoph, Le 2017"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    const auto far_left = hn::Eq(z, Constant(d, -infinity));
    return hn::IfThenZeroElse(far_left, hn::Mul(z, elementary::Sigmoid(d, z)));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D d, V z, V a, const T*) {
    const V s = elementary::Sigmoid(d, z);
    const V complement = hn::Sub(Constant(d, 1), s);
    const V bend = hn::IfThenZeroElse(hn::Eq(complement, hn::Zero(d)), hn::Mul(a, complement));
    return hn::Add(s, bend);
  }
};

struct Mish {
  static constexpr ActivationInfo info{.name = "mish",
                                       .formula = "x tanh(softplus(x))",
                                       .derivative = "t + x (1 - t^2) sigmoid(x), t = tanh(softplus(x))",
                                       .low = -0.3088434130172504,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Misra 2019"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    const auto far_left = hn::Eq(z, Constant(d, -infinity));
    return hn::IfThenZeroElse(far_left, hn::Mul(z, elementary::Tanh(d, elementary::Softplus(d, z))));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Derivative(D d, V z, V, const T*) {
    const V t = elementary::Tanh(d, elementary::Softplus(d, z));
    const V slope = hn::Mul(hn::NegMulAdd(t, t, Constant(d, 1)), elementary::Sigmoid(d, z));
    const V bend = hn::IfThenZeroElse(hn::Eq(slope, hn::Zero(d)), hn::Mul(z, slope));
    return hn::Add(t, bend);
  }
};

// The largest of `pieces` linear functions of the inputs; unit u owns the pre-activations u * pieces ... u * pieces +
// pieces - 1.
struct Maxout {
  static constexpr ActivationParameter parameters[] = {
      {.name = "pieces", .default_value = 2, .low = 2, .high = 64, .whole = true, .help = "linear functions a unit"}};
  static constexpr ActivationInfo info{.name = "maxout",
                                       .kind = ActivationKind::pooled,
                                       .formula = "max(z_1, ..., z_pieces)",
                                       .derivative = "1 for the first largest piece, 0 for the others",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Goodfellow, Warde-Farley, Mirza, Courville, Bengio 2013",
                                       .parameters = parameters};
};

struct Softmax {
  static constexpr ActivationInfo info{.name = "softmax",
                                       .kind = ActivationKind::row,
                                       .formula = "exp(x_i) / sum_j exp(x_j)",
                                       .derivative = "f_i (delta_ij - f_j)",
                                       .low = 0,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "Bridle 1990"};
};

template <class... Rows>
struct ActivationList {};

using Activations =
    ActivationList<Identity, Sigmoid, Tanh, Relu, LeakyRelu, Elu, Selu, Softplus, Gelu, Silu, Mish, Maxout, Softmax>;

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
