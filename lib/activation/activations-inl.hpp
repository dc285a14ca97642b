// The activation table: one struct an activation holds its row (name, formula, range, citation) and its function and
// derivative as vector code. To add one, write the struct and name it in the list at the end.
//
// An elementwise activation has Value(d, z, p), its value at the pre-activation z under the parameters p, and
// Slope(d, z, p), its derivative there; or, where both share work, ValueAndSlope(d, z, p). Comparisons are false for
// NaN, so each selection is written to let NaN through. At kinks the derivative is PyTorch's.
//
// The other kinds: a sloped activation is x for x > 0 and s x else, with an s of its own for every element; a gated one
// multiplies a value by Gate of a second pre-activation; a row activation has ForwardRow and BackwardRow over the units
// of a layer.

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
using elementary::HiLo;
using elementary::WithSlope;

inline constexpr double infinity = std::numeric_limits<double>::infinity();

template <class D>
HWY_INLINE hn::Vec<D> Constant(D d, double value) {
  return hn::Set(d, static_cast<hn::TFromD<D>>(value));
}

template <class Row, class D, class V, class T>
HWY_INLINE WithSlope<V> ValueAndSlopeOf(D d, V z, const T* p) {
  if constexpr (requires { Row::ValueAndSlope(d, z, p); }) {
    return Row::ValueAndSlope(d, z, p);
  } else {
    return {Row::Value(d, z, p), Row::Slope(d, z, p)};
  }
}

template <class Row, class D, class V, class T>
HWY_INLINE V ValueOf(D d, V z, const T* p) {
  if constexpr (requires { Row::Value(d, z, p); }) {
    return Row::Value(d, z, p);
  } else {
    return Row::ValueAndSlope(d, z, p).value;
  }
}

// value where z > 0, otherwise `below`; NaN takes `below`.
template <class V>
HWY_INLINE V WherePositive(V z, V value, V below) {
  const hn::DFromV<V> d;
  return hn::IfThenElse(hn::Gt(z, hn::Zero(d)), value, below);
}

// 1 where low < z < high, else 0.
template <class D, class V>
HWY_INLINE V OneWithin(D d, V z, V low, V high) {
  return hn::IfThenElseZero(hn::And(hn::Gt(z, low), hn::Lt(z, high)), Constant(d, 1));
}

// z times a factor that falls to 0 faster than z to -infinity, where the product would be NaN.
template <class V>
HWY_INLINE V TimesVanishing(V z, V factor) {
  const hn::DFromV<V> d;
  return hn::IfThenZeroElse(hn::Eq(factor, hn::Zero(d)), hn::Mul(z, factor));
}

// value, or where z is infinite its limit there.
template <class D, class V>
HWY_INLINE V WithLimits(D d, V z, V value, double left, double right) {
  value = hn::IfThenElse(hn::Eq(z, hn::Neg(hn::Inf(d))), Constant(d, left), value);
  return hn::IfThenElse(hn::Eq(z, hn::Inf(d)), Constant(d, right), value);
}

// sqrt(x^2 + b) = hi + lo for 0 < b <= 10^6; x is bounded, so that nothing overflows.
template <class D, class V>
HWY_INLINE HiLo<V> RootOfSquarePlus(D d, V x, V b) {
  const V bounded = elementary::Clamp(d, x, -0x1p60, 0x1p60);
  const V square = hn::Mul(bounded, bounded);
  const auto sum = elementary::TwoSum(square, b);
  const V sum_lo = hn::Add(sum.lo, hn::MulSub(bounded, bounded, square));
  const V root = hn::Sqrt(sum.hi);
  const V remainder = hn::Add(hn::NegMulAdd(root, root, sum.hi), sum_lo);
  const V lo = hn::Mul(remainder, hn::Div(Constant(d, 0.5), root));
  const auto far = hn::Gt(hn::Abs(x), Constant(d, 0x1p60));
  return {hn::IfThenElse(far, hn::Abs(x), root), hn::IfThenZeroElse(far, lo)};
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
  static HWY_INLINE V Slope(D d, V, const T*) {
    return Constant(d, 1);
  }
};

