#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "text/parameters.hpp"

namespace actlab {

/// How far training has come when an update is made.
struct TrainingProgress {
  std::uint64_t epoch = 1;  ///< from 1
  std::uint64_t epochs = 1;
  std::uint64_t update = 1;  ///< from 1
  std::uint64_t updates_per_epoch = 1;
};

/// One row of the table of learning-rate schedules.
struct ScheduleInfo {
  std::string_view name;
  std::string_view formula;  ///< the factor of the learning rate; t epochs done, E all epochs, s updates done, S all
  std::string_view citation;
  std::span<const text::Parameter> parameters = {};
  double (*factor)(std::span<const double> parameters, const TrainingProgress& progress) = nullptr;
};

ACTLAB_API std::span<const ScheduleInfo> schedules();

struct ScheduleSpec {
  std::size_t index = 0;
  std::vector<double> parameters;

  [[nodiscard]] const ScheduleInfo& info() const { return schedules()[index]; }
  [[nodiscard]] std::string text() const;
  /// What the learning rate is multiplied by.
  [[nodiscard]] double factor(const TrainingProgress& progress) const { return info().factor(parameters, progress); }
};

/// Reads "constant", "step:every=30:factor=0.1", ... Throws Error (usage) at `where`, with the nearest names.
ScheduleSpec parse_schedule(std::string_view text, std::string_view where);

}  // namespace actlab
