#include "claim/timing.hpp"

#include <array>

#include "activation/table.hpp"
#include "claim/table_reader.hpp"
#include "experiment/benchmark.hpp"
#include "record/csv_writer.hpp"

namespace actlab {
namespace {

constexpr double element_seconds = 0.004;
constexpr double training_seconds = 0.02;

double measure(const std::string& activation, const std::string& arch, arithmetic::Target target) {
  if (arch == element_alone) {
    return measure_activation<float>(parse_activation(activation, "benchmark"), target, element_seconds).training;
  }
  return 1e9 / measure_training(arch, activation, Precision::float32, target, training_seconds).model_samples;
}

}  // namespace

std::vector<Timing> measure_timings(const ClaimBenchmark& benchmark, const RunOptions& options) {
  std::vector<std::string> archs{element_alone};
  archs.insert(archs.end(), benchmark.archs.begin(), benchmark.archs.end());
  std::vector<Timing> timings;
  for (std::uint32_t round = 0; round < static_cast<std::uint32_t>(benchmark.rounds); ++round) {
    for (const std::string& arch : archs) {
      for (const std::string& activation : benchmark.activations) {
        if (options.stop != nullptr && *options.stop) return timings;
        timings.push_back(
            {{{"activation", activation}, {"arch", arch}}, round, measure(activation, arch, options.target)});
      }
    }
  }
  return timings;
}

void write_timings(const std::filesystem::path& path, const std::vector<Timing>& timings) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 4> columns{"arch", "activation", "round", "nanoseconds"};
  out.header(columns);
  for (const Timing& timing : timings) {
    out.text(timing.settings.at("arch"));
    out.text(timing.settings.at("activation"));
    out.integer(timing.round);
    out.number(timing.nanoseconds);
    out.end_row();
  }
  out.commit();
}

}  // namespace actlab