struct Step {
  static constexpr ActivationInfo info{.name = "step",
                                       .aliases = "heaviside",
                                       .trainable = false,
                                       .formula = "1 if x > 0 else 0",
                                       .derivative = "0",
                                       .low = 0,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "McCulloch, Pitts 1943"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return WherePositive(z, Constant(d, 1), hn::IfThenElse(hn::Eq(z, z), hn::Zero(d), z));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V, const T*) {
    return hn::Zero(d);
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
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    return elementary::SigmoidWithSlope(d, z);
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
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    if constexpr (elementary::is_single<D>) {
      return elementary::FloatTanhWithSlope(d, z);
    } else {
      return elementary::TanhWithSlope(d, z);
    }
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
  static HWY_INLINE V Slope(D d, V z, const T*) {
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
  static HWY_INLINE V Slope(D d, V z, const T* p) {
    return WherePositive(z, Constant(d, 1), hn::Set(d, p[0]));
  }
};

struct Prelu {
  static constexpr ActivationParameter parameters[] = {{.name = "slope",
                                                        .default_value = 0.25,
                                                        .low = -10,
                                                        .high = 10,
                                                        .help = "first slope for x <= 0, which training moves"},
                                                       {.name = "shared",
                                                        .default_value = 1,
                                                        .low = 0,
                                                        .high = 1,
                                                        .on_off = true,
                                                        .help = "one slope a layer (on) or one a unit (off)"}};
  static constexpr ActivationInfo info{.name = "prelu",
                                       .kind = ActivationKind::sloped,
                                       .slope = SlopeSource::learned,
                                       .formula = "x if x > 0 else slope x, slope learned",
                                       .derivative = "1 if x > 0 else slope",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "He, Zhang, Ren, Sun 2015",
                                       .parameters = parameters};
};

struct Rrelu {
  static constexpr ActivationParameter parameters[] = {
      {.name = "lower", .default_value = 0.125, .low = 0, .high = 10, .help = "smallest slope for x <= 0"},
      {.name = "upper", .default_value = 1.0 / 3, .low = 0, .high = 10, .help = "largest slope for x <= 0"}};
  static constexpr ActivationInfo info{
      .name = "rrelu",
      .kind = ActivationKind::sloped,
      .slope = SlopeSource::drawn,
      .formula = "x if x > 0 else s x, s drawn from [lower, upper) in training, its mean in evaluation",
      .derivative = "1 if x > 0 else s",
      .low = -infinity,
      .high = infinity,
      .initializer = "he",
      .citation = "Xu, Wang, Chen, Li 2015",
      .parameters = parameters};
};

struct Relu6 {
  static constexpr ActivationInfo info{.name = "relu6",
                                       .formula = "min(max(0, x), 6)",
                                       .derivative = "1 if 0 < x < 6 else 0",
                                       .low = 0,
                                       .high = 6,
                                       .initializer = "he",
                                       .citation = "Krizhevsky 2010"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return elementary::Clamp(d, z, 0, 6);
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V z, const T*) {
    return OneWithin(d, z, hn::Zero(d), Constant(d, 6));
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
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T* p) {
    const auto e = elementary::Expm1WithSlope(d, z);
    const V alpha = hn::Set(d, p[0]);
    return {WherePositive(z, z, hn::Mul(alpha, e.value)), WherePositive(z, Constant(d, 1), hn::Mul(alpha, e.slope))};
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
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    const auto e = elementary::Expm1WithSlope(d, z);
    const V left = Constant(d, lambda * alpha);
    const V right = Constant(d, lambda);
    return {WherePositive(z, hn::Mul(right, z), hn::Mul(left, e.value)),
            WherePositive(z, right, hn::Mul(left, e.slope))};
  }
};

struct Celu {
  static constexpr ActivationParameter parameters[] = {{.name = "alpha",
                                                        .default_value = 1,
                                                        .low = 0.001,
                                                        .high = 100,
                                                        .help = "-alpha is the value approached as x falls"}};
  static constexpr ActivationInfo info{.name = "celu",
                                       .formula = "x if x > 0 else alpha (exp(x / alpha) - 1)",
                                       .derivative = "1 if x > 0 else exp(x / alpha)",
                                       .low = -1,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Barron 2017",
                                       .parameters = parameters};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T* p) {
    const V alpha = hn::Set(d, p[0]);
    const auto e = elementary::Expm1WithSlope(d, hn::Div(z, alpha));
    return {WherePositive(z, z, hn::Mul(alpha, e.value)), WherePositive(z, Constant(d, 1), e.slope)};
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
    if constexpr (elementary::is_single<D>) {
      return elementary::FloatGeluWithSlope(d, z).value;
    } else {
      return TimesVanishing(z, elementary::NormalCdf(d, z));
    }
  }
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    if constexpr (elementary::is_single<D>) {
      return elementary::FloatGeluWithSlope(d, z);
    } else {
      const auto phi = elementary::NormalCdfWithDensity(d, z);
      return {TimesVanishing(z, phi.value), hn::Add(phi.value, TimesVanishing(z, phi.slope))};
    }
  }
};

