#pragma once

#include <optional>
#include <string>
#include <vector>

namespace actlab {

/// What the journal keeps of the texts that say what a results directory is of: a change of them is found by it before
/// there is a manifest.
struct ExperimentRecord {
  std::string run_toml;  ///< SHA-256 of run.toml
  std::string shard;     ///< of the shard file; empty where there is none

  friend bool operator==(const ExperimentRecord&, const ExperimentRecord&) = default;
};

/// The journal's payload.
std::string record_text(const ExperimentRecord& record);

/// The last such record among a journal's payloads.
std::optional<ExperimentRecord> read_experiment_record(const std::vector<std::string>& payloads);

}  // namespace actlab
