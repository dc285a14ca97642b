#include "activation/kernels.hpp"

#include <array>
#include <type_traits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "activation/kernels.cpp"
#include <hwy/foreach_target.h>
// foreach_target comes first
#include <hwy/highway.h>

#include "activation/activations-inl.hpp"
#include "activation/formula-inl.hpp"
#include "arithmetic/dispatch.hpp"

HWY_BEFORE_NAMESPACE();
namespace actlab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
using Vectors = hn::ScalableTag<T>;

// Two vectors a pass: the second one's operations fill the waits of the first one's.
template <class T, class F>
HWY_INLINE void ForEachVector(std::size_t count, F visit) {
  const std::size_t lanes = hn::Lanes(Vectors<T>());
  std::size_t i = 0;
  for (; i + lanes < count; i += 2 * lanes) {
    visit(i);
    visit(i + lanes);
  }
  if (i < count) visit(i);
}

template <class Row, ActivationKind kind = Row::info.kind>
struct LayerActivation;

template <class Row>
struct LayerActivation<Row, ActivationKind::elementwise> {
  template <class T>
  static void Forward(const ActivationCall<T>& call, const T* HWY_RESTRICT z, T* HWY_RESTRICT a) {
    const Vectors<T> d;
    ForEachVector<T>(call.rows * call.width * hn::Lanes(d), [&](std::size_t i) HWY_ATTR {
      hn::Store(ValueOf<Row>(d, hn::Load(d, z + i), call.parameters), d, a + i);
    });
  }

  template <class T>
  static void ForwardWithSlope(const ActivationCall<T>& call, const T* HWY_RESTRICT z, T* HWY_RESTRICT a,
                               T* HWY_RESTRICT slope) {
    const Vectors<T> d;
    ForEachVector<T>(call.rows * call.width * hn::Lanes(d), [&](std::size_t i) HWY_ATTR {
      const auto both = ValueAndSlopeOf<Row>(d, hn::Load(d, z + i), call.parameters);
      hn::Store(both.value, d, a + i);
      hn::Store(both.slope, d, slope + i);
    });
  }
};

// dz = slope da, for every elementwise activation.
template <class T>
void TimesSlope(const ActivationCall<T>& call, const T*, const T*, const T* slope, const T* da, T* dz) {
  const Vectors<T> d;
  const std::size_t count = call.rows * call.width * hn::Lanes(d);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    hn::Store(hn::Mul(hn::Load(d, da + i), hn::Load(d, slope + i)), d, dz + i);
  }
}

template <class Row>
struct LayerActivation<Row, ActivationKind::sloped> {
  // Calls visit(offset, unit, slope left of zero) for each element.
  template <class T, class F>
  static HWY_INLINE void ForEachElement(const ActivationCall<T>& call, F visit) {
    const Vectors<T> d;
    const std::size_t lanes = hn::Lanes(d);
    for (std::size_t r = 0; r < call.rows; ++r) {
      for (std::size_t u = 0; u < call.width; ++u) {
        const std::size_t i = (r * call.width + u) * lanes;
        if constexpr (Row::info.slope == SlopeSource::learned) {
          visit(i, u, hn::Load(d, call.learned + u * call.learned_stride));
        } else if (call.drawn_slopes != nullptr) {
          visit(i, u, hn::Load(d, call.drawn_slopes + i));
        } else {
          const auto mean =
              hn::Mul(hn::Add(hn::Set(d, call.parameters[0]), hn::Set(d, call.parameters[1])), hn::Set(d, T{0.5}));
          visit(i, u, mean);
        }
      }
    }
  }

  template <class T>
  static void Forward(const ActivationCall<T>& call, const T* z, T* a) {
    const Vectors<T> d;
    ForEachElement(call, [&](std::size_t i, std::size_t, auto slope) HWY_ATTR {
      const auto x = hn::Load(d, z + i);
      hn::Store(WherePositive(x, x, hn::Mul(slope, x)), d, a + i);
    });
  }

  template <class T>
  static void ForwardWithSlope(const ActivationCall<T>& call, const T* z, T* a, T* slope) {
    const Vectors<T> d;
    ForEachElement(call, [&](std::size_t i, std::size_t, auto left) HWY_ATTR {
      const auto x = hn::Load(d, z + i);
      hn::Store(WherePositive(x, x, hn::Mul(left, x)), d, a + i);
      hn::Store(WherePositive(x, hn::Set(d, T{1}), left), d, slope + i);
    });
  }

  // df/dslope = x left of zero, and 0 elsewhere.
  template <class T>
  static void LearnedGradient(const ActivationCall<T>& call, const T* z, const T* da, T* gradient, bool fresh) {
    const Vectors<T> d;
    const std::size_t learned = call.learned_stride == 0 ? 1 : call.width;
    if (fresh) std::fill_n(gradient, learned * hn::Lanes(d), T{0});
    ForEachElement(call, [&](std::size_t i, std::size_t unit, auto) HWY_ATTR {
      const auto x = hn::Load(d, z + i);
      T* sum = gradient + unit * call.learned_stride;
      const auto left = hn::IfThenZeroElse(hn::Gt(x, hn::Zero(d)), x);
      hn::Store(hn::MulAdd(hn::Load(d, da + i), left, hn::Load(d, sum)), d, sum);
    });
  }
};