struct GeluTanh {
  static constexpr ActivationInfo info{.name = "gelu_tanh",
                                       .formula = "x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2",
                                       .derivative = "s + x s (1 - s) 2 u', s = sigmoid(2 u), u the argument of tanh",
                                       .low = -0.1700407505712541,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Hendrycks, Gimpel 2016"};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    // x is bounded where the cube would overflow: s is 0 or 1 there.
    using T_ = hn::TFromD<D>;
    constexpr double linear = 1.59576912160573071176;  // 2 sqrt(2 / pi)
    constexpr double cubic = 0.0713548162726002527;    // 0.044715 of it
    constexpr bool single = sizeof(T_) == sizeof(float);
    constexpr double linear_lo =
        single ? linear - static_cast<double>(static_cast<T_>(linear)) : -0x1.cbc0d30ebfd15p-54;
    constexpr double cubic_lo = single ? cubic - static_cast<double>(static_cast<T_>(cubic)) : -0x1.6c843a29d1c7p-61;
    const V x = elementary::Clamp(d, z, -40, 40);
    const V square = hn::Mul(x, x);
    const V square_lo = hn::MulSub(x, x, square);
    const V product = hn::Mul(square, Constant(d, cubic));
    const V product_lo = hn::MulAdd(square_lo, Constant(d, cubic), hn::MulSub(square, Constant(d, cubic), product));
    const auto factor = elementary::TwoSum(product, Constant(d, linear));
    const V factor_lo =
        hn::Add(hn::Add(factor.lo, product_lo), hn::MulAdd(square, Constant(d, cubic_lo), Constant(d, linear_lo)));
    const V u = hn::Mul(x, factor.hi);
    const V u_lo = hn::MulAdd(x, factor_lo, hn::MulSub(x, factor.hi, u));
    const auto s = elementary::SigmoidAndComplement(d, HiLo<V>{u, u_lo});
    const V bend = hn::Mul(hn::MulAdd(square, Constant(d, 3 * cubic), Constant(d, linear)), x);
    return {TimesVanishing(z, s.value), hn::Mul(s.value, hn::MulAdd(bend, s.complement, Constant(d, 1)))};
  }
};

struct Silu {
  static constexpr ActivationInfo info{.name = "silu",
                                       .aliases = "swish",
                                       .formula = "x sigmoid(x)",
                                       .derivative = "s (1 + x (1 - s)), s = sigmoid(x)",
                                       .low = -0.2784645427610738,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Elfwing, Uchibe, Doya 2018; Ramachandran, Zoph, Le 2017"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    if constexpr (elementary::is_single<D>) {
      return elementary::FloatSiluWithSlope(d, z).value;
    } else {
      return TimesVanishing(z, elementary::Sigmoid(d, z));
    }
  }
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    if constexpr (elementary::is_single<D>) {
      return elementary::FloatSiluWithSlope(d, z);
    } else {
      const auto s = elementary::SigmoidAndComplement(d, z);
      const V bend = hn::Add(Constant(d, 1), TimesVanishing(z, s.complement));
      return {TimesVanishing(z, s.value), TimesVanishing(bend, s.value)};
    }
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
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    if constexpr (elementary::is_single<D>) {
      return elementary::FloatMishWithSlope(d, z);
    } else {
      // With e = exp(-|x|): t = N / D, N = e^2 + 2 e and D = N + 2 for x <= 0, N = 1 + 2 e and D = N + 2 e^2 for x > 0;
      // (1 - t^2) sigmoid(x) = 4 e (1 + e) / D^2 or 4 e^2 (1 + e) / D^2.
      const V one = Constant(d, 1);
      const V two = Constant(d, 2);
      const auto positive = hn::Gt(z, hn::Zero(d));
      const auto choose = [&](V yes, V no) HWY_ATTR { return hn::IfThenElse(positive, yes, no); };
      const auto l = elementary::LogisticOf(d, hn::Abs(z));
      const auto sum = elementary::TwoSum(two, l.e.hi);
      const HiLo<V> left = elementary::Product(l.e, HiLo<V>{sum.hi, hn::Add(sum.lo, l.e.lo)});
      const auto right = elementary::TwoSum(one, hn::Add(l.e.hi, l.e.hi));
      const HiLo<V> numerator{choose(right.hi, left.hi), choose(hn::MulAdd(two, l.e.lo, right.lo), left.lo)};
      const V twice_square = hn::Mul(hn::Add(l.e.hi, l.e.hi), l.e.hi);
      const auto total = elementary::TwoSum(numerator.hi, choose(twice_square, two));
      const HiLo<V> denominator{total.hi, hn::Add(total.lo, numerator.lo)};
      const V reciprocal = hn::Div(Constant(d, 1), denominator.hi);
      // Of e beyond 2^-60: t is 2 e / 2 there to the left, and 1 to the right.
      const V t =
          hn::Mul(elementary::Sum(elementary::Quotient(numerator, denominator, reciprocal)), choose(one, l.rest));
      const V inverse = elementary::Sum(elementary::Quotient(HiLo<V>{one, hn::Zero(d)}, denominator, reciprocal));
      const V k = hn::Mul(hn::Mul(l.e.hi, hn::Add(one, l.e.hi)), choose(l.e.hi, one));
      const V curvature = hn::Mul(hn::Mul(hn::Mul(Constant(d, 4), k), hn::Mul(inverse, inverse)), l.rest);
      return {TimesVanishing(z, t), hn::Add(t, TimesVanishing(z, curvature))};
    }
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
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    if constexpr (elementary::is_single<D>) {
      return elementary::FloatSoftplusWithSlope(d, z);
    } else {
      return {elementary::Softplus(d, z), elementary::Sigmoid(d, z)};
    }
  }
};

