#include "network/kernels.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/kernels.cpp"
#include <hwy/foreach_target.h>
// foreach_target comes first
#include <hwy/highway.h>

#include "arithmetic/chain-inl.hpp"
#include "arithmetic/dispatch.hpp"
#include "arithmetic/matrix_chain-inl.hpp"
#include "arithmetic/philox-inl.hpp"
#include "network/losses-inl.hpp"
#include "network/noise-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace actlab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
using Vectors = hn::ScalableTag<T>;
template <class T>
using Single = hn::CappedTag<T, 1>;

template <class T>
void EvaluateChain(const arithmetic::Chain<T>& chain) {
  arithmetic::HWY_NAMESPACE::EvaluateChain(Vectors<T>(), chain);
}

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

  template <class D, class T = hn::TFromD<D>>
  static void Add(const T* z, const T* y, const T* t, std::size_t rows, std::size_t outputs, double* sum) {
    const D d;
    const std::size_t stride = outputs * hn::Lanes(d);
    for (std::size_t i = 0; i < rows * stride; i += stride) {
      if constexpr (requires { Row::AddRow(d, y, t, outputs, sum); }) {
        Row::AddRow(d, y + i, t + i, outputs, sum);
      } else {
        Row::ForEachTerm(d, z + i, t + i, outputs, [&](auto term) HWY_ATTR { AddInDouble(d, term, sum); });
      }
    }
  }

  template <class T>
  static std::size_t Terms(const T* z, const T* t, std::size_t rows, std::size_t outputs, T* out) {
    const Vectors<T> d;
    const std::size_t stride = outputs * hn::Lanes(d);
    const T* const begin = out;
    for (std::size_t i = 0; i < rows * stride; i += stride) {
      Row::ForEachTerm(d, z + i, t + i, outputs, [&](auto term) HWY_ATTR {
        hn::Store(term, d, out);
        out += hn::Lanes(d);
      });
    }
    return static_cast<std::size_t>(out - begin) / (rows * hn::Lanes(d));
  }
};

template <class Row, class D, class T = hn::TFromD<D>>
constexpr LossKernel<T> LossKernelOf() {
  LossKernel<T> kernel{&RowLoss<Row>::template Derivative<T>, &RowLoss<Row>::template Add<D>};
  if constexpr (!requires(const T* y, double* sum) { Row::AddRow(D(), y, y, 1, sum); }) {
    kernel.terms = &RowLoss<Row>::template Terms<T>;
  }
  return kernel;
}

template <class D, class T = hn::TFromD<D>>
void LabelsRight(const T* y, const T* t, T threshold, std::size_t rows, std::size_t outputs, double* sum) {
  const D d;
  const auto limit = hn::Set(d, threshold);
  const auto one = hn::Set(d, T{1});
  const std::size_t count = rows * outputs * hn::Lanes(d);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto said = hn::IfThenElseZero(hn::Ge(hn::Load(d, y + i), limit), one);
    const auto meant = hn::IfThenElseZero(hn::Ge(hn::Load(d, t + i), limit), one);
    AddInDouble(d, hn::IfThenElseZero(hn::Eq(said, meant), one), sum);
  }
}