template <class Row>
struct LayerActivation<Row, ActivationKind::pooled> {
  template <class T>
  static void Forward(const ActivationCall<T>& call, const T* z, T* a) {
    const Vectors<T> d;
    const auto pieces = static_cast<std::size_t>(call.parameters[0]);
    for (std::size_t i = 0; i < call.rows * call.width; ++i, z += pieces * hn::Lanes(d)) {
      hn::Store(LargestOf(d, z, pieces), d, a + i * hn::Lanes(d));
    }
  }

  template <class T>
  static void ForwardWithSlope(const ActivationCall<T>& call, const T* z, T* a, T*) {
    Forward(call, z, a);
  }

  template <class T>
  static void Backward(const ActivationCall<T>& call, const T* z, const T* a, const T*, const T* da, T* dz) {
    const Vectors<T> d;
    const std::size_t lanes = hn::Lanes(d);
    const auto pieces = static_cast<std::size_t>(call.parameters[0]);
    for (std::size_t i = 0; i < call.rows * call.width; ++i, z += pieces * lanes, dz += pieces * lanes) {
      const auto largest = hn::Load(d, a + i * lanes);
      auto rest = hn::Load(d, da + i * lanes);  // the error, until a piece has taken it
      for (std::size_t p = 0; p < pieces; ++p) {
        const auto takes = hn::Eq(hn::Load(d, z + p * lanes), largest);
        hn::Store(hn::IfThenElseZero(takes, rest), d, dz + p * lanes);
        rest = hn::IfThenZeroElse(takes, rest);
      }
    }
  }
};

// a = x g(y): the slopes with respect to x and y stand where x and y stand in z.
template <class Row>
struct LayerActivation<Row, ActivationKind::gated> {
  using Gate = typename Row::Gate;

  template <class T>
  static void Forward(const ActivationCall<T>& call, const T* z, T* a) {
    const Vectors<T> d;
    const std::size_t lanes = hn::Lanes(d);
    for (std::size_t i = 0; i < call.rows * call.width; ++i, z += 2 * lanes) {
      const auto gate = ValueOf<Gate>(d, hn::Load(d, z + lanes), call.parameters);
      hn::Store(hn::Mul(hn::Load(d, z), gate), d, a + i * lanes);
    }
  }

  template <class T>
  static void ForwardWithSlope(const ActivationCall<T>& call, const T* z, T* a, T* slope) {
    const Vectors<T> d;
    const std::size_t lanes = hn::Lanes(d);
    for (std::size_t i = 0; i < call.rows * call.width; ++i, z += 2 * lanes, slope += 2 * lanes) {
      const auto x = hn::Load(d, z);
      const auto gate = ValueAndSlopeOf<Gate>(d, hn::Load(d, z + lanes), call.parameters);
      hn::Store(hn::Mul(x, gate.value), d, a + i * lanes);
      hn::Store(gate.value, d, slope);
      hn::Store(hn::Mul(x, gate.slope), d, slope + lanes);
    }
  }

  template <class T>
  static void Backward(const ActivationCall<T>& call, const T*, const T*, const T* slope, const T* da, T* dz) {
    const Vectors<T> d;
    const std::size_t lanes = hn::Lanes(d);
    for (std::size_t i = 0; i < call.rows * call.width; ++i, slope += 2 * lanes, dz += 2 * lanes) {
      const auto error = hn::Load(d, da + i * lanes);
      hn::Store(hn::Mul(error, hn::Load(d, slope)), d, dz);
      hn::Store(hn::Mul(error, hn::Load(d, slope + lanes)), d, dz + lanes);
    }
  }
};

template <class Row>
struct LayerActivation<Row, ActivationKind::paired> {
  template <class T>
  static void Forward(const ActivationCall<T>& call, const T* z, T* a) {
    const Vectors<T> d;
    const std::size_t lanes = hn::Lanes(d);
    const auto zero = hn::Zero(d);
    for (std::size_t i = 0; i < call.rows * call.width; ++i, a += 2 * lanes) {
      const auto x = hn::Load(d, z + i * lanes);
      hn::Store(hn::IfThenZeroElse(hn::Le(x, zero), x), d, a);
      hn::Store(hn::IfThenZeroElse(hn::Ge(x, zero), hn::Neg(x)), d, a + lanes);
    }
  }

  template <class T>
  static void ForwardWithSlope(const ActivationCall<T>& call, const T* z, T* a, T*) {
    Forward(call, z, a);
  }

