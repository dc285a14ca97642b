#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/validation_score.hpp"
#include "claim/cell_list.hpp"
#include "claim/claim.hpp"
#include "experiment/runner.hpp"

namespace actlab {

/// The place of the best score; of equals the one nearest to the middle, for the ends of a grid must be earned.
std::size_t best_score(const std::vector<ValidationScore>& scores);

/// Values on a grid in ascending order that may grow at its ends.
class TuningGrid {
 public:
  /// So many values may be added at either end.
  static constexpr std::size_t most_added = 4;

  /// Grows by the ratio of the two values at that end, within the setting's range, to three digits. Only numbers above
  /// 0 grow.
  TuningGrid(std::string setting, const std::vector<std::string>& values);

  [[nodiscard]] const std::vector<std::string>& values() const { return values_; }

  /// Adds a value beyond the end at which `chosen` stands; false if it stands at none or no more can be added.
  bool widen(std::size_t chosen);

  /// Takes over the values that the same grid was widened to earlier; false, and nothing changes, if they are not that.
  bool take_over(const std::vector<std::string>& values);

 private:
  [[nodiscard]] std::string beyond(bool above) const;

  std::string setting_;
  std::vector<std::string> values_;
  std::size_t below_ = 0;  ///< added
  std::size_t above_ = 0;
};

/// A cell of a claim's experiment and the value of the tuned setting that was best for it.
struct Tuned {
  std::string cell;  ///< its settings that vary in the claim, with commas between
  std::string value;
  double score = 0;    ///< mean of the tuning's metric there
  bool edge = false;   ///< it stands at the end of a grid that could not grow any more
  bool added = false;  ///< it is none of the values that the claim gives
};

struct TuningResult {
  bool stopped = false;  ///< ended early: what was trained is saved
  std::vector<Tuned> cells;
};

/// Trains, in `out`, every cell with every value, with seeds of its own; then, round after round, the cells that chose
/// an end of their grid with a value beyond it. What earlier calls trained is taken over. Throws Error.
TuningResult tune(const Claim& claim, const CellList& cells, const std::filesystem::path& out, RunOptions& options);

}  // namespace actlab