struct Softsign {
  static constexpr ActivationInfo info{.name = "softsign",
                                       .formula = "x / (1 + |x|)",
                                       .derivative = "1 / (1 + |x|)^2",
                                       .low = -1,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "Bergstra, Desjardins, Lamblin, Bengio 2009"};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    const V one = Constant(d, 1);
    const V magnitude = elementary::Clamp(d, hn::Abs(z), 0, 0x1p60);
    const auto denominator = elementary::TwoSum(one, magnitude);
    const V reciprocal = hn::Div(Constant(d, 1), denominator.hi);
    const HiLo<V> numerator{magnitude, hn::Zero(d)};
    const V inverse = elementary::Sum(elementary::Quotient(HiLo<V>{one, hn::Zero(d)}, denominator, reciprocal));
    const V value = elementary::Sum(elementary::Quotient(numerator, denominator, reciprocal));
    return {hn::CopySign(value, z), hn::Mul(inverse, inverse)};
  }
};

struct HardTanh {
  static constexpr ActivationParameter parameters[] = {
      {.name = "low", .default_value = -1, .low = -100, .high = 0, .help = "smallest value"},
      {.name = "high", .default_value = 1, .low = 0, .high = 100, .help = "largest value"}};
  static constexpr ActivationInfo info{.name = "hard_tanh",
                                       .aliases = "hardtanh",
                                       .formula = "min(max(low, x), high)",
                                       .derivative = "1 if low < x < high else 0",
                                       .low = -1,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "Collobert 2004",
                                       .parameters = parameters};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T* p) {
    const V low = hn::Set(d, p[0]);
    const V high = hn::Set(d, p[1]);
    const V raised = hn::IfThenElse(hn::Lt(z, low), low, z);
    return hn::IfThenElse(hn::Gt(raised, high), high, raised);
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V z, const T* p) {
    return OneWithin(d, z, hn::Set(d, p[0]), hn::Set(d, p[1]));
  }
};

struct HardSigmoid {
  static constexpr ActivationInfo info{.name = "hard_sigmoid",
                                       .aliases = "hardsigmoid",
                                       .formula = "min(max(0, x + 3), 6) / 6",
                                       .derivative = "1/6 if -3 < x < 3 else 0",
                                       .low = 0,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "Courbariaux, Bengio, David 2015; Howard et al. 2019"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return hn::Div(elementary::Clamp(d, hn::Add(z, Constant(d, 3)), 0, 6), Constant(d, 6));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V z, const T*) {
    return hn::IfThenElseZero(hn::Lt(hn::Abs(z), Constant(d, 3)), Constant(d, 1.0 / 6));
  }
};

struct HardSwish {
  static constexpr ActivationInfo info{.name = "hard_swish",
                                       .aliases = "hardswish hard_silu",
                                       .formula = "x min(max(0, x + 3), 6) / 6",
                                       .derivative = "0 if x < -3, x / 3 + 1/2 if x < 3, else 1",
                                       .low = -0.375,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Howard et al. 2019"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    const V gate = hn::Div(elementary::Clamp(d, hn::Add(z, Constant(d, 3)), 0, 6), Constant(d, 6));
    return TimesVanishing(z, gate);
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V z, const T*) {
    const V middle = hn::Div(hn::MulAdd(Constant(d, 2), z, Constant(d, 3)), Constant(d, 6));
    const V right = hn::IfThenElse(hn::Ge(z, Constant(d, 3)), Constant(d, 1), middle);
    return hn::IfThenZeroElse(hn::Lt(z, Constant(d, -3)), right);
  }
};

struct LogSigmoid {
  static constexpr ActivationInfo info{.name = "log_sigmoid",
                                       .aliases = "logsigmoid",
                                       .formula = "-log(1 + exp(-x))",
                                       .derivative = "sigmoid(-x)",
                                       .low = -infinity,
                                       .high = 0,
                                       .initializer = "glorot",
                                       .citation = "Gutmann, Hyvaerinen 2010"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return hn::Neg(elementary::Softplus(d, hn::Neg(z)));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V z, const T*) {
    return elementary::Sigmoid(d, hn::Neg(z));
  }
};

struct Tanhshrink {
  static constexpr ActivationInfo info{.name = "tanhshrink",
                                       .formula = "x - tanh(x)",
                                       .derivative = "tanh(x)^2",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "glorot",
                                       .citation = "PyTorch"};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    const V tanh = elementary::Tanh(d, z);
    const V value = WithLimits(d, z, elementary::LinearMinusTanh(d, z), -infinity, infinity);
    return {value, hn::Mul(tanh, tanh)};
  }
};