template <class D, class T = hn::TFromD<D>>
void ClassesRight(const T* y, const T* t, T, std::size_t rows, std::size_t outputs, double* sum) {
  const D d;
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

template <class D, class T = hn::TFromD<D>>
void SquaredError(const T* y, const T* t, T, std::size_t rows, std::size_t outputs, double* sum) {
  const D d;
  const std::size_t count = rows * outputs * hn::Lanes(d);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto error = hn::Sub(hn::Load(d, y + i), hn::Load(d, t + i));
    AddProductInDouble(d, error, error, sum);
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

#if HWY_ARCH_X86
// Points of a plane: both numbers of a row are read at once.
void GatherPairs(const float* matrix, const std::uint32_t* rows, std::size_t steps, float* out) {
  const Vectors<float> d;
  const hn::RepartitionToWide<decltype(d)> pair;
  const hn::RebindToSigned<decltype(pair)> offset;
  const hn::Rebind<std::uint32_t, decltype(offset)> d32;
  const auto* const pairs = reinterpret_cast<const double*>(matrix);
  const std::size_t lanes = hn::Lanes(d);
  const auto gathered = [&](const std::uint32_t* half) HWY_ATTR {
    return hn::BitCast(d, hn::GatherIndex(pair, pairs,
                                          hn::BitCast(offset, hn::PromoteTo(hn::RebindToUnsigned<decltype(offset)>(),
                                                                            hn::LoadU(d32, half)))));
  };
  for (std::size_t step = 0; step < steps; ++step, rows += lanes, out += 2 * lanes) {
    const auto low = gathered(rows);
    const auto high = gathered(rows + lanes / 2);
    hn::Store(hn::ConcatEven(d, high, low), d, out);
    hn::Store(hn::ConcatOdd(d, high, low), d, out + lanes);
  }
}
#endif

template <class T>
void Gather(const T* matrix, std::size_t columns, const std::uint32_t* rows, std::size_t steps, T* out) {
#if HWY_ARCH_X86
  if constexpr (sizeof(T) == sizeof(float)) {
    if (columns == 2) return GatherPairs(matrix, rows, steps, out);
  }
#endif
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

// Calls visit(offset, random words) for every unit of every row.
template <class T, class F>
HWY_INLINE void ForEachNoise(const LayerNoise& noise, arithmetic::Purpose purpose, F visit) {
  const hn::Rebind<std::uint32_t, Vectors<T>> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto replicate = hn::LoadU(d, noise.replicates);
  const std::size_t blocks = (noise.units + 3) / 4;
  for (std::size_t row = 0; row < noise.rows; ++row) {
    for (std::size_t block = 0; block < blocks; ++block) {
      const std::uint64_t counter = (noise.first_sample + row) * blocks + block;
      const auto random = arithmetic::HWY_NAMESPACE::Philox(d, noise.seed, replicate, purpose, counter, noise.layer);
      for (std::size_t w = 0; w < 4 && 4 * block + w < noise.units; ++w) {
        visit((row * noise.units + 4 * block + w) * lanes, random.words[w]);
      }
    }
  }
}

template <class T>
void DrawSlopes(const LayerNoise& noise, T low, T high, T* out) {
  const UniformSlopes<Vectors<T>> value(low, high);
  ForEachNoise<T>(noise, arithmetic::Purpose::slopes,
                  [&](std::size_t i, auto words) HWY_ATTR { hn::Store(value(words), Vectors<T>(), out + i); });
}

template <class T>
void DrawMasks(const LayerNoise& noise, double rate, T* out) {
  const DropoutMasks<Vectors<T>> value(rate);
  ForEachNoise<T>(noise, arithmetic::Purpose::dropout,
                  [&](std::size_t i, auto words) HWY_ATTR { hn::Store(value(words), Vectors<T>(), out + i); });
}

template <class T>
void Multiply(const T* a, const T* b, T* out, std::size_t count) {
  const Vectors<T> d;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    hn::Store(hn::Mul(hn::Load(d, a + i), hn::Load(d, b + i)), d, out + i);
  }
}

template <class D, class T = hn::TFromD<D>>
void AddSquares(const T* values, std::size_t count, double* sum) {
  const D d;
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = hn::Load(d, values + i * hn::Lanes(d));
    AddProductInDouble(d, value, value, sum);
  }
}

template <class D, class T = hn::TFromD<D>>
void Tally(const T* a, const T* slopes, T flat, std::size_t rows, std::size_t units, const LayerTally<T>& tally) {
  const D d;
  const std::size_t lanes = hn::Lanes(d);
  const auto zero = hn::Zero(d);
  const auto one = hn::Set(d, T{1});
  const auto shift = hn::Load(d, tally.shift);
  for (std::size_t i = 0; i < rows * units; ++i) {
    const auto x = hn::Load(d, a + i * lanes);
    const std::size_t unit = i % units * lanes;
    const auto deviation = hn::Sub(x, shift);
    AddInDouble(d, deviation, tally.sum);
    AddProductInDouble(d, deviation, deviation, tally.squares);
    const auto is_zero = hn::Eq(x, zero);
    AddInDouble(d, hn::IfThenElseZero(is_zero, one), tally.zeros);
    hn::Store(hn::IfThenElse(is_zero, hn::Load(d, tally.nonzero + unit), one), d, tally.nonzero + unit);
    if (slopes == nullptr) continue;
    const auto is_flat = hn::Lt(hn::Abs(hn::Load(d, slopes + i * lanes)), hn::Set(d, flat));
    AddInDouble(d, hn::IfThenElseZero(is_flat, one), tally.saturated);
    hn::Store(hn::IfThenElse(is_flat, hn::Load(d, tally.moving + unit), one), d, tally.moving + unit);
  }
}

template <class T>
void AddGram(const T* a, std::size_t rows, std::size_t units, double* gram) {
  const Vectors<T> d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t i = 0; i < units; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double* sum = gram + (i * units + j) * lanes;
      for (std::size_t row = 0; row < rows; ++row) {
        const T* values = a + row * units * lanes;
        AddProductInDouble(d, hn::Load(d, values + i * lanes), hn::Load(d, values + j * lanes), sum);
      }
    }
  }
}

