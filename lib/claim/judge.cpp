#include "claim/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "actlab/error.hpp"
#include "statistics/summary.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// What a finding is computed from.
struct Comparison {
  Finding finding;
  std::vector<DataSetPairs> data_sets;
};

[[noreturn]] void refuse(const Claim& claim, std::size_t rule, const std::string& what, const std::string& remedy) {
  throw Error(ErrorKind::usage, claim.name,
              fmt::format("rule {} ({}): {}", rule + 1, text::quoted(claim.rules[rule].says), what), remedy);
}

bool satisfies(const ClaimRule& rule, double value, double bound) {
  return rule.relation == Relation::at_least ? value >= bound : value <= bound;
}

// Turned towards the sentence.
double towards(const ClaimRule& rule, double effect) { return says_high(rule.relation) ? effect : -effect; }

Outcome met(bool reached) { return reached ? Outcome::holds : Outcome::reversed; }

Comparison compare(const Claim& claim, std::size_t rule, const ArrangedObservations& observations,
                   const std::string& condition, const std::string& group, const std::string& against) {
  Comparison comparison;
  Finding& finding = comparison.finding;
  finding.rule = rule;
  finding.condition = condition;
  finding.group = group;
  finding.against = against;
  for (const std::string& name : {group, against}) {
    if (name.empty() || observations.has(condition, name)) continue;
    refuse(claim, rule, "there are no runs of " + text::quoted(name), "take its groups from the experiment's values");
  }
  comparison.data_sets = observations.pairs(condition, group, against);
  if (comparison.data_sets.empty()) {
    refuse(claim, rule, fmt::format("{} and {} have no pairs", text::quoted(group), text::quoted(against)),
           "add the settings in which they differ to 'by'");
  }
  return comparison;
}

// Counts and means, which need no statistics.
void describe(const ClaimRule& rule, Comparison& comparison) {
  Finding& finding = comparison.finding;
  std::vector<double> firsts;
  std::vector<double> seconds;
  for (const DataSetPairs& pairs : comparison.data_sets) {
    DataSetFinding one;
    one.data_set = pairs.runs.data_set;
    one.group = finding.group;
    one.n = pairs.runs.first.size();
    one.diverged = pairs.diverged;
    one.group_mean = mean(pairs.runs.first);
    one.against_mean = pairs.runs.second.empty() ? unknown : mean(pairs.runs.second);
    one.outcome = Outcome::no_information;
    one.interval = {unknown, unknown};
    one.effect = unknown;
    one.first_better = unknown;
    if (is_bound(rule.relation)) {
      one.bound = bound_on(rule, one.data_set);
      finding.networks += pairs.networks.size();
      finding.satisfied += static_cast<std::size_t>(
          std::ranges::count_if(pairs.networks, [&](double value) { return satisfies(rule, value, *one.bound); }));
    }
    finding.n += one.n;
    finding.diverged += one.diverged;
    if (one.n > 0) firsts.push_back(one.group_mean);
    if (one.n > 0) seconds.push_back(one.against_mean);
    finding.data_sets.push_back(std::move(one));
  }
  finding.group_mean = mean(firsts);
  finding.against_mean = mean(seconds);
  finding.interval = {unknown, unknown};
  finding.effect = unknown;
  finding.first_better = unknown;
  finding.outcome = Outcome::no_information;
}

Interval moved(const Interval& interval, double by) { return {interval.low + by, interval.high + by}; }

// What metric_effect is asked, with the means of rules that have bounds turned into their excess, where the scale
// allows. `excess` is what is still to be taken off its numbers.
struct Asked {
  RunMetric metric;
  std::vector<PairedRuns> runs;
  std::vector<std::size_t> places;  // of the runs among the comparison's data sets
  EffectQuestion question;
  double excess = 0;
};

