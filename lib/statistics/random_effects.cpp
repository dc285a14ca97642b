#include "statistics/random_effects.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "arithmetic/elementary.hpp"
#include "statistics/student.hpp"

namespace actlab {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Estimates and variances in units in which neither variances nor squared differences of estimates are above 1.
struct Studies {
  std::vector<double> estimates;
  std::vector<double> variances;
};

// The estimates pooled with weights 1 / (variance + tau^2).
struct Pooled {
  double mean = 0;
  double weight = 0;  // sum of the weights
  double q = 0;       // sum of weight (estimate - mean)^2
  double score = 0;   // derivative of the restricted log likelihood by tau^2, divided by `weight`
};

Pooled pool(const Studies& studies, double tau_squared) {
  Pooled out;
  double products = 0;
  for (std::size_t i = 0; i < studies.estimates.size(); ++i) {
    const double weight = 1 / (studies.variances[i] + tau_squared);
    out.weight += weight;
    products += weight * studies.estimates[i];
  }
  out.mean = products / out.weight;
  // (-sum w + sum w^2 / sum w + sum w^2 (y - mean)^2) / 2 (Viechtbauer 2005), with shares w / sum w.
  double shares = 0;
  double squares = 0;
  for (std::size_t i = 0; i < studies.estimates.size(); ++i) {
    const double weight = 1 / (studies.variances[i] + tau_squared);
    const double share = weight / out.weight;
    const double difference = studies.estimates[i] - out.mean;
    out.q += weight * difference * difference;
    shares += share * share;
    squares += share * weight * difference * difference;
  }
  out.score = (squares - (1 - shares)) / 2;
  return out;
}

double restricted_log_likelihood(const Studies& studies, double tau_squared) {
  const Pooled pooled = pool(studies, tau_squared);
  double sum = arithmetic::log(pooled.weight) + pooled.q;
  for (const double variance : studies.variances) sum += arithmetic::log(variance + tau_squared);
  return -sum / 2;
}

// The root of the score between `low`, where it is positive, and `high`, where it is not.
double maximum_between(const Studies& studies, double low, double high) {
  for (;;) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    (pool(studies, middle).score > 0 ? low : high) = middle;
  }
}

// The greatest of the local maxima. There is none above 1: there the weights differ by a factor of 2 at most, and the
// sum of squares is below what the score sets against it.
double restricted_maximum(const Studies& studies) {
  constexpr double step = 1.5;
  std::vector<double> maxima;
  bool rising = pool(studies, 0).score > 0;
  if (!rising) maxima.push_back(0);
  double low = 0;
  double high = *std::ranges::min_element(studies.variances) / 1024;
  while (low < 1) {
    const bool rising_there = high < 1 && pool(studies, high).score > 0;
    if (rising && !rising_there) maxima.push_back(maximum_between(studies, low, high));
    rising = rising_there;
    low = high;
    high = std::min(1.0, high * step);
  }
  if (maxima.size() == 1) return maxima.front();
  return *std::ranges::max_element(maxima, {}, [&](double at) { return restricted_log_likelihood(studies, at); });
}

Interval about(double centre, double half) { return {centre - half, centre + half}; }

RandomEffects one_study(double estimate, double variance, double level) {
  RandomEffects out;
  out.studies = 1;
  out.mean = estimate;
  out.standard_error = std::sqrt(variance);
  out.interval = about(estimate, normal_quantile((1 + level) / 2) * out.standard_error);
  out.prediction = {nan, nan};
  return out;
}

}  // namespace

RandomEffects random_effects(const std::vector<double>& estimates, const std::vector<double>& variances, double level,
                             double prediction_level) {
  if (estimates.empty()) return {0, nan, nan, nan, {nan, nan}, {nan, nan}};
  if (estimates.size() == 1) return one_study(estimates.front(), variances.front(), level);
  const auto [least, greatest] = std::ranges::minmax(estimates);
  const double range = greatest - least;
  const double unit = std::max(range, std::sqrt(*std::ranges::max_element(variances)));
  // Variances of less than this share of the unit's square all mean certainty; their weights stay finite.
  constexpr double least_variance = 1e-40;
  Studies studies;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    studies.estimates.push_back((estimates[i] - least) / unit);
    studies.variances.push_back(std::max(least_variance, variances[i] / unit / unit));
  }
  const double tau_squared = restricted_maximum(studies);
  const Pooled pooled = pool(studies, tau_squared);
  const auto degrees = static_cast<double>(estimates.size() - 1);
  const double factor = std::max(1.0, pooled.q / degrees);
  RandomEffects out;
  out.studies = estimates.size();
  out.mean = least + unit * pooled.mean;
  out.tau_squared = tau_squared * unit * unit;
  out.standard_error = unit * std::sqrt(factor / pooled.weight);
  out.interval = about(out.mean, student_quantile((1 + level) / 2, degrees) * out.standard_error);
  out.prediction = {nan, nan};
  if (estimates.size() > 2) {
    const double spread = std::sqrt(out.tau_squared + out.standard_error * out.standard_error);
    out.prediction = about(out.mean, student_quantile((1 + prediction_level) / 2, degrees - 1) * spread);
  }
  return out;
}

double overlapping_splits_factor(std::size_t n, double test_rows, double train_rows) {
  return 1 + static_cast<double>(n) * test_rows / train_rows;
}

}  // namespace actlab
