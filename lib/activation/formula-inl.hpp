// Runs compiled formulas over arrays of vectors, a stretch of them at a time: every instruction goes over a stretch
// that stays in the first-level cache, so that the cost of deciding what to do is spread over many elements.

#include <hwy/highway.h>

#include <algorithm>
#include <vector>

#include "activation/activations-inl.hpp"
#include "activation/formula.hpp"
#include "arithmetic/aligned.hpp"

#if defined(ACTLAB_FORMULA_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_FORMULA_INL_HPP
#undef ACTLAB_FORMULA_INL_HPP
#else
#define ACTLAB_FORMULA_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Where an operand stands: a vector for every element, or one for all (step 0).
template <class T>
struct Stream {
  const T* first = nullptr;
  std::size_t step = 0;
};

template <class D, class T, class F>
HWY_INLINE void MapOne(D d, Stream<T> a, T* result, std::size_t vectors, F f) {
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t i = 0; i < vectors; ++i) {
    hn::Store(f(hn::Load(d, a.first + i * a.step)), d, result + i * lanes);
  }
}

// Constants are loaded once.
template <class D, class T, class F>
HWY_INLINE void MapTwo(D d, Stream<T> a, Stream<T> b, T* result, std::size_t vectors, F f) {
  const std::size_t count = vectors * hn::Lanes(d);
  if (a.step == 0) {
    const auto x = hn::Load(d, a.first);
    for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
      hn::Store(f(x, hn::Load(d, b.first + (b.step == 0 ? 0 : i))), d, result + i);
    }
  } else if (b.step == 0) {
    const auto y = hn::Load(d, b.first);
    for (std::size_t i = 0; i < count; i += hn::Lanes(d)) hn::Store(f(hn::Load(d, a.first + i), y), d, result + i);
  } else {
    for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
      hn::Store(f(hn::Load(d, a.first + i), hn::Load(d, b.first + i)), d, result + i);
    }
  }
}

// The elementwise rows of the activation table over a stretch, by their place in it.
template <class T>
struct StretchOfActivation {
  void (*value)(Stream<T> a, T* result, std::size_t vectors);
  void (*slope)(Stream<T> a, T* result, std::size_t vectors);
  void (*both)(Stream<T> a, T* result, T* slope, std::size_t vectors);
};

template <class Row, class T>
struct Stretch {
  static auto Parameters() {
    std::array<T, Row::info.parameters.size() + 1> values{};
    for (std::size_t i = 0; i < Row::info.parameters.size(); ++i) {
      values[i] = static_cast<T>(Row::info.parameters[i].default_value);
    }
    return values;
  }
  static void Value(Stream<T> a, T* result, std::size_t vectors) {
    const hn::ScalableTag<T> d;
    const auto p = Parameters();
    MapOne(d, a, result, vectors, [&](auto x) HWY_ATTR { return ValueOf<Row>(d, x, p.data()); });
  }
  static void Slope(Stream<T> a, T* result, std::size_t vectors) {
    const hn::ScalableTag<T> d;
    const auto p = Parameters();
    MapOne(d, a, result, vectors, [&](auto x) HWY_ATTR { return ValueAndSlopeOf<Row>(d, x, p.data()).slope; });
  }
  static void Both(Stream<T> a, T* result, T* slope, std::size_t vectors) {
    const hn::ScalableTag<T> d;
    const auto p = Parameters();
    for (std::size_t i = 0; i < vectors; ++i) {
      const auto both = ValueAndSlopeOf<Row>(d, hn::Load(d, a.first + i * a.step), p.data());
      hn::Store(both.value, d, result + i * hn::Lanes(d));
      hn::Store(both.slope, d, slope + i * hn::Lanes(d));
    }
  }
};

template <class Row, class T>
constexpr StretchOfActivation<T> StretchOf() {
  if constexpr (Row::info.kind == ActivationKind::elementwise) {
    return {&Stretch<Row, T>::Value, &Stretch<Row, T>::Slope, &Stretch<Row, T>::Both};
  } else {
    return {};
  }
}

template <class T, class... Rows>
const StretchOfActivation<T>& StretchOfRow(std::size_t row, ActivationList<Rows...>) {
  static constexpr std::array<StretchOfActivation<T>, sizeof...(Rows)> table{StretchOf<Rows, T>()...};
  return table[row];
}

