#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analysis/metric_effect.hpp"
#include "claim/claim.hpp"

namespace actlab {

/// A metric of one network, or one timing.
struct ClaimObservation {
  const std::map<std::string, std::string>* settings = nullptr;
  std::uint32_t replicate = 0;
  double value = 0;  ///< NaN where the network has no such number
  bool diverged = false;
};

/// What a benchmark has in the place of a data set.
inline constexpr const char* this_machine = "this machine";

/// The settings that the claim names: those that can tell its cells apart.
std::set<std::string> named_settings(const Claim& claim);

/// Two groups on one data set, replicate by replicate; or one group, where a rule has a bound.
struct DataSetPairs {
  PairedRuns runs;               ///< a value of a replicate is its mean over what else varies (not of shares)
  std::vector<double> networks;  ///< of the first group, network by network
  std::size_t diverged = 0;      ///< pairs in which a network diverged: left out, or counted as the rule says
};

/// The observations of a rule by condition, group and data set.
class ArrangedObservations {
 public:
  /// Throws Error (usage) where a slope is asked over what has no numbers above 0.
  ArrangedObservations(const Claim& claim, const ClaimRule& rule, const std::vector<ClaimObservation>& observations);

  /// The values of the rule's `each`: "learning rate 0.1", in the order of the observations.
  [[nodiscard]] const std::vector<std::string>& conditions() const { return conditions_; }

  [[nodiscard]] bool has(const std::string& condition, const std::string& group) const {
    return values_.contains({condition, group});
  }

  /// Networks of the same replicate whose settings agree but for the rule's `by` and what is tuned or run over, as far
  /// as the claim names them, are a pair. A data set for each that has both groups; `against` is empty for a bound.
  [[nodiscard]] std::vector<DataSetPairs> pairs(const std::string& condition, const std::string& group,
                                                const std::string& against) const;

 private:
  struct Value {
    double number = 0;
    bool diverged = false;
  };
  /// By replicate and the texts of the settings that pair.
  using Values = std::map<std::pair<std::uint32_t, std::string>, Value>;
  /// The same before the values of a change or a slope are taken together: by the text of its setting.
  using Series = std::map<std::pair<std::uint32_t, std::string>, std::map<std::string, Value>>;
  using Place = std::pair<std::string, std::string>;  // condition, group

  void add(const ClaimObservation& observation, std::map<Place, std::map<std::string, Series>>& series);
  [[nodiscard]] Value derived(const std::map<std::string, Value>& series) const;
  [[nodiscard]] DataSetPairs pairs_on(const std::string& data_set, const Values& first, const Values* second) const;
  void describe(DataSetPairs& pairs) const;

  const ClaimRule& rule_;
  std::string run_over_;  // the setting of a change or a slope
  std::vector<std::string> pairing_;
  std::vector<std::string> conditions_;
  std::vector<std::string> data_sets_;
  std::map<std::string, const std::map<std::string, std::string>*> settings_;  // of a cell, by data set
  std::map<Place, std::map<std::string, Values>> values_;
};

}  // namespace actlab
