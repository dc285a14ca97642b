#pragma once

#include <toml++/toml.h>

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/results.hpp"
#include "analysis/run_metrics.hpp"
#include "claim/table_reader.hpp"

namespace actlab {

/// What a rule is to its claim.
enum class Role {
  main,       ///< decides
  mechanism,  ///< the "because"; shown, never decides
  control,    ///< the experiment works; where it fails, nothing was tested
};
inline constexpr std::array<std::string_view, 3> role_names{"main", "mechanism", "control"};
inline std::string_view role_name(Role role) { return role_names[static_cast<std::size_t>(role)]; }

/// What a rule says of the effect d of a group against another one, or of a group's mean m; delta is the smallest
/// difference that matters.
enum class Relation {
  higher,      ///< d > delta
  lower,       ///< d < -delta
  not_lower,   ///< d > -delta
  not_higher,  ///< d < delta
  differs,     ///< |d| > delta
  same,        ///< |d| < delta
  at_least,    ///< m >= bound
  at_most,     ///< m <= bound
};
/// In the order of Relation.
inline constexpr std::array<std::string_view, 8> relation_names{"higher",  "lower", "not lower", "not higher",
                                                                "differs", "same",  "at least",  "at most"};
inline std::string_view relation_name(Relation relation) { return relation_names[static_cast<std::size_t>(relation)]; }

inline bool is_bound(Relation relation) { return relation == Relation::at_least || relation == Relation::at_most; }

/// Whether the sentence says of the first group, or of its mean, that it is high; of "same" and "differs", which say
/// neither, true.
inline bool says_high(Relation relation) {
  return relation != Relation::lower && relation != Relation::not_higher && relation != Relation::at_most;
}

/// A value that changes within a network's settings: the observation is metric(to) - metric(from).
struct Change {
  std::string setting;
  std::string from;
  std::string to;
};

/// One sentence of a claim that data can contradict.
struct ClaimRule {
  Role role = Role::main;
  std::string says;
  std::string metric;           ///< see run_metrics; of a benchmark nanoseconds
  std::vector<std::string> by;  ///< settings whose values are the groups
  std::vector<std::string> groups;
  Relation relation = Relation::higher;
  std::vector<std::string> against;                       ///< empty for bounds
  std::optional<double> bound;                            ///< of bounds: for all data sets,
  std::map<std::string, double> bounds;                   ///< or by data set, which are then the only ones
  std::optional<double> smallest;                         ///< nothing: the metric's own
  std::vector<std::string> each;                          ///< settings whose values are conditions, judged one by one
  std::map<std::string, std::vector<std::string>> where;  ///< settings' values to which the rule is confined
  std::optional<double> diverged;                         ///< what a run that diverged counts as; else it is left out
  double target = success_target;                         ///< of the metrics that wait for one
  std::optional<Change> change;                           ///< the value is the metric's change,
  std::string slope;                                      ///< or its slope over this setting (empty: neither)
  bool every = false;                                     ///< every single network must satisfy the bound
};

/// In `against`: not one group, but for every network that one of all groups which is best on the validation rows.
inline constexpr std::string_view best_by_validation = "best by validation";

/// The bound of a data set; nothing where the rule does not speak of it.
std::optional<double> bound_on(const ClaimRule& rule, const std::string& data_set);

/// The row of a metric, also of the nanoseconds that benchmarks measure, which runs do not have. Throws Error (usage).
const RunMetric& find_claim_metric(const std::string& name, std::string_view where);

/// What a rule's values are judged as: the metric, but differences without ends where they are derived from several
/// networks (`change`, `slope`), and where a mean is set against a bound.
RunMetric judged_metric(const ClaimRule& rule);

/// The smallest difference that matters to a rule: 0 for bounds, given, or the metric's own.
double smallest_difference(const ClaimRule& rule);

/// Reads a [[rule]]. Throws Error (usage) with file:line:column.
ClaimRule read_rule(const toml::table& table, const Formulas& formulas, const std::filesystem::path& path);

}  // namespace actlab
