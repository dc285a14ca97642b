#include "statistics/effect.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "arithmetic/elementary.hpp"
#include "statistics/mean_interval.hpp"
#include "statistics/paired_tests.hpp"
#include "statistics/random_effects.hpp"
#include "statistics/student.hpp"
#include "statistics/summary.hpp"

namespace actlab {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Interval unknown{nan, nan};

bool paired(const EffectSample& sample) { return !sample.second.empty(); }

// first - second, or first.
std::vector<double> differences_of(const EffectSample& sample) {
  std::vector<double> out = sample.first;
  for (std::size_t i = 0; i < sample.second.size(); ++i) out[i] -= sample.second[i];
  return out;
}

// Differences of equal numbers that were rounded before are equal too.
bool all_equal(const std::vector<double>& differences, const EffectSample& sample) {
  constexpr double rounding = 1e-13;
  double size = 0;
  for (const double value : sample.first) size = std::max(size, std::abs(value));
  for (const double value : sample.second) size = std::max(size, std::abs(value));
  const auto [least, greatest] = std::ranges::minmax(differences);
  return greatest - least <= rounding * size;
}

void set_plain_error(DataSetEffect& effect, const std::vector<double>& differences) {
  effect.standard_error = standard_deviation(differences) / std::sqrt(static_cast<double>(effect.n));
}

// The standard error of a normal estimate whose interval at `level` is as wide.
void set_error_by_width(DataSetEffect& effect, double level) {
  effect.standard_error = (effect.interval.high - effect.interval.low) / 2 / normal_quantile((1 + level) / 2);
}

// That none of n values differed bounds how many of all do: (1 - share)^n >= alpha (Hanley, Lippman-Hand 1983, whose
// rule of three is -log(0.05) / n).
void set_rule_of_three(DataSetEffect& effect, std::optional<double> range, double level) {
  effect.interval = unknown;
  effect.standard_error = nan;
  if (!range) return;
  const double share = -arithmetic::expm1(arithmetic::log(1 - level) / static_cast<double>(effect.n));
  effect.interval = {effect.estimate - share * *range, effect.estimate + share * *range};
  set_error_by_width(effect, level);
}

void set_difference(DataSetEffect& effect, const EffectSample& sample, double level) {
  const std::vector<double> differences = differences_of(sample);
  effect.estimate = mean(differences);
  if (effect.n < 2) return;
  effect.varies = !all_equal(differences, sample);
  if (!effect.varies) return set_rule_of_three(effect, sample.range, level);
  set_plain_error(effect, differences);
  effect.interval = mean_interval(differences, level);
}

void set_ratio(DataSetEffect& effect, const EffectSample& sample, double level) {
  const LogRatio ratio = log_ratio_of_means(sample.first, sample.second);
  effect.estimate = ratio.estimate;
  effect.varies = ratio.standard_error > 0;
  if (!effect.varies) return;
  effect.standard_error = ratio.standard_error;
  effect.interval = log_ratio_interval(sample.first, sample.second, level);
}

Interval share_interval(const EffectSample& sample, double level) {
  PairedCounts counts;
  for (std::size_t i = 0; i < sample.first.size(); ++i) {
    const bool first = sample.first[i] != 0;
    const bool second = paired(sample) && sample.second[i] != 0;
    ++(first ? second ? counts.both : counts.first_only : second ? counts.second_only : counts.neither);
  }
  if (!paired(sample)) return wilson_interval(counts.first_only, sample.first.size(), level);
  return newcombe_interval(counts, level);
}

void set_share(DataSetEffect& effect, const EffectSample& sample, double level) {
  const std::vector<double> differences = differences_of(sample);
  effect.estimate = mean(differences);
  if (effect.n < 2) return;
  effect.interval = share_interval(sample, level);
  effect.varies = !all_equal(differences, sample);
  if (effect.varies) {
    set_plain_error(effect, differences);
  } else {
    set_error_by_width(effect, level);
  }
}

double share_of_higher(const EffectSample& sample) {
  double higher = 0;
  for (std::size_t i = 0; i < sample.second.size(); ++i) {
    higher += sample.first[i] > sample.second[i] ? 1 : sample.first[i] == sample.second[i] ? 0.5 : 0;
  }
  return paired(sample) ? higher / static_cast<double>(sample.second.size()) : nan;
}

DataSetEffect effect_on_data_set(const EffectSample& sample, Scale scale, double level) {
  DataSetEffect out;
  out.n = sample.first.size();
  out.first_mean = mean(sample.first);
  out.second_mean = mean(sample.second);
  out.first_higher = share_of_higher(sample);
  out.estimate = nan;
  out.standard_error = nan;
  out.interval = unknown;
  if (out.n == 0) return out;
  if (scale == Scale::share) {
    set_share(out, sample, level);
  } else if (scale == Scale::ratio && paired(sample)) {
    set_ratio(out, sample, level);
  } else {
    set_difference(out, sample, level);
  }
  const double widening = std::sqrt(sample.variance_factor);
  out.standard_error *= widening;
  out.interval.low = out.estimate - widening * (out.estimate - out.interval.low);
  out.interval.high = out.estimate + widening * (out.interval.high - out.estimate);
  return out;
}

void pool(Effect& effect, const std::vector<const DataSetEffect*>& known, double level) {
  if (known.size() == 1) {
    effect.estimate = known.front()->estimate;
    effect.interval = known.front()->interval;
    effect.tau = 0;
    return;
  }
  std::vector<double> estimates;
  std::vector<double> variances;
  for (const DataSetEffect* data_set : known) {
    estimates.push_back(data_set->estimate);
    variances.push_back(data_set->standard_error * data_set->standard_error);
  }
  const RandomEffects random = random_effects(estimates, variances, level);
  effect.estimate = random.mean;
  effect.interval = random.interval;
  effect.tau = std::sqrt(random.tau_squared);
  if (known.size() > 2) effect.prediction = random.prediction;
}

void count(Effect& effect, const std::vector<const DataSetEffect*>& known, double delta) {
  std::vector<double> shares;
  for (const DataSetEffect* data_set : known) {
    ++(data_set->estimate > delta ? effect.higher : data_set->estimate < -delta ? effect.lower : effect.within);
    shares.push_back(data_set->first_higher);
  }
  effect.first_higher = mean(shares);
}

// Over data sets by their estimates, on one by its pairs; NaN unless all of them are paired.
double p_value_of(const std::vector<const DataSetEffect*>& known, const std::vector<const EffectSample*>& samples) {
  if (!std::ranges::all_of(samples, [](const EffectSample* sample) { return paired(*sample); })) return nan;
  if (samples.size() == 1) return sign_permutation_test(differences_of(*samples.front()));
  std::vector<double> estimates(known.size());
  std::ranges::transform(known, estimates.begin(), [](const DataSetEffect* data_set) { return data_set->estimate; });
  return wilcoxon_signed_rank(estimates);
}

}  // namespace

Effect effect_over_data_sets(const std::vector<EffectSample>& samples, Scale scale, double delta, double level) {
  Effect out;
  out.data_sets.reserve(samples.size());
  for (const EffectSample& sample : samples) out.data_sets.push_back(effect_on_data_set(sample, scale, level));
  std::vector<const DataSetEffect*> known;
  std::vector<const EffectSample*> samples_of_known;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (std::isnan(out.data_sets[i].standard_error)) continue;
    known.push_back(&out.data_sets[i]);
    samples_of_known.push_back(&samples[i]);
  }
  out.pooled = known.size();
  if (known.empty()) {
    out.estimate = out.tau = out.first_higher = out.p_value = nan;
    out.interval = unknown;
    return out;
  }
  pool(out, known, level);
  count(out, known, delta);
  out.p_value = p_value_of(known, samples_of_known);
  return out;
}

}  // namespace actlab