struct Softshrink {
  static constexpr ActivationParameter parameters[] = {
      {.name = "lambda", .default_value = 0.5, .low = 0, .high = 100, .help = "half the width of the flat part"}};
  static constexpr ActivationInfo info{.name = "softshrink",
                                       .formula = "x - lambda if x > lambda, x + lambda if x < -lambda, else 0",
                                       .derivative = "1 if |x| > lambda else 0",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Donoho, Johnstone 1994",
                                       .parameters = parameters};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T* p) {
    const V lambda = hn::Set(d, p[0]);
    return hn::IfThenZeroElse(hn::Le(hn::Abs(z), lambda), hn::Sub(z, hn::CopySign(lambda, z)));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V z, const T* p) {
    return hn::IfThenElseZero(hn::Gt(hn::Abs(z), hn::Set(d, p[0])), Constant(d, 1));
  }
};

struct Hardshrink {
  static constexpr ActivationParameter parameters[] = {
      {.name = "lambda", .default_value = 0.5, .low = 0, .high = 100, .help = "half the width of the flat part"}};
  static constexpr ActivationInfo info{.name = "hardshrink",
                                       .formula = "x if |x| > lambda else 0",
                                       .derivative = "1 if |x| > lambda else 0",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Donoho, Johnstone 1994",
                                       .parameters = parameters};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T* p) {
    return hn::IfThenZeroElse(hn::Le(hn::Abs(z), hn::Set(d, p[0])), z);
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V z, const T* p) {
    return hn::IfThenElseZero(hn::Gt(hn::Abs(z), hn::Set(d, p[0])), Constant(d, 1));
  }
};

struct Threshold {
  static constexpr ActivationParameter parameters[] = {
      {.name = "theta", .default_value = 1, .low = -100, .high = 100, .help = "where the identity begins"},
      {.name = "value", .default_value = 0, .low = -100, .high = 100, .help = "value up to theta"}};
  static constexpr ActivationInfo info{.name = "threshold",
                                       .aliases = "thresholded_relu",
                                       .formula = "x if x > theta else value",
                                       .derivative = "1 if x > theta else 0",
                                       .low = 0,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Konda, Memisevic, Krueger 2015",
                                       .parameters = parameters};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T* p) {
    return hn::IfThenElse(hn::Le(z, hn::Set(d, p[0])), hn::Set(d, p[1]), z);
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V z, const T* p) {
    return hn::IfThenElseZero(hn::Gt(z, hn::Set(d, p[0])), Constant(d, 1));
  }
};

struct Exponential {
  static constexpr ActivationInfo info{.name = "exponential",
                                       .aliases = "exp",
                                       .formula = "exp(x)",
                                       .derivative = "exp(x)",
                                       .low = 0,
                                       .high = infinity,
                                       .initializer = "glorot",
                                       .citation = "Clevert, Unterthiner, Hochreiter 2016; Keras"};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    const V value = elementary::Exp(d, z);
    return {value, value};
  }
};

struct Squareplus {
  static constexpr ActivationParameter parameters[] = {
      {.name = "b", .default_value = 4, .low = 0.0001, .high = 1000000, .help = "width of the bend"}};
  static constexpr ActivationInfo info{.name = "squareplus",
                                       .formula = "(x + sqrt(x^2 + b)) / 2",
                                       .derivative = "f / sqrt(x^2 + b)",
                                       .low = 0,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Barron 2021",
                                       .parameters = parameters};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T* p) {
    const V half = Constant(d, 0.5);
    const V b = hn::Set(d, p[0]);
    const auto root = RootOfSquarePlus(d, z, b);
    const auto sum = elementary::TwoSum(hn::Abs(z), root.hi);
    const HiLo<V> total{sum.hi, hn::Add(sum.lo, root.lo)};
    const V left = elementary::Sum(
        elementary::Quotient(HiLo<V>{hn::Mul(half, b), hn::Zero(d)}, total, hn::Div(Constant(d, 1), sum.hi)));
    const V value = hn::IfThenElse(hn::Lt(z, hn::Zero(d)), left, hn::Mul(half, elementary::Sum(total)));
    const V reciprocal = hn::Div(Constant(d, 1), root.hi);
    const V slope = elementary::Sum(elementary::Quotient(HiLo<V>{value, hn::Zero(d)}, root, reciprocal));
    return {WithLimits(d, z, value, 0, infinity), WithLimits(d, z, slope, 0, 1)};
  }
};

struct SparsePlus {
  static constexpr ActivationInfo info{.name = "sparse_plus",
                                       .formula = "0 if x <= -1, (x + 1)^2 / 4 if x < 1, else x",
                                       .derivative = "0 if x <= -1, (x + 1) / 2 if x < 1, else 1",
                                       .low = 0,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Keras"};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    const V raised = hn::Add(elementary::Clamp(d, z, -1, 1), Constant(d, 1));
    const V square = hn::Mul(hn::Mul(raised, raised), Constant(d, 0.25));
    return {hn::IfThenElse(hn::Gt(z, Constant(d, 1)), z, square), hn::Mul(raised, Constant(d, 0.5))};
  }
};