Asked ask(const ClaimRule& rule, const Comparison& comparison, double level) {
  Asked asked{.metric = judged_metric(rule), .runs = {}, .places = {}, .question = {}, .excess = 0};
  asked.question.higher = says_high(rule.relation);
  asked.question.smallest = smallest_difference(rule);
  asked.question.level = level;
  const bool share = asked.metric.scale == Scale::share;
  for (std::size_t d = 0; d < comparison.data_sets.size(); ++d) {
    PairedRuns runs = comparison.data_sets[d].runs;
    if (runs.first.empty()) continue;
    if (is_bound(rule.relation) && !share) {
      for (double& value : runs.first) value -= *comparison.finding.data_sets[d].bound;
    }
    asked.runs.push_back(std::move(runs));
    asked.places.push_back(d);
  }
  if (is_bound(rule.relation) && share) asked.question.bound = asked.excess = *rule.bound;
  return asked;
}

// On the data sets, then over them.
void add_effects(const ClaimRule& rule, const Asked& asked, const MetricEffect& measured, Finding& finding) {
  const double better = is_bound(rule.relation) ? unknown : 0;
  const auto turned = [&](double higher) { return better + (says_high(rule.relation) ? higher : 1 - higher); };
  for (std::size_t i = 0; i < asked.places.size(); ++i) {
    DataSetFinding& one = finding.data_sets[asked.places[i]];
    const DataSetEffect& effect = measured.effect.data_sets[i];
    one.effect = effect.estimate - asked.excess;
    one.interval = moved(effect.interval, -asked.excess);
    one.first_better = turned(effect.first_higher);
    one.outcome = measured.data_set_outcomes[i];
    const double way = towards(rule, one.effect);
    if (way > measured.delta) ++finding.wins;
    if (way < -measured.delta) ++finding.losses;
    if (std::fabs(way) <= measured.delta) ++finding.ties;
  }
  finding.scale = asked.metric.scale;
  finding.delta = measured.delta;
  finding.effect = measured.effect.estimate - asked.excess;
  finding.interval = moved(measured.effect.interval, -asked.excess);
  if (measured.effect.prediction) finding.prediction = moved(*measured.effect.prediction, -asked.excess);
  finding.first_better = turned(measured.effect.first_higher);
  finding.varies = measured.varies;
  finding.resampled = measured.resampled;
  finding.outcome = measured.outcome;
}

// Of a bound, networks that all agree need no interval.
void count_networks(const ClaimRule& rule, const Comparison& comparison, Finding& finding) {
  for (std::size_t d = 0; d < comparison.data_sets.size(); ++d) {
    DataSetFinding& one = finding.data_sets[d];
    const std::vector<double>& networks = comparison.data_sets[d].networks;
    const auto satisfied = std::ranges::count_if(networks, [&](double v) { return satisfies(rule, v, *one.bound); });
    const bool all = satisfied == std::ssize(networks) && !networks.empty();
    const bool none = satisfied == 0 && one.outcome == Outcome::no_information && !networks.empty();
    if (all || none || rule.every) one.outcome = met(all);
  }
  const bool all = finding.satisfied == finding.networks && finding.networks > 0;
  const bool none = finding.satisfied == 0 && finding.outcome == Outcome::no_information && finding.networks > 0;
  if (all || none || rule.every) finding.outcome = met(all);
  if (all || rule.every) finding.varies = false;
}

void measure(const Claim& claim, double level, Comparison& comparison) {
  const ClaimRule& rule = claim.rules[comparison.finding.rule];
  describe(rule, comparison);
  const Asked asked = ask(rule, comparison, level);
  if (!asked.runs.empty()) {
    add_effects(rule, asked, metric_effect(asked.metric, asked.runs, asked.question), comparison.finding);
  }
  if (is_bound(rule.relation)) count_networks(rule, comparison, comparison.finding);
}

