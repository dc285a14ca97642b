#include "claim/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "actlab/error.hpp"
#include "plan/grid.hpp"
#include "statistics/bootstrap.hpp"
#include "statistics/summary.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

// Quantiles beyond 99.9 % need this many.
constexpr std::size_t claim_resamples = 20'000;

using Settings = std::map<std::string, std::string>;
// Values by what pairs them.
using Runs = std::map<std::pair<std::string, std::uint32_t>, double>;

// The settings that the claim names: those that can tell its cells apart.
std::set<std::string> named_settings(const Claim& claim) {
  std::set<std::string> names;
  if (claim.benchmark) return {"activation", "arch"};
  for (const Grid& grid : grids_of(claim.experiment)) {
    for (const auto& [name, values] : grid.values) names.insert(name);
  }
  return names;
}

std::string values_of(const Settings& settings, const std::vector<std::string>& names) {
  std::vector<std::string> values;
  values.reserve(names.size());
  for (const std::string& name : names) values.push_back(settings.at(name));
  return text::joined(values, ", ");
}

// "10 x 16" of ten layers of 16 units.
std::string short_arch(const std::string& arch) {
  std::string spaced = arch;
  std::ranges::replace(spaced, '-', ' ');
  const std::vector<std::string> widths = text::words(spaced);
  const bool alike = std::ranges::count(widths, widths.front()) == std::ssize(widths);
  return alike && widths.size() > 2 ? fmt::format("{} x {}", widths.size(), widths.front()) : arch;
}

// The values of the rule's `each`, in words: a data set and an architecture speak for themselves.
std::string condition_of(const Settings& settings, const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  for (std::string name : names) {
    const std::string& value = settings.at(name);
    std::ranges::replace(name, '_', ' ');
    parts.push_back(name == "arch" ? short_arch(value) : name == "dataset" ? value : fmt::format("{} {}", name, value));
  }
  return text::joined(parts, " ");
}

// The observations of a rule by condition and group.
class Arranged {
 public:
  Arranged(const Claim& claim, const ClaimRule& rule, const std::vector<ClaimObservation>& observations) {
    for (const std::string& name : named_settings(claim)) {
      const bool apart = std::ranges::count(rule.by, name) > 0 || std::ranges::count(rule.each, name) > 0 ||
                         (claim.tuning && claim.tuning->setting == name) ||
                         (rule.change && rule.change->setting == name);
      if (!apart) pairing_.push_back(name);
    }
    for (const ClaimObservation& observation : observations) add(rule, observation);
    if (rule.change) take_changes(*rule.change);
  }

  [[nodiscard]] const std::vector<std::string>& conditions() const { return conditions_; }

  [[nodiscard]] const Runs& runs(const std::string& condition, const std::string& group) const {
    static const Runs none;
    const auto found = runs_.find({condition, group});
    return found == runs_.end() ? none : found->second;
  }

 private:
  void add(const ClaimRule& rule, const ClaimObservation& observation) {
    const Settings& settings = *observation.settings;
    for (const auto& [name, allowed] : rule.where) {
      if (std::ranges::count(allowed, settings.at(name)) == 0) return;
    }
    const std::string condition = condition_of(settings, rule.each);
    if (std::ranges::count(conditions_, condition) == 0) conditions_.push_back(condition);
    std::string key = values_of(settings, pairing_);
    if (rule.change) key = settings.at(rule.change->setting) + "\n" + key;
    const bool worst = std::isnan(observation.value) && rule.diverged;
    runs_[{condition, values_of(settings, rule.by)}][{key, observation.replicate}] =
        worst ? *rule.diverged : observation.value;
  }

  // metric(to) - metric(from) in place of the metric.
  void take_changes(const Change& change) {
    for (auto& [place, runs] : runs_) {
      Runs changes;
      for (const auto& [key, value] : runs) {
        if (!key.first.starts_with(change.from + "\n")) continue;
        const std::string rest = key.first.substr(change.from.size());
        const auto changed = runs.find({change.to + rest, key.second});
        if (changed != runs.end()) changes[{rest, key.second}] = changed->second - value;
      }
      runs = std::move(changes);
    }
  }

  std::vector<std::string> pairing_;
  std::vector<std::string> conditions_;
  std::map<std::pair<std::string, std::string>, Runs> runs_;
};

[[noreturn]] void refuse(const Claim& claim, const Finding& finding, const std::string& what,
                         const std::string& remedy) {
  const ClaimRule& rule = claim.rules[finding.rule];
  throw Error(ErrorKind::usage, claim.name,
              fmt::format("rule {} ({}): {}", finding.rule + 1, text::quoted(rule.says), what), remedy);
}