template <class D, class T = hn::TFromD<D>>
void CheckFinite(const T* values, std::size_t count, std::uint8_t* finite) {
  const D d;
  const std::size_t lanes = hn::Lanes(d);
  auto poison = hn::Zero(d);  // stays 0 while every value is finite, for 0 * x is NaN otherwise
  for (std::size_t i = 0; i < count; ++i) poison = hn::MulAdd(hn::Zero(d), hn::Load(d, values + i * lanes), poison);
  HWY_ALIGN T lanes_poison[HWY_LANES(T)];
  hn::Store(poison, d, lanes_poison);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    if (!(lanes_poison[lane] == T{0})) finite[lane] = 0;
  }
}

// Of one network: numbers side by side.
template <class T>
void CheckFiniteSingle(const T* values, std::size_t count, std::uint8_t* finite) {
  const Vectors<T> d;
  const std::size_t lanes = hn::Lanes(d);
  auto poison = hn::Zero(d);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) poison = hn::MulAdd(hn::Zero(d), hn::LoadU(d, values + i), poison);
  bool all = hn::AllTrue(d, hn::Eq(poison, hn::Zero(d)));
  for (; i < count; ++i) all = all && T{0} * values[i] == T{0};
  if (!all) finite[0] = 0;
}

template <class T>
void CopyRows(const T* matrix, std::size_t columns, const std::uint32_t* rows, std::size_t steps, T* out) {
  for (std::size_t step = 0; step < steps; ++step, out += columns) {
    std::copy_n(matrix + std::size_t{rows[step]} * columns, columns, out);
  }
}

// All pairs of a unit with a vector of others; those above the diagonal are not asked for.
template <class T>
void AddGramSingle(const T* a, std::size_t rows, std::size_t units, double* gram) {
  const Vectors<double> d;
  const std::size_t lanes = hn::Lanes(d);
  const std::size_t stride = (units + lanes - 1) / lanes * lanes;
  std::vector<double> values(rows * stride);
  for (std::size_t row = 0; row < rows; ++row) {
    std::copy_n(a + row * units, units, values.begin() + static_cast<std::ptrdiff_t>(row * stride));
  }
  std::vector<double> sums(units * stride);
  for (std::size_t i = 0; i < units; ++i) std::copy_n(gram + i * units, units, sums.data() + i * stride);
  arithmetic::HWY_NAMESPACE::EvaluateMatrixChain(d, arithmetic::MatrixChain<double>{.out = sums.data(),
                                                                                    .out_row = stride,
                                                                                    .out_vector = lanes,
                                                                                    .onwards = true,
                                                                                    .a = values.data(),
                                                                                    .a_row = 1,
                                                                                    .a_term = stride,
                                                                                    .block_terms = rows,
                                                                                    .b = values.data(),
                                                                                    .b_term = stride,
                                                                                    .b_vector = lanes,
                                                                                    .rows = units,
                                                                                    .vectors = stride / lanes,
                                                                                    .last_columns = lanes,
                                                                                    .terms = rows});
  for (std::size_t i = 0; i < units; ++i) std::copy_n(sums.data() + i * stride, units, gram + i * units);
}

