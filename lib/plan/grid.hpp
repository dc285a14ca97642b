#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "plan/experiment.hpp"
#include "plan/resolve.hpp"
#include "record/cell.hpp"

namespace actlab {

/// Data sets by what they depend on, each loaded once. Safe to use from several threads.
class DatasetCache {
 public:
  std::shared_ptr<const Dataset> get(const Settings& settings);

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Dataset>> loaded_;
};

/// The grids whose union the experiment is, the common values filled in: one, or one for each of its grids.
std::vector<Grid> grids_of(const Experiment& experiment);

/// Every combination of a grid's values, in an order that only they decide: settings in the order of the table, the
/// first varying slowest, values in the order given; settings that vary together stand at the place of their first.
/// Throws Error (usage) above ten million, for a value that is given twice, and for pairs of unequal length.
std::vector<Settings> expand(const Grid& grid);

/// The text whose SHA-256 identifies a cell: a line "name=value" for each setting, the data's hash in place of a file's
/// path.
std::string canonical_configuration(const Settings& resolved, const Dataset& dataset);

/// The cell of settings and data, with the number 1. Throws Error as Resolver does.
Cell make_cell(Resolver& resolver, const Settings& settings, std::shared_ptr<const Dataset> dataset);

/// The experiment's cells with their data, grid after grid; a cell that an earlier grid has is not repeated. Throws
/// Error as expand, resolve and load_dataset do, and usage where two cells of one grid are the same.
ACTLAB_API std::vector<Cell> plan(const Experiment& experiment, DatasetCache& cache);

/// Where results go without --out: results/<dataset>-<arch>-<activation>, or results/<first 8 hex digits of the
/// configuration's hash> where one of them has several values or is no plain name.
ACTLAB_API std::string default_directory(const Experiment& experiment);

}  // namespace actlab
