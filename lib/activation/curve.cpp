#include "activation/curve.hpp"

#include "activation/kernels.hpp"
#include "arithmetic/aligned.hpp"

namespace actlab {
namespace {

// A layer of `width`: pre-activation `slot` is x and the others are `rest`; unit 0 is shown.
struct Section {
  std::size_t width = 1;
  std::size_t slot = 0;
  double rest = 0;
};

Section section_of(ActivationKind kind) {
  if (kind == ActivationKind::row) return {.width = 2, .slot = 0, .rest = 0};
  if (kind == ActivationKind::gated) return {.width = 1, .slot = 1, .rest = 1};
  return {};
}

}  // namespace

std::string_view curve_section(ActivationKind kind) {
  switch (kind) {
    case ActivationKind::row:
      return "first unit of (x, 0)";
    case ActivationKind::pooled:
      return "pieces x and 0";
    case ActivationKind::gated:
      return "value 1, gate x";
    case ActivationKind::paired:
      return "first unit of two";
    default:
      return "";
  }
}

template <class T>
ActivationCurve activation_curve(const ActivationSpec& activation, const std::vector<double>& x,
                                 arithmetic::Target target) {
  const ActivationKernels<T>& kernels = activation_kernels<T>(target);
  const ActivationKernel<T>& kernel = kernels.of(activation);
  const Section section = section_of(activation.info().kind);
  const std::size_t lanes = kernels.lanes;
  const std::size_t pre = activation.pre_activations(section.width);
  const std::size_t units = activation.units(section.width);
  const std::size_t rows = (x.size() + lanes - 1) / lanes;
  arithmetic::AlignedVector<T> z(rows * pre * lanes, static_cast<T>(section.rest));
  arithmetic::AlignedVector<T> da(rows * units * lanes, T{0});
  for (std::size_t i = 0; i < rows * lanes; ++i) {
    const std::size_t row = i / lanes;
    const std::size_t lane = i % lanes;
    z[(row * pre + section.slot) * lanes + lane] = static_cast<T>(i < x.size() ? x[i] : 0);
    da[row * units * lanes + lane] = 1;
  }
  arithmetic::AlignedVector<T> a(da.size()), slope(z.size()), dz(z.size()), learned;
  for (const double first : activation.learned(section.width)) {
    learned.insert(learned.end(), lanes, static_cast<T>(first));
  }
  const std::vector<T> parameters(activation.parameters.begin(), activation.parameters.end());
  ActivationCall<T> call;
  call.parameters = parameters.data();
  call.learned = learned.data();
  call.formula = activation.formula.get();
  call.rows = rows;
  call.width = section.width;
  kernel.forward_with_slope(call, z.data(), a.data(), slope.data());
  kernel.backward(call, z.data(), a.data(), slope.data(), da.data(), dz.data());
  ActivationCurve curve;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t row = i / lanes;
    const std::size_t lane = i % lanes;
    curve.value.push_back(static_cast<double>(a[row * units * lanes + lane]));
    curve.slope.push_back(static_cast<double>(dz[(row * pre + section.slot) * lanes + lane]));
  }
  return curve;
}

template ActivationCurve activation_curve<float>(const ActivationSpec&, const std::vector<double>&, arithmetic::Target);
template ActivationCurve activation_curve<double>(const ActivationSpec&, const std::vector<double>&,
                                                  arithmetic::Target);

}  // namespace actlab