struct SparseSigmoid {
  static constexpr ActivationInfo info{.name = "sparse_sigmoid",
                                       .formula = "0 if x <= -1, (x + 1) / 2 if x < 1, else 1",
                                       .derivative = "1/2 if -1 < x < 1 else 0",
                                       .low = 0,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "Keras"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return hn::Mul(hn::Add(elementary::Clamp(d, z, -1, 1), Constant(d, 1)), Constant(d, 0.5));
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V z, const T*) {
    return hn::Mul(OneWithin(d, z, Constant(d, -1), Constant(d, 1)), Constant(d, 0.5));
  }
};

struct Arctan {
  static constexpr ActivationInfo info{.name = "arctan",
                                       .aliases = "atan",
                                       .formula = "atan(x)",
                                       .derivative = "1 / (1 + x^2)",
                                       .low = -1.5707963267948966,
                                       .high = 1.5707963267948966,
                                       .initializer = "glorot",
                                       .citation = "Kamruzzaman, Aziz 2002"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return elementary::Atan(d, z);
  }
  template <class D, class V, class T>
  static HWY_INLINE V Slope(D d, V z, const T*) {
    return hn::Div(Constant(d, 1), hn::MulAdd(z, z, Constant(d, 1)));
  }
};

struct Gaussian {
  static constexpr ActivationInfo info{.name = "gaussian",
                                       .formula = "exp(-x^2)",
                                       .derivative = "-2 x f",
                                       .low = 0,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "Broomhead, Lowe 1988"};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    // The square's rounding error, times the value, is added.
    const V x = elementary::Clamp(d, z, -100, 100);
    const V square = hn::Mul(x, x);
    const V rounded = elementary::Exp(d, hn::Neg(square));
    const V value = hn::NegMulAdd(rounded, hn::MulSub(x, x, square), rounded);
    return {value, TimesVanishing(hn::Mul(Constant(d, -2), z), value)};
  }
};

struct Sine {
  static constexpr ActivationInfo info{.name = "sine",
                                       .aliases = "sin",
                                       .formula = "sin(x)",
                                       .derivative = "cos(x)",
                                       .low = -1,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "Sitzmann, Martel, Bergman, Lindell, Wetzstein 2020"};
  template <class D, class V, class T>
  static HWY_INLINE V Value(D d, V z, const T*) {
    return elementary::Sin(d, z);
  }
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    if constexpr (elementary::is_single<D>) {
      return elementary::FloatSineAndCosine(d, z);
    } else {
      return {elementary::Sin(d, z), elementary::Cos(d, z)};
    }
  }
};

struct Snake {
  static constexpr ActivationParameter parameters[] = {
      {.name = "a", .default_value = 1, .low = 0.01, .high = 100, .help = "frequency"}};
  static constexpr ActivationInfo info{.name = "snake",
                                       .formula = "x + sin(a x)^2 / a",
                                       .derivative = "1 + sin(2 a x)",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "glorot",
                                       .citation = "Ziyin, Hartwig, Ueda 2020",
                                       .parameters = parameters};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T* p) {
    if constexpr (elementary::is_single<D>) {
      return elementary::FloatSnakeWithSlope(d, z, p[0]);
    } else {
      return elementary::SnakeInDoubleWithSlope(d, z, hn::Set(d, p[0]));
    }
  }
};

struct BentIdentity {
  static constexpr ActivationInfo info{.name = "bent_identity",
                                       .formula = "(sqrt(x^2 + 1) - 1) / 2 + x",
                                       .derivative = "x / (2 sqrt(x^2 + 1)) + 1",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "unknown; Wikipedia's list of activation functions"};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    const V one = Constant(d, 1);
    const V half = hn::Mul(z, Constant(d, 0.5));
    const V root = elementary::Sum(RootOfSquarePlus(d, z, one));
    const V bend = hn::Mul(hn::Div(half, hn::Add(root, one)), z);
    const V slope = hn::Add(hn::Div(half, root), one);
    return {WithLimits(d, z, hn::Add(bend, z), -infinity, infinity), WithLimits(d, z, slope, 0.5, 1.5)};
  }
};

struct LecunTanh {
  static constexpr ActivationInfo info{.name = "lecun_tanh",
                                       .formula = "1.7159 tanh(2 x / 3)",
                                       .derivative = "1.7159 (2/3) (1 - tanh(2 x / 3)^2)",
                                       .low = -1.7159,
                                       .high = 1.7159,
                                       .initializer = "lecun",
                                       .citation = "LeCun, Bottou, Orr, Mueller 1998"};
  template <class D, class V, class T>
  static HWY_INLINE WithSlope<V> ValueAndSlope(D d, V z, const T*) {
    // 2 x / 3 = u + u_lo
    using T_ = hn::TFromD<D>;
    constexpr double ratio = 2.0 / 3;
    constexpr double ratio_lo =
        sizeof(T_) == sizeof(float) ? ratio - static_cast<double>(static_cast<float>(ratio)) : 0x1.5555555555555p-55;
    constexpr double amplitude = 1.7159;
    const V x = elementary::Clamp(d, z, -1000, 1000);
    const V u = hn::Mul(x, Constant(d, ratio));
    const V u_lo = hn::MulAdd(x, Constant(d, ratio_lo), hn::MulSub(x, Constant(d, ratio), u));
    const auto tanh = elementary::TanhWithSlope(d, u, &u_lo);
    return {hn::Mul(Constant(d, amplitude), tanh.value), hn::Mul(Constant(d, amplitude * ratio), tanh.slope)};
  }
};