template <class D, class T>
void RunInstruction(D d, const FormulaInstruction& instruction, Stream<T> a, Stream<T> b, Stream<T> c, Stream<T> e,
                    T* result, T* slope, std::size_t n) {
  const auto zero = hn::Zero(d);
  const auto one = Constant(d, 1);
  const auto one_if = [&](auto mask) HWY_ATTR { return hn::IfThenElseZero(mask, one); };
  using enum FormulaOp;
  switch (instruction.op) {
    case copy:
      return MapOne(d, a, result, n, [](auto x) HWY_ATTR { return x; });
    case add:
      return MapTwo(d, a, b, result, n, [](auto x, auto y) HWY_ATTR { return hn::Add(x, y); });
    case subtract:
      return MapTwo(d, a, b, result, n, [](auto x, auto y) HWY_ATTR { return hn::Sub(x, y); });
    case multiply:
      return MapTwo(d, a, b, result, n, [](auto x, auto y) HWY_ATTR { return hn::Mul(x, y); });
    case divide:
      return MapTwo(d, a, b, result, n, [](auto x, auto y) HWY_ATTR { return hn::Div(x, y); });
    case negate:
      return MapOne(d, a, result, n, [](auto x) HWY_ATTR { return hn::Neg(x); });
    case square_root:
      return MapOne(d, a, result, n, [](auto x) HWY_ATTR { return hn::Sqrt(x); });
    case absolute:
      return MapOne(d, a, result, n, [](auto x) HWY_ATTR { return hn::Abs(x); });
    case sign:
      return MapOne(d, a, result, n,
                    [&](auto x) HWY_ATTR { return hn::Sub(one_if(hn::Gt(x, zero)), one_if(hn::Lt(x, zero))); });
    case minimum:
      return MapTwo(d, a, b, result, n, [](auto x, auto y) HWY_ATTR { return hn::IfThenElse(hn::Lt(y, x), y, x); });
    case maximum:
      return MapTwo(d, a, b, result, n, [](auto x, auto y) HWY_ATTR { return hn::IfThenElse(hn::Gt(y, x), y, x); });
    case share_max:
      return MapTwo(d, a, b, result, n, [&](auto x, auto y) HWY_ATTR {
        return hn::IfThenElse(hn::Eq(x, y), Constant(d, 0.5), one_if(hn::Gt(x, y)));
      });
    case less:
      return MapTwo(d, a, b, result, n, [&](auto x, auto y) HWY_ATTR { return one_if(hn::Lt(x, y)); });
    case less_equal:
      return MapTwo(d, a, b, result, n, [&](auto x, auto y) HWY_ATTR { return one_if(hn::Le(x, y)); });
    case equal:
      return MapTwo(d, a, b, result, n, [&](auto x, auto y) HWY_ATTR { return one_if(hn::Eq(x, y)); });
    case select:
      for (std::size_t i = 0; i < n; ++i) {
        const auto condition = hn::Load(d, a.first + i * a.step);
        const auto chosen = hn::IfThenElse(hn::Eq(condition, zero), hn::Load(d, c.first + i * c.step),
                                           hn::Load(d, b.first + i * b.step));
        hn::Store(chosen, d, result + i * hn::Lanes(d));
      }
      return;
    case select_less:
      for (std::size_t i = 0; i < n; ++i) {
        const auto below = hn::Lt(hn::Load(d, a.first), hn::Load(d, b.first));
        hn::Store(hn::IfThenElse(below, hn::Load(d, c.first), hn::Load(d, e.first)), d, result + i * hn::Lanes(d));
        a.first += a.step;
        b.first += b.step;
        c.first += c.step;
        e.first += e.step;
      }
      return;
    case exp:
      return MapOne(d, a, result, n, [&](auto x) HWY_ATTR { return elementary::Exp(d, x); });
    case expm1:
      return MapOne(d, a, result, n, [&](auto x) HWY_ATTR { return elementary::Expm1(d, x); });
    case log:
      return MapOne(d, a, result, n, [&](auto x) HWY_ATTR { return elementary::Log(d, x); });
    case log1p:
      return MapOne(d, a, result, n, [&](auto x) HWY_ATTR { return elementary::Log1p(d, x); });
    case erf:
      return MapOne(d, a, result, n, [&](auto x) HWY_ATTR { return elementary::Erf(d, x); });
    case normal_cdf:
      return MapOne(d, a, result, n, [&](auto x) HWY_ATTR { return elementary::NormalCdf(d, x); });
    case sin:
      return MapOne(d, a, result, n, [&](auto x) HWY_ATTR { return elementary::Sin(d, x); });
    case cos:
      return MapOne(d, a, result, n, [&](auto x) HWY_ATTR { return elementary::Cos(d, x); });
    case atan:
      return MapOne(d, a, result, n, [&](auto x) HWY_ATTR { return elementary::Atan(d, x); });
    case activation:
      return StretchOfRow<T>(instruction.row, Activations()).value(a, result, n);
    case activation_slope:
      return StretchOfRow<T>(instruction.row, Activations()).slope(a, result, n);
    case activation_with_slope:
      return StretchOfRow<T>(instruction.row, Activations()).both(a, result, slope, n);
  }
}

// outputs[program.outputs][vectors][lanes] of z[vectors][lanes].
template <class D, class T = hn::TFromD<D>>
void RunProgram(D d, const FormulaProgram& program, const T* learned, const T* z, T* const* outputs,
                std::size_t vectors) {
  constexpr std::size_t scratch_vectors = 256;  // 16 KiB of the widest vectors
  constexpr std::size_t longest_stretch = 32;
  const std::size_t lanes = hn::Lanes(d);
  const std::size_t stretch =
      std::clamp(scratch_vectors / std::max<std::size_t>(1, program.scratch), std::size_t{1}, longest_stretch);
  arithmetic::AlignedVector<T> room((program.scratch * stretch + program.constants.size()) * lanes);
  T* constants = room.data() + program.scratch * stretch * lanes;
  for (std::size_t k = 0; k < program.constants.size(); ++k) {
    hn::Store(Constant(d, program.constants[k]), d, constants + k * lanes);
  }
  for (std::size_t begin = 0; begin < vectors; begin += stretch) {
    const std::size_t n = std::min(stretch, vectors - begin);
    const auto place = [&](FormulaOperand operand) -> T* {
      return operand.place == FormulaOperand::Place::output ? outputs[operand.index] + begin * lanes
                                                            : room.data() + operand.index * stretch * lanes;
    };
    const auto stream = [&](FormulaOperand operand) -> Stream<T> {
      switch (operand.place) {
        case FormulaOperand::Place::input:
          return {z + begin * lanes, lanes};
        case FormulaOperand::Place::constant:
          return {constants + operand.index * lanes, 0};
        case FormulaOperand::Place::learned:
          return {learned + operand.index * lanes, 0};
        default:
          return {place(operand), lanes};
      }
    };
    for (const FormulaInstruction& instruction : program.instructions) {
      RunInstruction(d, instruction, stream(instruction.a), stream(instruction.b), stream(instruction.c),
                     stream(instruction.d), place(instruction.result), place(instruction.slope), n);
    }
  }
}

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
