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
#include "claim/rule.hpp"
#include "plan/experiment.hpp"

namespace actlab {

/// The version of a claim's file.
inline constexpr std::int64_t claim_format = 2;

/// What a teacher would say after each verdict, in plain words. `unclear` may be empty.
struct TeacherSentences {
  std::string holds;
  std::string reversed;
  std::string same;
  std::string unclear;
};

/// What is drawn of the trial beside the findings.
enum class PictureKind { runs, curves, boundary, gradient_flow, dead_units, saturation };
inline constexpr std::array<std::string_view, 6> picture_names{"runs",          "curves",     "boundary",
                                                               "gradient-flow", "dead-units", "saturation"};

struct ClaimPicture {
  PictureKind kind = PictureKind::runs;
  std::map<std::string, std::vector<std::string>> where;  ///< settings' values of the cells that are shown; all cells
  std::string metric;                                     ///< of runs and curves; empty: the first main rule's
  std::string caption;
};

/// A setting that every cell has tuned for itself, on the same values, before it is compared: by the best mean over
/// `replicates` networks with other seeds.
struct Tuning {
  std::string setting;
  std::vector<std::string> values;  ///< ascending where they are numbers
  std::string metric;               ///< the validation counterpart of the metric of the main rules
  double target = success_target;   ///< of a metric that waits for one
  std::int64_t replicates = 16;
};

/// Times to be measured, in turn, in so many rounds. A timing is an observation with the settings activation and arch
/// ("element" for the function alone).
struct ClaimBenchmark {
  std::vector<std::string> activations;
  std::vector<std::string> archs;
  std::int64_t rounds = 32;
};

/// A sentence from textbooks, the experiment that asks it and the rules that judge it.
struct Claim {
  std::string name;  ///< the file's, without .toml
  std::int64_t version = 1;
  std::string sentence;
  std::string source;  ///< who says so
  std::string note;    ///< what the design is about
  double alpha = 0.05;
  bool theorem = false;  ///< proved, and here checked numerically
  TeacherSentences teacher;
  std::optional<ClaimPicture> picture;  ///< none of a benchmark
  std::optional<Tuning> tuning;
  Experiment experiment;
  std::optional<ClaimBenchmark> benchmark;  ///< instead of an experiment
  std::vector<ClaimRule> rules;
};

/// From so many paired networks on, verdicts are more than rough.
inline constexpr std::int64_t enough_replicates = 32;

/// The networks of a group on one data set, or the rounds of a benchmark.
ACTLAB_API std::int64_t replicates_of(const Claim& claim);

/// The claim with 8 replicates, 4 to tune by, every second value of the tuned setting and half of the epochs.
ACTLAB_API Claim quick_claim(Claim claim);

/// The claim on other draws and splits of the data.
ACTLAB_API Claim with_data_seed(Claim claim, std::int64_t data_seed);

/// Reads a claim. Throws Error: no_input for a file that cannot be opened, usage with file:line:column for TOML that
/// cannot be read, unknown keys, values that are not allowed and other formats.
ACTLAB_API Claim read_claim(const std::filesystem::path& path);

/// The bundled claims' files (share/scripts/claims), by name.
ACTLAB_API std::map<std::string, std::filesystem::path> bundled_claims();

}  // namespace actlab