struct Crelu {
  static constexpr ActivationInfo info{.name = "crelu",
                                       .kind = ActivationKind::paired,
                                       .formula = "max(0, x), max(0, -x)",
                                       .derivative = "1 if x > 0 else 0; -1 if x < 0 else 0",
                                       .low = 0,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Shang, Sohn, Almeida, Lee 2016"};
};

struct Maxout {
  static constexpr ActivationParameter parameters[] = {
      {.name = "pieces", .default_value = 2, .low = 2, .high = 64, .whole = true, .help = "linear functions a unit"}};
  static constexpr ActivationInfo info{.name = "maxout",
                                       .kind = ActivationKind::pooled,
                                       .formula = "max(x_1, ..., x_pieces)",
                                       .derivative = "1 for the first largest piece, 0 for the others",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "he",
                                       .citation = "Goodfellow, Warde-Farley, Mirza, Courville, Bengio 2013",
                                       .parameters = parameters};
};

struct Glu {
  static constexpr ActivationInfo info{.name = "glu",
                                       .kind = ActivationKind::gated,
                                       .formula = "x sigmoid(y)",
                                       .derivative = "sigmoid(y); x sigmoid'(y)",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "glorot",
                                       .citation = "Dauphin, Fan, Auli, Grangier 2017"};
  using Gate = Sigmoid;
};

struct Reglu {
  static constexpr ActivationInfo info{.name = "reglu",
                                       .kind = ActivationKind::gated,
                                       .formula = "x max(0, y)",
                                       .derivative = "max(0, y); x if y > 0 else 0",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "glorot",
                                       .citation = "Shazeer 2020"};
  using Gate = Relu;
};

struct Geglu {
  static constexpr ActivationInfo info{.name = "geglu",
                                       .kind = ActivationKind::gated,
                                       .formula = "x gelu(y)",
                                       .derivative = "gelu(y); x gelu'(y)",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "glorot",
                                       .citation = "Shazeer 2020"};
  using Gate = Gelu;
};

struct Swiglu {
  static constexpr ActivationInfo info{.name = "swiglu",
                                       .kind = ActivationKind::gated,
                                       .formula = "x silu(y)",
                                       .derivative = "silu(y); x silu'(y)",
                                       .low = -infinity,
                                       .high = infinity,
                                       .initializer = "glorot",
                                       .citation = "Shazeer 2020"};
  using Gate = Silu;
};

// Calls visit(offset) for each unit of a row.
template <class D, class F>
HWY_INLINE void ForEachUnit(D d, std::size_t units, F visit) {
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t i = 0; i < units * lanes; i += lanes) visit(i);
}

template <class D, class T>
HWY_INLINE hn::Vec<D> LargestOf(D d, const T* z, std::size_t units) {
  auto largest = hn::Load(d, z);
  ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR {
    const auto candidate = hn::Load(d, z + i);
    largest = hn::IfThenElse(hn::Gt(candidate, largest), candidate, largest);
  });
  return largest;
}

struct Softmax {
  static constexpr ActivationInfo info{.name = "softmax",
                                       .kind = ActivationKind::row,
                                       .formula = "exp(x_i) / sum_j exp(x_j)",
                                       .derivative = "f_i (delta_ij - f_j)",
                                       .low = 0,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "Bridle 1990"};
  // Shifted by the row's maximum.
  template <class D, class T>
  static HWY_INLINE void ForwardRow(D d, const T* z, T* a, std::size_t units) {
    const auto largest = LargestOf(d, z, units);
    auto total = hn::Zero(d);
    ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR {
      const auto exponential = elementary::Exp(d, hn::Sub(hn::Load(d, z + i), largest));
      hn::Store(exponential, d, a + i);
      total = hn::Add(total, exponential);
    });
    ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR { hn::Store(hn::Div(hn::Load(d, a + i), total), d, a + i); });
  }
  // dz_i = a_i (da_i - sum_j a_j da_j)
  template <class D, class T>
  static HWY_INLINE void BackwardRow(D d, const T* a, const T* da, T* dz, std::size_t units) {
    auto mean = hn::Zero(d);
    ForEachUnit(d, units,
                [&](std::size_t i) HWY_ATTR { mean = hn::MulAdd(hn::Load(d, a + i), hn::Load(d, da + i), mean); });
    ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR {
      hn::Store(hn::Mul(hn::Load(d, a + i), hn::Sub(hn::Load(d, da + i), mean)), d, dz + i);
    });
  }
};

