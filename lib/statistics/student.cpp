#include "statistics/student.hpp"

#include <cmath>
#include <limits>

#include "arithmetic/elementary.hpp"
#include "statistics/incomplete_beta.hpp"

namespace actlab {
namespace {

constexpr double pi = 3.14159265358979323846;

// P(T > t) for t >= 0: I_x(v/2, 1/2) / 2 at x = v / (v + t^2).
double upper_tail(double t, double degrees) {
  const double r = t < std::sqrt(degrees) ? t * t / degrees : degrees / t / t;
  const double less = r / (1 + r);
  const double more = 1 / (1 + r);
  const bool near = t < std::sqrt(degrees);
  return 0.5 * regularized_beta(near ? more : less, near ? less : more, degrees / 2, 0.5);
}

double density(double t, double degrees) {
  const double kernel = -(degrees + 1) / 2 * arithmetic::log(1 + t * t / degrees);
  return arithmetic::exp(kernel - log_beta(degrees / 2, 0.5)) / std::sqrt(degrees);
}

// The t with P(T > t) = tail, 0 < tail < 1/2: Newton's steps, kept inside a bracket that each of them narrows.
double upper_quantile(double tail, double degrees) {
  double low = 0;
  double high = 1;
  while (upper_tail(high, degrees) > tail && high < std::numeric_limits<double>::max() / 2) {
    low = high;
    high *= 2;
  }
  double t = low + (high - low) / 2;
  for (int step = 0; step < 200; ++step) {
    const double excess = upper_tail(t, degrees) - tail;
    (excess > 0 ? low : high) = t;
    double next = t + excess / density(t, degrees);
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (std::abs(next - t) <= 1e-15 * t) return next;
    t = next;
  }
  return t;
}

}  // namespace

double normal_quantile(double p) {
  if (!(p > 0 && p < 1)) return std::numeric_limits<double>::quiet_NaN();
  const double tail = p < 0.5 ? p : 1 - p;
  // Abramowitz and Stegun 26.2.23, off by at most 4.5e-4; each of Halley's steps cubes the error.
  const double s = std::sqrt(-2 * arithmetic::log(tail));
  double x = (2.515517 + s * (0.802853 + s * 0.010328)) / (1 + s * (1.432788 + s * (0.189269 + s * 0.001308))) - s;
  for (int step = 0; step < 3; ++step) {
    const double density = arithmetic::exp(-x * x / 2) / std::sqrt(2 * pi);
    const double newton = (arithmetic::normal_cdf(x) - tail) / density;
    x -= newton / (1 + x * newton / 2);
  }
  return p < 0.5 ? x : -x;
}

double student_probability(double t, double degrees) {
  const double tail = upper_tail(std::abs(t), degrees);
  return t < 0 ? tail : 1 - tail;
}

double student_quantile(double p, double degrees) {
  if (!(p > 0 && p < 1)) return std::numeric_limits<double>::quiet_NaN();
  if (p == 0.5) return 0;
  return p < 0.5 ? -upper_quantile(p, degrees) : upper_quantile(1 - p, degrees);
}

}  // namespace actlab