// The best group on every data set, by its mean alone, against what is known to be reached there.
Finding best_against_bound(const Claim& claim, std::size_t rule_number, const ArrangedObservations& observations,
                           const std::string& condition) {
  const ClaimRule& rule = claim.rules[rule_number];
  Finding finding;
  for (const std::string& group : rule.groups) {
    Comparison comparison = compare(claim, rule_number, observations, condition, group, "");
    describe(rule, comparison);
    if (finding.data_sets.empty()) {
      finding = comparison.finding;
      continue;
    }
    for (const DataSetFinding& one : comparison.finding.data_sets) {
      const auto known = std::ranges::find(finding.data_sets, one.data_set, &DataSetFinding::data_set);
      if (known == finding.data_sets.end()) {
        finding.data_sets.push_back(one);
      } else if (std::isnan(known->group_mean) || satisfies(rule, one.group_mean, known->group_mean)) {
        *known = one;
      }
    }
  }
  finding.group = text::joined(rule.groups, " or ");
  finding.n = finding.diverged = finding.networks = finding.satisfied = 0;
  std::vector<double> means;
  for (DataSetFinding& one : finding.data_sets) {
    one.effect = one.group_mean - *one.bound;
    one.outcome = met(satisfies(rule, one.group_mean, *one.bound));
    means.push_back(one.group_mean);
    finding.n += one.n;
    finding.diverged += one.diverged;
  }
  finding.group_mean = mean(means);
  finding.outcome = met(std::ranges::count(finding.data_sets, Outcome::holds, &DataSetFinding::outcome) ==
                        std::ssize(finding.data_sets));
  return finding;
}

bool is_bound_control(const ClaimRule& rule) { return rule.role == Role::control && is_bound(rule.relation); }

// The comparisons of a rule that have intervals.
std::vector<Comparison> comparisons_of(const Claim& claim, std::size_t number,
                                       const ArrangedObservations& observations) {
  const ClaimRule& rule = claim.rules[number];
  const std::vector<std::string> against = rule.against.empty() ? std::vector<std::string>{""} : rule.against;
  std::vector<Comparison> comparisons;
  for (const std::string& condition : observations.conditions()) {
    for (const std::string& group : rule.groups) {
      for (const std::string& other : against) {
        if (group != other) comparisons.push_back(compare(claim, number, observations, condition, group, other));
      }
    }
  }
  return comparisons;
}

}  // namespace

double interval_level(const Claim& claim, std::size_t findings) {
  return 1 - claim.alpha / static_cast<double>(std::max<std::size_t>(1, findings));
}

double interval_level(const Claim& claim, const std::vector<Finding>& findings, Role role) {
  return interval_level(claim, static_cast<std::size_t>(std::ranges::count_if(findings, [&](const Finding& finding) {
                          const ClaimRule& rule = claim.rules[finding.rule];
                          return rule.role == role && !is_bound_control(rule);
                        })));
}

std::vector<Finding> judge(const Claim& claim,
                           const std::function<std::vector<ClaimObservation>(const ClaimRule&)>& observe) {
  std::vector<std::vector<Comparison>> comparisons(claim.rules.size());
  std::vector<std::vector<Finding>> controls(claim.rules.size());
  std::array<std::size_t, role_names.size()> counts{};
  for (std::size_t r = 0; r < claim.rules.size(); ++r) {
    const ClaimRule& rule = claim.rules[r];
    const std::vector<ClaimObservation> seen = observe(rule);
    const ArrangedObservations observations(claim, rule, seen);
    if (observations.conditions().empty()) refuse(claim, r, "no run is left of it", "mend its 'where' or 'bound'");
    if (is_bound_control(rule)) {
      for (const std::string& condition : observations.conditions()) {
        controls[r].push_back(best_against_bound(claim, r, observations, condition));
      }
    } else {
      comparisons[r] = comparisons_of(claim, r, observations);
    }
    counts[static_cast<std::size_t>(rule.role)] += comparisons[r].size();
  }
  std::vector<Finding> findings;
  for (std::size_t r = 0; r < claim.rules.size(); ++r) {
    const double level = interval_level(claim, counts[static_cast<std::size_t>(claim.rules[r].role)]);
    for (Comparison& comparison : comparisons[r]) {
      measure(claim, level, comparison);
      findings.push_back(std::move(comparison.finding));
    }
    findings.insert(findings.end(), controls[r].begin(), controls[r].end());
  }
  return findings;
}

}  // namespace actlab
