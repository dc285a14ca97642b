#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "actlab/results.hpp"

namespace actlab {

/// Every combination of some settings' values. `values` maps a setting's name to its texts, in the order given;
/// settings that are not named have their default. Settings of one of the `pairs` vary together, not crossed: the first
/// value of each, the second of each, and so on.
struct Grid {
  std::map<std::string, std::vector<std::string>> values;
  std::vector<std::vector<std::string>> pairs;
};

/// Cells and how to run them: the grid `common`, or, where there are `grids`, the union of `common` with each of them,
/// whose values stand before the common ones.
struct Experiment {
  Grid common;
  std::vector<Grid> grids;
  std::int64_t replicates = 16;
  Recording recording;
};

}  // namespace actlab
