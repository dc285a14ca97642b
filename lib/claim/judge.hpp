#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "claim/observation.hpp"
#include "statistics/outcome.hpp"

namespace actlab {

/// What a finding says on one data set.
struct DataSetFinding {
  std::string data_set;
  std::string group;         ///< of a control the best one there; else the finding's
  std::size_t n = 0;         ///< pairs, or networks where there is a bound
  std::size_t diverged = 0;  ///< of which networks diverged: left out, or counted as the rule says
  double group_mean = 0;
  double against_mean = 0;  ///< NaN against a bound
  std::optional<double> bound;
  double effect = 0;  ///< see Finding
  Interval interval;
  double first_better = 0;
  Outcome outcome = Outcome::cannot_tell;
};

/// One comparison of a rule: a group, against another one or a bound, under one condition, over all data sets.
struct Finding {
  std::size_t rule = 0;   ///< its place in the claim
  std::string condition;  ///< values of the rule's `each`: "learning rate 0.1"
  std::string group;      ///< of a control by the best group, all of them
  std::string against;
  Scale scale = Scale::difference;
  double delta = 0;           ///< the smallest difference that matters, on the scale
  std::size_t n = 0;          ///< sums over the data sets
  std::size_t diverged = 0;   ///< likewise
  std::size_t networks = 0;   ///< of the group, where there is a bound,
  std::size_t satisfied = 0;  ///< and how many of them satisfy it
  double group_mean = 0;      ///< means over the data sets' means
  double against_mean = 0;
  /// Group against `against` on the scale (a log ratio of ratios), or the mean's excess over the bound; not turned.
  double effect = 0;
  Interval interval;                   ///< at interval_level
  std::optional<Interval> prediction;  ///< 80 %, of the effect on a further data set
  double first_better = 0;             ///< share of pairs in which the group is what the sentence says; NaN for bounds
  std::size_t wins = 0;                ///< data sets whose effect goes the sentence's way by more than delta,
  std::size_t ties = 0;
  std::size_t losses = 0;
  bool varies = false;     ///< the prediction interval enters another region: elsewhere it may be otherwise
  bool resampled = false;  ///< every network has a draw of the data of its own; else it is about this draw
  Outcome outcome = Outcome::cannot_tell;
  std::vector<DataSetFinding> data_sets;
};

/// The level of each interval of a role's findings, so that all of them together have 1 - alpha (Bonferroni).
double interval_level(const Claim& claim, std::size_t findings);
double interval_level(const Claim& claim, const std::vector<Finding>& findings, Role role);

/// The findings of all rules, in their order. `observe` gives the observations of a rule's metric. The data set is the
/// unit of generalisation: what else varies within one is averaged, replicate by replicate. Against a bound, all
/// networks that satisfy it hold, whatever their interval. A control by a bound passes (holds) if the best group's mean
/// reaches it on every data set. Throws Error (usage) for groups without runs or pairs.
std::vector<Finding> judge(const Claim& claim,
                           const std::function<std::vector<ClaimObservation>(const ClaimRule&)>& observe);

}  // namespace actlab
