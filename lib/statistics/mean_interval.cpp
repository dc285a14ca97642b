#include "statistics/mean_interval.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "arithmetic/elementary.hpp"
#include "statistics/resampling.hpp"
#include "statistics/student.hpp"
#include "statistics/summary.hpp"

namespace actlab {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Interval unknown{nan, nan};

// A memory of draws that depend on nothing but the number of values.
const Resampling& resampling_for(double level) {
  static const Resampling usual(2000);
  static const Resampling many(20'000);
  return level <= 0.95 ? usual : many;
}

bool usable(const std::vector<double>& values) {
  return values.size() >= 2 && std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

// The p-quantile of resampled values about 0. Where too few lie beyond it, it is the last one with enough beyond,
// enlarged as `reference`, the quantiles of a known distribution about 0, is.
template <class Reference>
double tail_quantile(std::vector<double>& values, double p, const Reference& reference) {
  const double least = 5 / static_cast<double>(values.size());
  const double inner = std::clamp(p, least, 1 - least);
  const double quantile = unsorted_quantile(values, inner);
  return inner == p ? quantile : quantile * (reference(p) / reference(inner));
}

// estimate - t se at the quantiles of t over resamples.
Interval studentised_interval(double estimate, double standard_error, std::vector<double> resampled, std::size_t n,
                              double level) {
  const auto student = [&](double p) { return student_quantile(p, static_cast<double>(n - 1)); };
  const double low = tail_quantile(resampled, (1 - level) / 2, student);
  const double high = tail_quantile(resampled, (1 + level) / 2, student);
  return {estimate - high * standard_error, estimate - low * standard_error};
}

Interval student_interval(double estimate, double standard_error, std::size_t n, double level) {
  const double half = student_quantile((1 + level) / 2, static_cast<double>(n - 1)) * standard_error;
  return {estimate - half, estimate + half};
}

std::vector<double> centred(const std::vector<double>& values) {
  std::vector<double> out = values;
  const double centre = mean(values);
  for (double& value : out) value -= centre;
  return out;
}

std::vector<double> products(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> out = a;
  for (std::size_t i = 0; i < a.size(); ++i) out[i] *= b[i];
  return out;
}

double standard_error_of_mean(const std::vector<double>& values) {
  return standard_deviation(values) / std::sqrt(static_cast<double>(values.size()));
}

// Of a mean, from the resample's mean squared distance to its mean.
double resampled_error(double mean_square, std::size_t n) {
  return std::sqrt(std::max(0.0, mean_square) / static_cast<double>(n - 1));
}

// Values relative to their mean, minus 1.
std::vector<double> relative(const std::vector<double>& values) {
  std::vector<double> out = values;
  const double centre = mean(values);
  for (double& value : out) value = (value - centre) / centre;
  return out;
}

// Both groups' values relative to their means: second's b, and first's a as the difference a - b, which loses no digits
// where the groups are alike.
struct RelativePairs {
  std::vector<double> difference;
  std::vector<double> second;
};

RelativePairs relative_pairs(const std::vector<double>& first, const std::vector<double>& second) {
  RelativePairs out{relative(first), relative(second)};
  for (std::size_t i = 0; i < first.size(); ++i) out.difference[i] -= out.second[i];
  return out;
}

// The studentised log ratio of each resample. With means A = 1 + mean(d) + mean(b) and B = 1 + mean(b) over a resample,
// the statistic is log(A / B), and its delta method's u_i = (1 + d_i + b_i) / A - (1 + b_i) / B is
// (d_i B - mean(d) (1 + b_i)) / (A B), whose mean square follows from those of d, d b, b.
std::vector<double> resampled_log_ratios(const RelativePairs& pairs, double standard_error,
                                         const Resampling& resampling) {
  constexpr double least_mean = 1e-300;  // of a resample of zeros alone
  const std::size_t n = pairs.second.size();
  const std::vector<double> d = resampling.means(pairs.difference);
  const std::vector<double> b = resampling.means(pairs.second);
  const std::vector<double> dd = resampling.means(products(pairs.difference, pairs.difference));
  const std::vector<double> db = resampling.means(products(pairs.difference, pairs.second));
  const std::vector<double> bb = resampling.means(products(pairs.second, pairs.second));
  std::vector<double> out(d.size());
  std::vector<double> errors(d.size());
  for (std::size_t r = 0; r < out.size(); ++r) {
    const double second = std::max(least_mean, 1 + b[r]);
    const double first = std::max(least_mean, 1 + d[r] + b[r]);
    out[r] = first / second;
    const double mean_square =
        second * second * dd[r] - 2 * second * d[r] * (d[r] + db[r]) + d[r] * d[r] * (1 + 2 * b[r] + bb[r]);
    errors[r] = resampled_error(mean_square, n) / (first * second);
  }
  arithmetic::apply(arithmetic::Elementary::log, out.data(), out.data(), out.size(), arithmetic::best_target());
  for (std::size_t r = 0; r < out.size(); ++r) out[r] /= std::max(errors[r], standard_error / 2);
  return out;
}

}  // namespace

Interval student_interval(const std::vector<double>& values, double level) {
  if (!usable(values)) return unknown;
  return student_interval(mean(values), standard_error_of_mean(values), values.size(), level);
}

Interval bca_interval(const std::vector<double>& values, double level) {
  if (!usable(values) || values.size() > most_bootstrapped) return student_interval(values, level);
  const std::vector<double> differences = centred(values);
  double squares = 0;
  double cubes = 0;
  for (const double difference : differences) {
    squares += difference * difference;
    cubes += difference * difference * difference;
  }
  const double centre = mean(values);
  if (squares == 0) return {centre, centre};
  std::vector<double> means = resampling_for(level).means(differences);
  double below = 0;
  for (const double resampled : means) below += resampled < 0 ? 1 : resampled == 0 ? 0.5 : 0;
  const auto count = static_cast<double>(means.size());
  const double bias = normal_quantile(std::clamp(below / count, 1 / count, 1 - 1 / count));
  const double acceleration = cubes / (6 * squares * std::sqrt(squares));
  const auto end = [&](double p) {
    const double z = bias + normal_quantile(p);
    const double adjusted = arithmetic::normal_cdf(bias + z / std::max(1e-3, 1 - acceleration * z));
    return centre + tail_quantile(means, std::clamp(adjusted, 1e-12, 1 - 1e-12), normal_quantile);
  };
  const double low = end((1 - level) / 2);
  return {low, end((1 + level) / 2)};
}

Interval bootstrap_t_interval(const std::vector<double>& values, double level) {
  if (!usable(values) || values.size() > most_bootstrapped) return student_interval(values, level);
  const std::size_t n = values.size();
  const double standard_error = standard_error_of_mean(values);
  if (standard_error == 0) return {values.front(), values.front()};
  const std::vector<double> differences = centred(values);
  const Resampling& resampling = resampling_for(level);
  std::vector<double> resampled = resampling.means(differences);
  const std::vector<double> squares = resampling.means(products(differences, differences));
  for (std::size_t r = 0; r < resampled.size(); ++r) {
    const double error = resampled_error(squares[r] - resampled[r] * resampled[r], n);
    resampled[r] /= std::max(error, standard_error / 2);
  }
  return studentised_interval(mean(values), standard_error, std::move(resampled), n, level);
}

Interval mean_interval(const std::vector<double>& values, double level) { return bootstrap_t_interval(values, level); }

LogRatio log_ratio_of_means(const std::vector<double>& first, const std::vector<double>& second) {
  const double numerator = mean(first);
  const double denominator = mean(second);
  const bool positive = numerator > 0 && denominator > 0 && std::isfinite(numerator) && std::isfinite(denominator);
  if (!positive) return {nan, nan};
  const double estimate = arithmetic::log(numerator / denominator);
  // Rounding of equal ratios is no variation.
  constexpr double rounding = 1e-14;
  const double standard_error = standard_error_of_mean(relative_pairs(first, second).difference);
  return {estimate, standard_error < rounding ? 0 : standard_error};
}

Interval log_ratio_interval(const std::vector<double>& first, const std::vector<double>& second, double level) {
  const auto [estimate, standard_error] = log_ratio_of_means(first, second);
  if (std::isnan(standard_error)) return unknown;
  if (standard_error == 0) return {estimate, estimate};
  if (first.size() > most_bootstrapped) return student_interval(estimate, standard_error, first.size(), level);
  std::vector<double> resampled =
      resampled_log_ratios(relative_pairs(first, second), standard_error, resampling_for(level));
  return studentised_interval(estimate, standard_error, std::move(resampled), first.size(), level);
}

}  // namespace actlab