// The words of many steps at once, blocks of the stream in the lanes.
void ShuffleSingle(std::uint32_t* order, std::size_t rows, std::uint64_t seed, const std::uint32_t* replicates,
                   std::uint32_t epoch) {
  const Vectors<std::uint32_t> d;
  const std::size_t lanes = hn::Lanes(d);
  HWY_ALIGN std::uint32_t words[4][HWY_LANES(std::uint32_t)];
  const auto replicate = hn::Set(d, replicates[0]);
  constexpr std::size_t none = ~std::size_t{0};
  std::size_t group = none;
  for (std::size_t i = rows; i-- > 1;) {
    const std::size_t block = i / 4;
    if (block / lanes != group) {
      group = block / lanes;
      const auto first = hn::Set(d, static_cast<std::uint32_t>(group * lanes));
      const auto random = arithmetic::HWY_NAMESPACE::Philox(d, seed, replicate, arithmetic::Purpose::order,
                                                            hn::Add(first, hn::Iota(d, 0)), hn::Set(d, epoch), 0);
      for (std::size_t w = 0; w < 4; ++w) hn::Store(random.words[w], d, words[w]);
    }
    const std::size_t j = (std::uint64_t{words[i % 4][block % lanes]} * (i + 1)) >> 32;
    std::swap(order[i], order[j]);
  }
}

template <class D, class... Rows>
std::span<const LossKernel<hn::TFromD<D>>> LossKernels(LossList<Rows...>) {
  using T = hn::TFromD<D>;
  static constexpr std::array<LossKernel<T>, sizeof...(Rows)> table{LossKernelOf<Rows, D>()...};
  return table;
}

// What is the same code for any number of lanes.
template <class D, class T = hn::TFromD<D>>
Kernels<T> CommonKernels() {
  return {.lanes = hn::MaxLanes(D()),
          .losses = LossKernels<D>(Losses()),
          .labels_right = &LabelsRight<D>,
          .classes_right = &ClassesRight<D>,
          .squared_error = &SquaredError<D>,
          .add_squares = &AddSquares<D>,
          .tally = &Tally<D>,
          .check_finite = &CheckFinite<D>};
}

template <class T>
const Kernels<T>& KernelTable(const ActivationKernels<T>& activations) {
  static const Kernels<T> table = [&] {
    Kernels<T> kernels = CommonKernels<Vectors<T>>();
    kernels.chain = &EvaluateChain<T>;
    kernels.activations = &activations;
    kernels.multiply = &Multiply<T>;
    kernels.add_gram = &AddGram<T>;
    kernels.gather = &Gather<T>;
    kernels.shuffle = &Shuffle<T>;
    kernels.draw_slopes = &DrawSlopes<T>;
    kernels.draw_masks = &DrawMasks<T>;
    return kernels;
  }();
  return table;
}

template <class T>
const Kernels<T>& SingleKernelTable() {
  static const Kernels<T> table = [] {
    Kernels<T> kernels = CommonKernels<Single<T>>();
    kernels.add_gram = &AddGramSingle<T>;
    kernels.check_finite = &CheckFiniteSingle<T>;
    kernels.gather = &CopyRows<T>;
    kernels.shuffle = &ShuffleSingle;
    return kernels;
  }();
  return table;
}

}  // namespace actlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace actlab {

template <class T>
const Kernels<T>& kernels(arithmetic::Target target) {
  return ACTLAB_ON_TARGET(target, KernelTable<T>(activation_kernels<T>(target)));
}
template const Kernels<float>& kernels<float>(arithmetic::Target);
template const Kernels<double>& kernels<double>(arithmetic::Target);

template <class T>
const Kernels<T>& single_kernels(arithmetic::Target target) {
  return ACTLAB_ON_TARGET(target, SingleKernelTable<T>());
}
template const Kernels<float>& single_kernels<float>(arithmetic::Target);
template const Kernels<double>& single_kernels<double>(arithmetic::Target);

}  // namespace actlab
#endif