struct LogSoftmax {
  static constexpr ActivationInfo info{.name = "log_softmax",
                                       .kind = ActivationKind::row,
                                       .formula = "x_i - log(sum_j exp(x_j))",
                                       .derivative = "delta_ij - exp(f_j)",
                                       .low = -infinity,
                                       .high = 0,
                                       .initializer = "glorot",
                                       .citation = "Bridle 1990"};
  template <class D, class T>
  static HWY_INLINE void ForwardRow(D d, const T* z, T* a, std::size_t units) {
    const auto largest = LargestOf(d, z, units);
    auto total = hn::Zero(d);
    ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR {
      total = hn::Add(total, elementary::Exp(d, hn::Sub(hn::Load(d, z + i), largest)));
    });
    const auto log_total = elementary::Log(d, total);
    ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR {
      hn::Store(hn::Sub(hn::Sub(hn::Load(d, z + i), largest), log_total), d, a + i);
    });
  }
  // dz_i = da_i - exp(a_i) sum_j da_j
  template <class D, class T>
  static HWY_INLINE void BackwardRow(D d, const T* a, const T* da, T* dz, std::size_t units) {
    auto sum = hn::Zero(d);
    ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR { sum = hn::Add(sum, hn::Load(d, da + i)); });
    ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR {
      const auto probability = elementary::Exp(d, hn::Load(d, a + i));
      hn::Store(hn::NegMulAdd(probability, sum, hn::Load(d, da + i)), d, dz + i);
    });
  }
};

struct Sparsemax {
  static constexpr ActivationInfo info{.name = "sparsemax",
                                       .kind = ActivationKind::row,
                                       .formula = "max(0, x_i - tau), tau such that the row sums to 1",
                                       .derivative = "delta_ij - 1 / n within the n units that are not 0",
                                       .low = 0,
                                       .high = 1,
                                       .initializer = "glorot",
                                       .citation = "Martins, Astudillo 2016"};
  // tau by Michelot (1986): the mean of the support less 1 / n, until no unit falls below it; a lane that is done does
  // not change any more.
  template <class D, class T>
  static HWY_INLINE void ForwardRow(D d, const T* z, T* a, std::size_t units) {
    const auto largest = LargestOf(d, z, units);
    auto tau = Constant(d, -infinity);
    auto support = hn::Zero(d);
    bool changed = true;
    for (std::size_t pass = 0; changed && pass <= units; ++pass) {
      auto count = hn::Zero(d);
      auto sum = hn::Zero(d);
      ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR {
        const auto shifted = hn::Sub(hn::Load(d, z + i), largest);
        const auto within = hn::Gt(shifted, tau);
        count = hn::Add(count, hn::IfThenElseZero(within, Constant(d, 1)));
        sum = hn::Add(sum, hn::IfThenElseZero(within, shifted));
      });
      changed = !hn::AllTrue(d, hn::Eq(count, support));
      support = count;
      tau = hn::Div(hn::Sub(sum, Constant(d, 1)), count);
    }
    ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR {
      const auto above = hn::Sub(hn::Sub(hn::Load(d, z + i), largest), tau);
      hn::Store(hn::IfThenZeroElse(hn::Lt(above, hn::Zero(d)), above), d, a + i);
    });
  }
  // dz_i = da_i - the mean of da over the support, on the support
  template <class D, class T>
  static HWY_INLINE void BackwardRow(D d, const T* a, const T* da, T* dz, std::size_t units) {
    auto count = hn::Zero(d);
    auto sum = hn::Zero(d);
    ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR {
      const auto within = hn::Gt(hn::Load(d, a + i), hn::Zero(d));
      count = hn::Add(count, hn::IfThenElseZero(within, Constant(d, 1)));
      sum = hn::Add(sum, hn::IfThenElseZero(within, hn::Load(d, da + i)));
    });
    const auto mean = hn::Div(sum, count);
    ForEachUnit(d, units, [&](std::size_t i) HWY_ATTR {
      const auto within = hn::Gt(hn::Load(d, a + i), hn::Zero(d));
      hn::Store(hn::IfThenElseZero(within, hn::Sub(hn::Load(d, da + i), mean)), d, dz + i);
    });
  }
};

template <class... Rows>
struct ActivationList {};

using Activations = ActivationList<Identity, Step, Sigmoid, Tanh, Relu, LeakyRelu, Prelu, Rrelu, Relu6, Elu, Selu, Celu,
                                   Gelu, GeluTanh, Silu, Mish, Softplus, Softsign, HardTanh, HardSigmoid, HardSwish,
                                   LogSigmoid, Tanhshrink, Softshrink, Hardshrink, Threshold, Exponential, Squareplus,
                                   SparsePlus, SparseSigmoid, Arctan, Gaussian, Sine, Snake, BentIdentity, LecunTanh,
                                   Crelu, Maxout, Glu, Reglu, Geglu, Swiglu, Softmax, LogSoftmax, Sparsemax>;

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
