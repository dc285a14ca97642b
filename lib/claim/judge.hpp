#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "claim/claim.hpp"
#include "statistics/intervals.hpp"

namespace actlab {

/// Conditional: some of it is supported and some refuted.
enum class Verdict { supported, refuted, undecided, conditional };

inline constexpr std::array<std::string_view, 4> verdict_names{"supported", "refuted", "undecided", "conditional"};
inline std::string_view verdict_name(Verdict verdict) { return verdict_names[static_cast<std::size_t>(verdict)]; }

/// A metric of one network, or one timing.
struct ClaimObservation {
  const std::map<std::string, std::string>* settings = nullptr;
  std::uint32_t replicate = 0;
  double value = 0;  ///< NaN for a run that diverged
};

/// One comparison of a rule: a group, against another one, under one condition.
struct Finding {
  std::size_t rule = 0;   ///< its place in the claim
  std::string condition;  ///< values of the rule's `each`: "spiral learning rate 0.1"
  std::string group;
  std::string against;
  std::size_t n = 0;         ///< pairs, or runs where there is a bound
  std::size_t diverged = 0;  ///< runs that were left out because they diverged, with their pairs
  double group_mean = 0;
  double against_mean = 0;
  double effect = 0;  ///< mean of group - against (as a share of against's mean if the rule is relative), or group_mean
  Interval interval;  ///< of the effect, at 1 - alpha / (number of the claim's findings)
  Verdict verdict = Verdict::undecided;
};

/// The values of which a relation speaks; infinite ends where it has no bound. `supports`: a value within supports the
/// rule, else one outside of it does.
struct Region {
  double low = 0;
  double high = 0;
  bool supports = true;
};
Region region_of(Relation relation, double smallest);

/// The level of each interval of a claim, so that all of them together have 1 - alpha (Bonferroni).
double interval_level(const Claim& claim, std::size_t findings);

/// What the rule's region says of an interval: supported where all of it lies within, refuted where none does.
Verdict judge_interval(Relation relation, double smallest, const Interval& interval);

/// All supported or all refuted is so; some supported and some refuted is conditional; anything else is undecided.
Verdict judge_findings(const std::vector<Finding>& findings);

/// The findings of all rules. `observe` gives the observations of a rule's metric. Groups are compared over pairs of
/// the same replicate whose settings agree but for the rule's `by` and the tuned setting, as far as the experiment
/// names them. The intervals together have the level 1 - alpha (Bonferroni). Throws Error (usage) for groups without
/// runs, fewer than two pairs, or too many.
std::vector<Finding> judge(const Claim& claim,
                           const std::function<std::vector<ClaimObservation>(const ClaimRule&)>& observe);

}  // namespace actlab
