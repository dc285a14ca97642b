#include "network/gain.hpp"

#include <cmath>

#include "activation/kernels.hpp"
#include "arithmetic/aligned.hpp"
#include "arithmetic/elementary.hpp"

namespace actlab {
namespace {

constexpr int intervals = 9600;  // a node at 0, where most kinks are
constexpr double end = 12;

}  // namespace

double activation_gain(const ActivationSpec& activation) {
  const ActivationKind kind = activation.info().kind;
  if (kind != ActivationKind::elementwise && kind != ActivationKind::sloped) return 1;
  const ActivationKernels<double>& kernels = activation_kernels<double>(arithmetic::best_target());
  const std::size_t rows = (intervals + kernels.lanes) / kernels.lanes;
  arithmetic::AlignedVector<double> z(rows * kernels.lanes, 0.0);
  for (int i = 0; i <= intervals; ++i) z[static_cast<std::size_t>(i)] = end * (2.0 * i / intervals - 1);
  arithmetic::AlignedVector<double> value(z.size());
  arithmetic::AlignedVector<double> learned;
  for (const double first : activation.learned(1)) learned.insert(learned.end(), kernels.lanes, first);
  kernels.of(activation)
      .forward({.parameters = activation.parameters.data(),
                .learned = learned.data(),
                .learned_stride = 0,
                .drawn_slopes = nullptr,
                .formula = activation.formula.get(),
                .rows = rows,
                .width = 1},
               z.data(), value.data());
  double moment = 0;
  double mass = 0;
  for (std::size_t i = 0; i <= intervals; ++i) {
    const double weight = arithmetic::exp(-0.5 * z[i] * z[i]);
    moment += weight * value[i] * value[i];
    mass += weight;
  }
  const double gain = 1 / std::sqrt(moment / mass);
  return std::isfinite(gain) ? gain : 1;
}

}  // namespace actlab
