#pragma once

#include <cmath>
#include <thread>
#include <vector>

#include "activation/evaluate.hpp"
#include "activation/exact.hpp"
#include "arithmetic/philox.hpp"

namespace actlab::test {

/// The largest errors of an elementwise activation against MPFR, in units in the last place of T.
struct Accuracy {
  double value = 0;
  double slope = 0;
  double value_at = 0;
  double slope_at = 0;
};

/// Slopes that change sign are differences; there an ulp is that of this number at least.
inline constexpr double slope_floor = 0.5;

/// Below this number an ulp is that of this number: float's subnormals begin not far from it.
inline constexpr double value_floor = 0x1p-120;

/// At `count` arguments: most uniform on [-20, 20], the rest of all magnitudes down to 2^-30.
template <class T>
Accuracy accuracy_of(const ActivationSpec& activation, std::size_t count) {
  arithmetic::RandomStream numbers(11, 0, arithmetic::Purpose::data);
  std::vector<T> x{0};
  while (x.size() < count) {
    x.push_back(static_cast<T>(40 * numbers.uniform() - 20));
    x.push_back(static_cast<T>(8 * numbers.uniform() - 4));
    x.push_back(static_cast<T>(std::ldexp(2 * numbers.uniform() - 1, static_cast<int>(numbers.below(34)) - 30)));
  }
  const ValuesAndSlopes<T> computed = evaluate<T>(activation, x);
  std::vector<double> slopes(computed.slope.begin(), computed.slope.end());
  // snake's slope touches 0 without changing sign.
  const bool changes_sign =
      activation.info().name == "snake" || (std::ranges::any_of(slopes, [](double s) { return s < 0; }) &&
                                            std::ranges::any_of(slopes, [](double s) { return s > 0; }));
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<Accuracy> parts(threads);
  {
    std::vector<std::jthread> workers;
    for (unsigned t = 0; t < threads; ++t) {
      workers.emplace_back([&, t] {
        for (std::size_t i = t; i < x.size(); i += threads) {
          const ExactActivation exact = exact_activation(activation.info().name, static_cast<double>(x[i]));
          const double value = exact.value.error_in_ulp(computed.value[i], value_floor);
          const double slope = exact.slope.error_in_ulp(computed.slope[i], changes_sign ? slope_floor : value_floor);
          if (!(value <= parts[t].value)) parts[t].value_at = static_cast<double>(x[i]), parts[t].value = value;
          if (!(slope <= parts[t].slope)) parts[t].slope_at = static_cast<double>(x[i]), parts[t].slope = slope;
        }
        mpfr_free_cache();
      });
    }
  }
  Accuracy worst = parts[0];
  for (const Accuracy& part : parts) {
    if (part.value > worst.value) worst.value = part.value, worst.value_at = part.value_at;
    if (part.slope > worst.slope) worst.slope = part.slope, worst.slope_at = part.slope_at;
  }
  return worst;
}

}  // namespace actlab::test
