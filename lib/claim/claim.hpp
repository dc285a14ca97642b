#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "plan/experiment.hpp"

namespace actlab {

/// What a rule says of the difference d = group - against, or of the group's mean m; `smallest` is the smallest
/// difference that matters, or the bound.
enum class Relation {
  higher,      ///< d > smallest
  lower,       ///< d < -smallest
  not_lower,   ///< d > -smallest
  not_higher,  ///< d < smallest
  differs,     ///< |d| > smallest
  same,        ///< |d| < smallest
  at_least,    ///< m >= smallest
  at_most,     ///< m <= smallest
};

/// "higher", "not lower" ... in the order of Relation.
inline constexpr std::array<std::string_view, 8> relation_names{"higher",  "lower", "not lower", "not higher",
                                                                "differs", "same",  "at least",  "at most"};
inline std::string_view relation_name(Relation relation) { return relation_names[static_cast<std::size_t>(relation)]; }

/// A value that changes within a network's settings: the observation is metric(to) - metric(from).
struct Change {
  std::string setting;
  std::string from;
  std::string to;
};

/// One sentence of a claim that data can contradict.
struct ClaimRule {
  std::string says;
  std::string metric;           ///< see run_metrics; of a benchmark nanoseconds
  std::vector<std::string> by;  ///< settings whose values are the groups
  std::vector<std::string> groups;
  Relation relation = Relation::higher;
  std::vector<std::string> against;  ///< empty for at_least and at_most
  double smallest = 0;
  bool relative = false;                                  ///< differences as shares of the mean of `against`
  std::vector<std::string> each;                          ///< settings whose values are conditions, judged one by one
  std::map<std::string, std::vector<std::string>> where;  ///< settings' values to which the rule is confined
  std::optional<double> diverged;                         ///< what a run that diverged counts as; else it is left out
  double target = success_target;                         ///< for epochs_to_target
  std::optional<Change> change;
};

/// A setting that every group has tuned for itself, on the same values, before it is compared: by the best mean over
/// `replicates` networks with other seeds.
struct Tuning {
  std::string setting;
  std::vector<std::string> values;
  std::string metric = "validation_loss";
  std::int64_t replicates = 16;
};

/// Times to be measured, in turn, in so many rounds. A timing is an observation with the settings activation, arch
/// ("element" for the function alone) and precision.
struct ClaimBenchmark {
  std::vector<std::string> activations;
  std::vector<std::string> archs;
  std::int64_t rounds = 32;
};

/// A sentence from textbooks, the experiment that asks it and the rules that judge it.
struct Claim {
  std::string name;  ///< the file's, without .toml
  std::string sentence;
  std::string source;  ///< who says so
  std::string note;    ///< what the design is about
  double alpha = 0.05;
  std::optional<Tuning> tuning;
  Experiment experiment;
  std::optional<ClaimBenchmark> benchmark;  ///< instead of an experiment
  std::vector<ClaimRule> rules;
};

/// Fewer replicates than this decide nothing.
inline constexpr std::int64_t least_replicates = 32;

/// Reads a claim. Throws Error: no_input for a file that cannot be opened, usage with file:line:column for TOML that
/// cannot be read, unknown keys and values that are not allowed.
ACTLAB_API Claim read_claim(const std::filesystem::path& path);

/// The bundled claims' files (share/scripts/claims), by name.
ACTLAB_API std::map<std::string, std::filesystem::path> bundled_claims();

}  // namespace actlab
