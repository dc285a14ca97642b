#include "network/kernels.hpp"

#include <array>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/kernels.cpp"
#include <hwy/foreach_target.h>
// foreach_target comes first
#include <hwy/highway.h>

#include "activation/activations-inl.hpp"
#include "arithmetic/chain-inl.hpp"
#include "arithmetic/dispatch.hpp"
#include "arithmetic/philox-inl.hpp"
#include "network/losses-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace actlab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
using Vectors = hn::ScalableTag<T>;

template <class T>
void EvaluateChain(const arithmetic::Chain<T>& chain) {
  arithmetic::HWY_NAMESPACE::EvaluateChain(Vectors<T>(), chain);
}

template <class Row, ActivationKind kind = Row::info.kind>
struct LayerActivation;

template <class Row>
struct LayerActivation<Row, ActivationKind::elementwise> {
  template <class T>
  static void Forward(const T* parameters, const T* z, T* a, std::size_t rows, std::size_t units) {
    const Vectors<T> d;
    const std::size_t count = rows * units * hn::Lanes(d);
    for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
      hn::Store(Row::Value(d, hn::Load(d, z + i), parameters), d, a + i);
    }
  }

  template <class T>
  static void Backward(const T* parameters, const T* z, const T* a, const T* da, T* dz, std::size_t rows,
                       std::size_t units) {
    const Vectors<T> d;
    const std::size_t count = rows * units * hn::Lanes(d);
    for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
      const auto slope = Row::Derivative(d, hn::Load(d, z + i), hn::Load(d, a + i), parameters);
      hn::Store(hn::Mul(hn::Load(d, da + i), slope), d, dz + i);
    }
  }
};

template <class Row>
struct LayerActivation<Row, ActivationKind::pooled> {
  template <class T>
  static void Forward(const T* parameters, const T* z, T* a, std::size_t rows, std::size_t units) {
    const Vectors<T> d;
    const auto pieces = static_cast<std::size_t>(parameters[0]);
    for (std::size_t i = 0; i < rows * units; ++i, z += pieces * hn::Lanes(d)) {
      auto largest = hn::Load(d, z);
      for (std::size_t p = 1; p < pieces; ++p) {
        const auto piece = hn::Load(d, z + p * hn::Lanes(d));
        largest = hn::IfThenElse(hn::Gt(piece, largest), piece, largest);
      }
      hn::Store(largest, d, a + i * hn::Lanes(d));
    }
  }

