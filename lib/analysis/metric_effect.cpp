#include "analysis/metric_effect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "arithmetic/elementary.hpp"

namespace actlab {
namespace {

bool is_accuracy(const RunMetric& metric) { return metric.name.ends_with("_accuracy"); }

double lowest_of(const RunMetric& metric, const PairedRuns& runs) {
  return runs.regression && is_accuracy(metric) ? -std::numeric_limits<double>::infinity() : metric.lowest;
}

EffectSample sample_of(const RunMetric& metric, const PairedRuns& runs) {
  EffectSample sample{runs.first, runs.second, runs.variance_factor, std::nullopt};
  const double range = metric.highest - lowest_of(metric, runs);
  if (std::isfinite(range)) sample.range = range;
  return sample;
}

// Both means so near the highest or the lowest value that no difference that matters had room.
bool at_the_end(const RunMetric& metric, const PairedRuns& runs, const DataSetEffect& effect, double delta) {
  if (runs.second.empty() || metric.scale == Scale::ratio) return false;
  const auto both = [&](const auto& near) { return near(effect.first_mean) && near(effect.second_mean); };
  return both([&](double mean) { return mean >= metric.highest - delta; }) ||
         both([&](double mean) { return mean <= lowest_of(metric, runs) + delta; });
}

// A single draw of few test rows cannot show a difference below one of them.
bool is_too_coarse(const RunMetric& metric, const PairedRuns& runs, double delta) {
  return is_accuracy(metric) && !runs.second.empty() && !runs.resampled && runs.test_rows > 0 &&
         delta * runs.test_rows < 1;
}

Interval towards_the_sentence(const Interval& interval, const EffectQuestion& question, double bound) {
  const Interval off{interval.low - bound, interval.high - bound};
  return question.higher ? off : negated(off);
}

Outcome data_set_outcome(const RunMetric& metric, const PairedRuns& runs, const DataSetEffect& effect,
                         const EffectQuestion& question, double delta) {
  const bool alike = !effect.varies && !runs.second.empty() && effect.estimate == 0;
  if (alike || at_the_end(metric, runs, effect, delta)) return Outcome::no_information;
  const double bound = runs.second.empty() ? question.bound : 0;
  const Outcome outcome = outcome_of(towards_the_sentence(effect.interval, question, bound), delta);
  const bool told = outcome == Outcome::holds || outcome == Outcome::reversed;
  return !told && is_too_coarse(metric, runs, delta) ? Outcome::no_information : outcome;
}

// Whether effects elsewhere may lie in another region than the one of the outcome.
bool enters_another_region(Outcome outcome, const Interval& prediction, double delta) {
  switch (outcome) {
    case Outcome::holds:
      return prediction.low <= delta;
    case Outcome::reversed:
      return prediction.high >= -delta;
    case Outcome::no_difference:
      return prediction.low < -delta || prediction.high > delta;
    default:
      return false;
  }
}

// No difference of values within [lowest, highest] is outside of +-range, and no mean outside of them.
void clip(const RunMetric& metric, const std::vector<PairedRuns>& runs, bool bounded, Effect& effect) {
  double lowest = metric.lowest;
  for (const PairedRuns& one : runs) lowest = std::min(lowest, lowest_of(metric, one));
  const double low = bounded ? lowest : lowest - metric.highest;
  const double high = bounded ? metric.highest : metric.highest - lowest;
  const auto clip_one = [&](Interval& interval) {
    if (!std::isnan(interval.low)) interval = {std::max(interval.low, low), std::min(interval.high, high)};
  };
  clip_one(effect.interval);
  if (effect.prediction) clip_one(*effect.prediction);
  for (DataSetEffect& one : effect.data_sets) clip_one(one.interval);
}

}  // namespace

MetricEffect metric_effect(const RunMetric& metric, const std::vector<PairedRuns>& runs,
                           const EffectQuestion& question) {
  const bool bounded = std::ranges::all_of(runs, [](const PairedRuns& one) { return one.second.empty(); });
  MetricEffect out;
  if (!bounded) {
    out.delta = metric.scale == Scale::ratio ? arithmetic::log(1 + question.smallest) : question.smallest;
  }
  std::vector<EffectSample> samples;
  samples.reserve(runs.size());
  for (const PairedRuns& one : runs) samples.push_back(sample_of(metric, one));
  const Scale scale = bounded && metric.scale == Scale::ratio ? Scale::difference : metric.scale;
  out.effect = effect_over_data_sets(samples, scale, out.delta, question.level);
  if (scale != Scale::ratio) clip(metric, runs, bounded, out.effect);
  out.resampled = std::ranges::all_of(runs, &PairedRuns::resampled);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    out.data_set_outcomes.push_back(data_set_outcome(metric, runs[i], out.effect.data_sets[i], question, out.delta));
  }
  const double bound = bounded ? question.bound : 0;
  const bool silent = std::ranges::count(out.data_set_outcomes, Outcome::no_information) == std::ssize(runs);
  out.outcome = silent ? Outcome::no_information
                       : outcome_of(towards_the_sentence(out.effect.interval, question, bound), out.delta);
  if (out.effect.prediction && !bounded) {
    out.varies =
        enters_another_region(out.outcome, towards_the_sentence(*out.effect.prediction, question, 0), out.delta);
  }
  return out;
}

std::string effect_text(Scale scale, double value) {
  if (std::isnan(value)) return "-";
  // The mean of differences that cancel is what rounding leaves of 0.
  if (std::abs(value) < 1e-14) value = 0;
  if (scale != Scale::ratio) return fmt::format("{:+.3g}", value);
  return fmt::format("{:+.3g} %", 100 * arithmetic::expm1(value));
}

}  // namespace actlab
