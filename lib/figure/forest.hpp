#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "statistics/effect.hpp"
#include "statistics/outcome.hpp"

namespace actlab {

/// One effect of a forest plot. Numbers are on the scale: log ratios are drawn as percentages off 1.
struct ForestRow {
  std::size_t panel = 0;  ///< rows of one panel follow one another and share title, ends, scale and delta
  std::string title;
  std::string left;   ///< what it means to lie on the left,
  std::string right;  ///< on the right
  std::string label;
  bool pooled = false;  ///< over data sets: a diamond
  Scale scale = Scale::difference;
  double estimate = 0;
  Interval interval;
  std::optional<Interval> prediction;
  double delta = 0;  ///< to both sides of 0: the band of what does not matter
  Outcome outcome = Outcome::cannot_tell;
  std::string note;  ///< at the right: n, diverged
};

/// Writes what scripts/forest.gp reads. Throws Error (cannot_write).
ACTLAB_API void write_forest(const std::filesystem::path& path, const std::vector<ForestRow>& rows);

}  // namespace actlab