// Fills in means, effect and the values whose mean the effect is.
std::vector<double> measure(const Claim& claim, const ClaimRule& rule, Finding& finding, const Runs& group,
                            const Runs& against) {
  std::vector<double> differences;
  std::vector<double> left;
  std::vector<double> right;
  const bool bound = rule.against.empty();
  for (const auto& [key, value] : group) {
    const auto other = bound ? against.end() : against.find(key);
    if (!bound && other == against.end()) continue;
    if (std::isnan(value) || (!bound && std::isnan(other->second))) {
      ++finding.diverged;
      continue;
    }
    left.push_back(value);
    if (!bound) right.push_back(other->second);
    differences.push_back(bound ? value : value - other->second);
  }
  finding.n = differences.size();
  if (group.empty() || (!bound && against.empty())) {
    refuse(claim, finding, "there are no runs of " + text::quoted(group.empty() ? finding.group : finding.against),
           "take its groups from the experiment's values");
  }
  if (finding.n < 2) {
    refuse(
        claim, finding,
        fmt::format("{} and {} have fewer than two pairs", text::quoted(finding.group), text::quoted(finding.against)),
        "add the settings in which they differ to 'by', or say what a run that diverged counts as");
  }
  if (finding.n > Bootstrap::most_values) {
    refuse(claim, finding, fmt::format("{} pairs are too many for one bootstrap", finding.n),
           "split them by settings in 'each', or give fewer replicates");
  }
  finding.group_mean = mean(left);
  finding.against_mean = mean(right);
  if (rule.relative) {
    for (double& difference : differences) difference /= finding.against_mean;
  }
  finding.effect = mean(differences);
  return differences;
}

}  // namespace

Region region_of(Relation relation, double smallest) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  switch (relation) {
    case Relation::higher:
    case Relation::at_least:
      return {smallest, infinity, true};
    case Relation::lower:
      return {-infinity, -smallest, true};
    case Relation::not_lower:
      return {-smallest, infinity, true};
    case Relation::not_higher:
    case Relation::at_most:
      return {-infinity, smallest, true};
    case Relation::same:
      return {-smallest, smallest, true};
    default:
      return {-smallest, smallest, false};
  }
}

double interval_level(const Claim& claim, std::size_t findings) {
  return 1 - claim.alpha / static_cast<double>(std::max<std::size_t>(1, findings));
}

Verdict judge_interval(Relation relation, double smallest, const Interval& interval) {
  const Region region = region_of(relation, smallest);
  const bool within = interval.low >= region.low && interval.high <= region.high;
  const bool outside = interval.high < region.low || interval.low > region.high;
  if (within) return region.supports ? Verdict::supported : Verdict::refuted;
  if (outside) return region.supports ? Verdict::refuted : Verdict::supported;
  return Verdict::undecided;
}

Verdict judge_findings(const std::vector<Finding>& findings) {
  const auto count = [&](Verdict verdict) { return std::ranges::count(findings, verdict, &Finding::verdict); };
  const auto all = std::ssize(findings);
  if (count(Verdict::supported) == all) return Verdict::supported;
  if (count(Verdict::refuted) == all) return Verdict::refuted;
  return count(Verdict::supported) > 0 && count(Verdict::refuted) > 0 ? Verdict::conditional : Verdict::undecided;
}

std::vector<Finding> judge(const Claim& claim,
                           const std::function<std::vector<ClaimObservation>(const ClaimRule&)>& observe) {
  std::vector<Finding> findings;
  std::vector<std::vector<double>> values;
  for (std::size_t r = 0; r < claim.rules.size(); ++r) {
    const ClaimRule& rule = claim.rules[r];
    const Arranged arranged(claim, rule, observe(rule));
    const std::vector<std::string> against = rule.against.empty() ? std::vector<std::string>{""} : rule.against;
    for (const std::string& condition : arranged.conditions()) {
      for (const std::string& group : rule.groups) {
        for (const std::string& other : against) {
          if (group == other) continue;
          Finding finding{.rule = r,
                          .condition = condition,
                          .group = group,
                          .against = other,
                          .n = 0,
                          .diverged = 0,
                          .group_mean = 0,
                          .against_mean = 0,
                          .effect = 0,
                          .interval = {},
                          .verdict = Verdict::undecided};
          values.push_back(
              measure(claim, rule, finding, arranged.runs(condition, group), arranged.runs(condition, other)));
          findings.push_back(std::move(finding));
        }
      }
    }
  }
  const Bootstrap bootstrap(claim_resamples);
  const double level = interval_level(claim, findings.size());
  for (std::size_t f = 0; f < findings.size(); ++f) {
    const ClaimRule& rule = claim.rules[findings[f].rule];
    findings[f].interval = bootstrap.mean_interval(values[f], level);
    findings[f].verdict = judge_interval(rule.relation, rule.smallest, findings[f].interval);
  }
  return findings;
}

}  // namespace actlab
