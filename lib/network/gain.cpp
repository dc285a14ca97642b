#include "network/gain.hpp"

#include <cmath>

#include "activation/curve.hpp"
#include "arithmetic/elementary.hpp"

namespace actlab {
namespace {

constexpr int intervals = 9600;  // a node at 0, where most kinks are
constexpr double end = 12;

}  // namespace

double activation_gain(const ActivationSpec& activation) {
  const ActivationKind kind = activation.info().kind;
  if (kind != ActivationKind::elementwise && kind != ActivationKind::sloped) return 1;
  std::vector<double> z;
  for (int i = 0; i <= intervals; ++i) z.push_back(end * (2.0 * i / intervals - 1));
  const std::vector<double> value = activation_curve<double>(activation, z, arithmetic::best_target()).value;
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