  template <class T>
  static void Backward(const T* parameters, const T* z, const T* a, const T* da, T* dz, std::size_t rows,
                       std::size_t units) {
    const Vectors<T> d;
    const std::size_t lanes = hn::Lanes(d);
    const auto pieces = static_cast<std::size_t>(parameters[0]);
    for (std::size_t i = 0; i < rows * units; ++i, z += pieces * lanes, dz += pieces * lanes) {
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

// Softmax, shifted by the row's maximum.
template <class Row>
struct LayerActivation<Row, ActivationKind::row> {
  template <class T>
  static void Forward(const T*, const T* z, T* a, std::size_t rows, std::size_t units) {
    const Vectors<T> d;
    const std::size_t lanes = hn::Lanes(d);
    for (std::size_t r = 0; r < rows; ++r, z += units * lanes, a += units * lanes) {
      auto largest = hn::Load(d, z);
      for (std::size_t u = 1; u < units; ++u) {
        const auto candidate = hn::Load(d, z + u * lanes);
        largest = hn::IfThenElse(hn::Gt(candidate, largest), candidate, largest);
      }
      auto total = hn::Zero(d);
      for (std::size_t u = 0; u < units; ++u) {
        const auto exponential = elementary::Exp(d, hn::Sub(hn::Load(d, z + u * lanes), largest));
        hn::Store(exponential, d, a + u * lanes);
        total = hn::Add(total, exponential);
      }
      for (std::size_t u = 0; u < units; ++u) {
        hn::Store(hn::Div(hn::Load(d, a + u * lanes), total), d, a + u * lanes);
      }
    }
  }

  // dz_i = a_i (da_i - sum_j a_j da_j)
  template <class T>
  static void Backward(const T*, const T*, const T* a, const T* da, T* dz, std::size_t rows, std::size_t units) {
    const Vectors<T> d;
    const std::size_t stride = units * hn::Lanes(d);
    for (std::size_t r = 0; r < rows; ++r, a += stride, da += stride, dz += stride) {
      auto mean = hn::Zero(d);
      for (std::size_t i = 0; i < stride; i += hn::Lanes(d)) {
        mean = hn::MulAdd(hn::Load(d, a + i), hn::Load(d, da + i), mean);
      }
      for (std::size_t i = 0; i < stride; i += hn::Lanes(d)) {
        hn::Store(hn::Mul(hn::Load(d, a + i), hn::Sub(hn::Load(d, da + i), mean)), d, dz + i);
      }
    }
  }
};

template <class Row>
struct RowLoss {
  template <class T>
  static void Derivative(const T* y, const T* t, T* dy, std::size_t rows, std::size_t outputs) {
    const Vectors<T> d;
    const std::size_t count = rows * outputs * hn::Lanes(d);
    for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
      hn::Store(Row::Derivative(d, hn::Load(d, y + i), hn::Load(d, t + i)), d, dy + i);
    }
  }

  template <class T>
  static void Add(const T* z, const T* y, const T* t, std::size_t rows, std::size_t outputs, double* sum) {
    const Vectors<T> d;
    const std::size_t stride = outputs * hn::Lanes(d);
    for (std::size_t i = 0; i < rows * stride; i += stride) Row::AddRow(d, z + i, y + i, t + i, outputs, sum);
  }
};

template <class T>
void LabelsRight(const T* y, const T* t, T threshold, std::size_t rows, std::size_t outputs, double* sum) {
  const Vectors<T> d;
  const auto limit = hn::Set(d, threshold);
  const auto one = hn::Set(d, T{1});
  const std::size_t count = rows * outputs * hn::Lanes(d);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto said = hn::IfThenElseZero(hn::Ge(hn::Load(d, y + i), limit), one);
    const auto meant = hn::IfThenElseZero(hn::Ge(hn::Load(d, t + i), limit), one);
    AddInDouble(d, hn::IfThenElseZero(hn::Eq(said, meant), one), sum);
  }
}

template <class T>
void ClassesRight(const T* y, const T* t, T, std::size_t rows, std::size_t outputs, double* sum) {
  const Vectors<T> d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t r = 0; r < rows; ++r, y += outputs * lanes, t += outputs * lanes) {
    auto largest = hn::Load(d, y);
    auto target_there = hn::Load(d, t);
    auto target_largest = target_there;
    for (std::size_t o = 1; o < outputs; ++o) {
      const auto output = hn::Load(d, y + o * lanes);
      const auto target = hn::Load(d, t + o * lanes);
      const auto better = hn::Gt(output, largest);
      largest = hn::IfThenElse(better, output, largest);
      target_there = hn::IfThenElse(better, target, target_there);
      target_largest = hn::IfThenElse(hn::Gt(target, target_largest), target, target_largest);
    }
    const auto right = hn::Eq(target_there, target_largest);
    AddInDouble(d, hn::IfThenElseZero(right, hn::Set(d, T{1})), sum);
  }
}

template <class T>
void SquaredError(const T* y, const T* t, T, std::size_t rows, std::size_t outputs, double* sum) {
  const Vectors<T> d;
  const std::size_t count = rows * outputs * hn::Lanes(d);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto error = hn::Sub(hn::Load(d, y + i), hn::Load(d, t + i));
    AccumulateInDouble(d, error, sum, [](auto total, auto e) HWY_ATTR { return hn::MulAdd(e, e, total); });
  }
}

// Offsets of gathered elements: as wide as the element, as gathers want them.
template <class D, class V32>
HWY_INLINE auto Offsets(D, V32 offsets) {
  if constexpr (sizeof(hn::TFromD<D>) == sizeof(double)) {
    return hn::PromoteTo(hn::RebindToSigned<D>(), hn::BitCast(hn::Rebind<std::int32_t, D>(), offsets));
  } else {
    return hn::BitCast(hn::RebindToSigned<D>(), offsets);
  }
}

