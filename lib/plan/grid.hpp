#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/settings_table.hpp"
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

/// Settings that take their values together: one, or those of a pair.
struct Axis {
  std::vector<const SettingInfo*> settings;
  std::vector<Settings> values;  ///< those settings have the axis's values, one after another; the others defaults
};

/// Every combination of a grid's values, in an order that only they decide: settings in the order of the table, the
/// first varying slowest, values in the order given; settings that vary together stand at the place of their first.
class GridPoints {
 public:
  /// Throws Error (usage) above ten million, for a value that is given twice, and for pairs of unequal length.
  explicit GridPoints(const Grid& grid);

  [[nodiscard]] std::size_t size() const { return size_; }
  /// The settings of a point, from 0, made when they are asked for.
  [[nodiscard]] Settings operator[](std::size_t point) const;

 private:
  std::vector<Axis> axes_;
  std::size_t size_ = 1;
};

/// All points of a grid. Throws Error as GridPoints does.
std::vector<Settings> expand(const Grid& grid);

/// The text whose SHA-256 identifies a cell: a line "name=value" for each setting, the data's hash in place of a file's
/// path.
std::string canonical_configuration(const Settings& resolved, const Dataset& dataset);

/// The cell of settings and data, with the number 1. Throws Error as Resolver does.
Cell make_cell(Resolver& resolver, const Settings& settings, std::shared_ptr<const Dataset> dataset);

/// The experiment's cells with their data, grid after grid; a cell that an earlier grid has is not repeated. Throws
/// Error as expand, resolve and load_dataset do, and usage where two cells of one grid are the same.
ACTLAB_API std::vector<Cell> plan(const Experiment& experiment, DatasetCache& cache);

/// Cells of an experiment that is too large to be looked at whole.
struct Sample {
  std::size_t size = 0;     ///< cells of the experiment; those that several grids of a union have count several times
  std::vector<Cell> cells;  ///< in the order of their numbers
};

/// So many cells from the beginning of the experiment and from its end, and `between` evenly from between, or all.
/// Throws Error as plan does, but for what is wrong with other cells.
ACTLAB_API Sample sample(const Experiment& experiment, std::size_t ends, std::size_t between, DatasetCache& cache);

/// Cells of an experiment, those that several grids of a union have counted several times, before any is made. Throws
/// Error as GridPoints does.
ACTLAB_API std::size_t count_cells(const Experiment& experiment);

/// Where results go without --out: results/<dataset>-<arch>-<activation>, or results/<first 8 hex digits of the
/// configuration's hash> where one of them has several values or is no plain name.
ACTLAB_API std::string default_directory(const Experiment& experiment);

}  // namespace actlab
