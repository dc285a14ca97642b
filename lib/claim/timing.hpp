#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "claim/claim.hpp"
#include "experiment/runner.hpp"

namespace actlab {

/// One measured time: of an activation by the element (arch "element"), value, derivative and the error back through
/// it; or of training a network of that architecture, by the training sample of one network.
struct Timing {
  std::map<std::string, std::string> settings;  ///< activation, arch
  std::uint32_t round = 0;
  double nanoseconds = 0;
};

/// Measures every activation in turn, on one thread, round after round, in float: what disturbs the machine disturbs
/// all alike. Stops early where options.stop is raised.
std::vector<Timing> measure_timings(const ClaimBenchmark& benchmark, const RunOptions& options);

/// As CSV: arch, activation, round, nanoseconds.
void write_timings(const std::filesystem::path& path, const std::vector<Timing>& timings);

}  // namespace actlab
