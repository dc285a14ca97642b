#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/compare.hpp"
#include "record/stored_results.hpp"

namespace actlab {

/// Where a cell stands in a comparison.
struct ArrangedCell {
  StoredCell cell;
  std::size_t panel = 0;
  std::size_t data_set = 0;  ///< within the panel
  std::size_t group = 0;
  std::size_t block = 0;  ///< cells of one block differ in what is compared alone: their runs are paired
};

/// The cells of a request's directories, each in its place.
struct Arrangement {
  struct Panel {
    std::string condition;
    bool regression = false;
    std::vector<std::string> data_sets;
  };
  std::vector<std::string> groups;
  std::vector<Panel> panels;
  std::vector<ArrangedCell> cells;
  std::vector<ChosenValue> chosen;  ///< where the request chooses; other cells are left out
};

/// Settings of data make variants of a data set; other settings that vary on a data set within a group are crossed with
/// what is compared, and each of their values is a panel, unless the request chooses among them. Accuracies and R^2 are
/// panels of their own. Throws Error as compare does.
Arrangement arrange(const ComparisonRequest& request);

}  // namespace actlab
