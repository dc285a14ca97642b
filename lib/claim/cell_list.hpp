#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/experiment.hpp"

namespace actlab {

/// An experiment as cells: what they share, and what each has of its own, so that every cell can be given values of a
/// further setting.
struct CellList {
  Grid common;
  std::vector<std::map<std::string, std::string>> own;
};

CellList cell_list(const Experiment& experiment);

/// "arch 8-8, dataset circle": what a cell has of its own.
std::string cell_name(const std::map<std::string, std::string>& own);

/// An experiment of these cells, a grid for each; `setting` takes each cell's own values, or none is given where
/// `values` is empty. Replicates and recording are those of `like`.
Experiment experiment_of_cells(const CellList& cells, const Experiment& like, const std::string& setting,
                               const std::vector<std::vector<std::string>>& values);

}  // namespace actlab