template <class T>
void Gather(const T* matrix, std::size_t columns, const std::uint32_t* rows, std::size_t steps, T* out) {
  const Vectors<T> d;
  const hn::Rebind<std::uint32_t, decltype(d)> d32;
  const auto width = hn::Set(d32, static_cast<std::uint32_t>(columns));
  for (std::size_t step = 0; step < steps; ++step, rows += hn::Lanes(d)) {
    const auto offsets = Offsets(d, hn::Mul(hn::LoadU(d32, rows), width));
    for (std::size_t column = 0; column < columns; ++column, out += hn::Lanes(d)) {
      hn::Store(hn::GatherIndex(d, matrix + column, offsets), d, out);
    }
  }
}

template <class T>
void Shuffle(std::uint32_t* order, std::size_t rows, std::uint64_t seed, const std::uint32_t* replicates,
             std::uint32_t epoch) {
  const hn::Rebind<std::uint32_t, Vectors<T>> d;
  const std::size_t lanes = hn::Lanes(d);
  HWY_ALIGN std::uint32_t words[4][HWY_LANES(std::uint32_t)];
  const auto replicate = hn::LoadU(d, replicates);
  constexpr std::size_t none = ~std::size_t{0};
  std::size_t block = none;
  for (std::size_t i = rows; i-- > 1;) {
    if (i / 4 != block) {
      block = i / 4;
      const std::uint64_t counter = (std::uint64_t{epoch} << 32) | block;
      const auto random = arithmetic::HWY_NAMESPACE::Philox(d, seed, replicate, arithmetic::Purpose::order, counter);
      for (std::size_t w = 0; w < 4; ++w) hn::Store(random.words[w], d, words[w]);
    }
    std::uint32_t* last = order + i * lanes;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::size_t j = (std::uint64_t{words[i % 4][lane]} * (i + 1)) >> 32;
      std::swap(last[lane], order[j * lanes + lane]);
    }
  }
}

template <class T>
void CheckFinite(const T* values, std::size_t count, std::uint8_t* finite) {
  const Vectors<T> d;
  const std::size_t lanes = hn::Lanes(d);
  auto poison = hn::Zero(d);  // stays 0 while every value is finite, for 0 * x is NaN otherwise
  for (std::size_t i = 0; i < count; ++i) poison = hn::MulAdd(hn::Zero(d), hn::Load(d, values + i * lanes), poison);
  HWY_ALIGN T lanes_poison[HWY_LANES(T)];
  hn::Store(poison, d, lanes_poison);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    if (!(lanes_poison[lane] == T{0})) finite[lane] = 0;
  }
}

template <class T, class... Rows>
std::span<const ActivationKernel<T>> ActivationKernels(ActivationList<Rows...>) {
  static constexpr std::array<ActivationKernel<T>, sizeof...(Rows)> table{ActivationKernel<T>{
      &LayerActivation<Rows>::template Forward<T>, &LayerActivation<Rows>::template Backward<T>}...};
  return table;
}

template <class T, class... Rows>
std::span<const LossKernel<T>> LossKernels(LossList<Rows...>) {
  static constexpr std::array<LossKernel<T>, sizeof...(Rows)> table{
      LossKernel<T>{&RowLoss<Rows>::template Derivative<T>, &RowLoss<Rows>::template Add<T>}...};
  return table;
}

template <class T>
const Kernels<T>& KernelTable() {
  static const Kernels<T> table{.lanes = HWY_LANES(T),
                                .chain = &EvaluateChain<T>,
                                .activations = ActivationKernels<T>(Activations()),
                                .losses = LossKernels<T>(Losses()),
                                .labels_right = &LabelsRight<T>,
                                .classes_right = &ClassesRight<T>,
                                .squared_error = &SquaredError<T>,
                                .gather = &Gather<T>,
                                .shuffle = &Shuffle<T>,
                                .check_finite = &CheckFinite<T>};
  return table;
}

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace actlab {

template <class T>
const Kernels<T>& kernels(arithmetic::Target target) {
  return ACTLAB_ON_TARGET(target, KernelTable<T>());
}
template const Kernels<float>& kernels<float>(arithmetic::Target);
template const Kernels<double>& kernels<double>(arithmetic::Target);

}  // namespace actlab
#endif