  template <class T>
  static void Backward(const ActivationCall<T>& call, const T* z, const T*, const T*, const T* da, T* dz) {
    const Vectors<T> d;
    const std::size_t lanes = hn::Lanes(d);
    const auto zero = hn::Zero(d);
    for (std::size_t i = 0; i < call.rows * call.width; ++i, da += 2 * lanes) {
      const auto x = hn::Load(d, z + i * lanes);
      const auto right = hn::IfThenElseZero(hn::Gt(x, zero), hn::Load(d, da));
      hn::Store(hn::IfThenElse(hn::Lt(x, zero), hn::Neg(hn::Load(d, da + lanes)), right), d, dz + i * lanes);
    }
  }
};

template <class Row>
struct LayerActivation<Row, ActivationKind::row> {
  template <class T>
  static void Forward(const ActivationCall<T>& call, const T* z, T* a) {
    const Vectors<T> d;
    const std::size_t stride = call.width * hn::Lanes(d);
    for (std::size_t r = 0; r < call.rows; ++r) Row::ForwardRow(d, z + r * stride, a + r * stride, call.width);
  }

  template <class T>
  static void ForwardWithSlope(const ActivationCall<T>& call, const T* z, T* a, T*) {
    Forward(call, z, a);
  }

  template <class T>
  static void Backward(const ActivationCall<T>& call, const T*, const T* a, const T*, const T* da, T* dz) {
    const Vectors<T> d;
    const std::size_t stride = call.width * hn::Lanes(d);
    for (std::size_t r = 0; r < call.rows; ++r) {
      Row::BackwardRow(d, a + r * stride, da + r * stride, dz + r * stride, call.width);
    }
  }
};

struct FormulaActivation {
  template <class T>
  static void Forward(const ActivationCall<T>& call, const T* z, T* a) {
    T* outputs[] = {a};
    RunProgram(Vectors<T>(), call.formula->value(), call.learned, z, outputs, call.rows * call.width);
  }

  template <class T>
  static void ForwardWithSlope(const ActivationCall<T>& call, const T* z, T* a, T* slope) {
    T* outputs[] = {a, slope};
    RunProgram(Vectors<T>(), call.formula->value_and_slope(), call.learned, z, outputs, call.rows * call.width);
  }

  template <class T>
  static void LearnedGradient(const ActivationCall<T>& call, const T* z, const T* da, T* gradient, bool fresh) {
    const Vectors<T> d;
    const std::size_t lanes = hn::Lanes(d);
    const FormulaProgram& program = call.formula->learned_slopes();
    if (fresh) std::fill_n(gradient, program.outputs * lanes, T{0});
    arithmetic::AlignedVector<T> slopes(program.outputs * call.width * lanes);
    std::vector<T*> outputs;
    for (std::size_t o = 0; o < program.outputs; ++o) outputs.push_back(slopes.data() + o * call.width * lanes);
    for (std::size_t r = 0; r < call.rows; ++r, z += call.width * lanes, da += call.width * lanes) {
      RunProgram(d, program, call.learned, z, outputs.data(), call.width);
      for (std::size_t o = 0; o < program.outputs; ++o) {
        auto sum = hn::Load(d, gradient + o * lanes);
        for (std::size_t i = 0; i < call.width * lanes; i += lanes) {
          sum = hn::MulAdd(hn::Load(d, da + i), hn::Load(d, outputs[o] + i), sum);
        }
        hn::Store(sum, d, gradient + o * lanes);
      }
    }
  }
};

template <class Row, class T>
constexpr ActivationKernel<T> KernelOf() {
  using Layer = LayerActivation<Row>;
  ActivationKernel<T> kernel{&Layer::template Forward<T>, &Layer::template ForwardWithSlope<T>, &TimesSlope<T>};
  if constexpr (requires { &Layer::template Backward<T>; }) kernel.backward = &Layer::template Backward<T>;
  if constexpr (Row::info.slope == SlopeSource::learned) kernel.learned_gradient = &Layer::template LearnedGradient<T>;
  kernel.rectifies = std::is_same_v<Row, Relu>;
  return kernel;
}

template <class T, class... Rows>
std::span<const ActivationKernel<T>> RowKernels(ActivationList<Rows...>) {
  static constexpr std::array<ActivationKernel<T>, sizeof...(Rows)> table{KernelOf<Rows, T>()...};
  return table;
}

template <class T>
const ActivationKernels<T>& AllKernels() {
  static const ActivationKernels<T> kernels{HWY_LANES(T),
                                            RowKernels<T>(Activations()),
                                            {&FormulaActivation::Forward<T>, &FormulaActivation::ForwardWithSlope<T>,
                                             &TimesSlope<T>, &FormulaActivation::LearnedGradient<T>}};
  return kernels;
}

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace actlab {

template <class T>
const ActivationKernels<T>& activation_kernels(arithmetic::Target target) {
  return ACTLAB_ON_TARGET(target, AllKernels<T>());
}
template const ActivationKernels<float>& activation_kernels<float>(arithmetic::Target);
template const ActivationKernels<double>& activation_kernels<double>(arithmetic::Target);

}  // namespace actlab
#endif
