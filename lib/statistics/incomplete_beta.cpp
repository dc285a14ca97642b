#include "statistics/incomplete_beta.hpp"

#include <algorithm>
#include <cmath>

#include "arithmetic/elementary.hpp"

namespace actlab {
namespace {

double log1p(double x) {
  static const arithmetic::Target target = arithmetic::best_target();
  double y = 0;
  arithmetic::apply(arithmetic::Elementary::log1p, &x, &y, 1, target);
  return y;
}

// The part of log Gamma(x) beyond (x - 1/2) log x - x + log(2 pi) / 2: Stirling's series (DLMF 5.11.1). x >= 10.
double stirling_rest(double x) {
  const double y = 1 / (x * x);
  return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y * (1.0 / 1188 - y * 691.0 / 360360))))) / x;
}

// By the recurrence (DLMF 5.5.1) below 10. x > 0.
double log_gamma(double x) {
  double shift = 0;
  while (x < 10) {
    shift += arithmetic::log(x);
    x += 1;
  }
  constexpr double half_log_two_pi = 0.91893853320467274178;
  return (x - 0.5) * arithmetic::log(x) - x + half_log_two_pi + stirling_rest(x) - shift;
}

// The continued fraction of DLMF 8.17.22, by Lentz's method.
double beta_fraction(double x, double a, double b) {
  constexpr double tiny = 1e-300;
  const auto guarded = [](double value) { return std::abs(value) < tiny ? tiny : value; };
  double c = 1;
  double d = 1 / guarded(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m < 1000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double factor = 1;
    for (const double coefficient : {even, odd}) {
      d = 1 / guarded(1 + coefficient * d);
      c = guarded(1 + coefficient / c);
      factor = c * d;
      fraction *= factor;
    }
    if (std::abs(factor - 1) < 1e-15) break;
  }
  return fraction;
}

}  // namespace

double log_beta(double a, double b) {
  const double less = std::min(a, b);
  const double more = std::max(a, b);
  if (more < 10) return log_gamma(less) + log_gamma(more) - log_gamma(less + more);
  // Differences of large logarithms, taken before rounding can.
  const double ratio = (more - 0.5) * log1p(less / more) + less * arithmetic::log(less + more) - less +
                       stirling_rest(less + more) - stirling_rest(more);
  return log_gamma(less) - ratio;
}

double regularized_beta(double x, double y, double a, double b) {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const double log_x = x < 0.5 ? arithmetic::log(x) : log1p(-y);
  const double log_y = y < 0.5 ? arithmetic::log(y) : log1p(-x);
  const double front = arithmetic::exp(a * log_x + b * log_y - log_beta(a, b));
  // The fraction converges fast on this side of the mean only.
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(x, a, b) / a;
  return 1 - front * beta_fraction(y, b, a) / b;
}

}  // namespace actlab
