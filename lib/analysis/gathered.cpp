#include "analysis/gathered.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "plan/config.hpp"
#include "plan/dataset_kind.hpp"
#include "plan/grid.hpp"
#include "record/columns.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

// Numbers that are equal to the last bit, as those of the same cell are.
bool same_run(const RunRow& a, const RunRow& b) {
  return a.replicate == b.replicate && a.diverged == b.diverged && a.seed == b.seed && a.epochs_run == b.epochs_run &&
         a.best_epoch == b.best_epoch && std::ranges::all_of(metric_columns, [&](const MetricColumn& column) {
           const double x = a.metrics.*column.value;
           const double y = b.metrics.*column.value;
           return x == y || (std::isnan(x) && std::isnan(y));
         });
}

}  // namespace

std::vector<StoredCell> gather_cells(const std::vector<std::filesystem::path>& directories) {
  std::vector<StoredCell> all;
  std::map<std::string, std::size_t> place;
  for (const std::filesystem::path& directory : directories) {
    StoredResults results = read_results(directory);
    for (StoredCell& cell : results.cells) {
      const auto [known, is_new] = place.try_emplace(cell.id, all.size());
      if (is_new) {
        all.push_back(std::move(cell));
        continue;
      }
      StoredCell& other = all[known->second];
      const std::size_t shared = std::min(other.runs.size(), cell.runs.size());
      const bool agree = std::equal(cell.runs.begin(), cell.runs.begin() + static_cast<std::ptrdiff_t>(shared),
                                    other.runs.begin(), same_run);
      if (!agree) {
        throw Error(ErrorKind::difference, directory.string(),
                    fmt::format("disagrees with {} on cell {}", other.files->directory().string(), cell.id),
                    "find the wrong one with 'actlab verify'");
      }
      if (cell.runs.size() > other.runs.size()) other = std::move(cell);
    }
  }
  return all;
}

std::set<std::string> implied_settings(const std::vector<std::filesystem::path>& directories) {
  std::set<std::string> implied;
  for (const SettingInfo& setting : settings_table()) implied.emplace(setting.name);
  for (const std::filesystem::path& directory : directories) {
    for (const Grid& grid : grids_of(recorded_experiment(RecordedFiles(directory)))) {
      for (const SettingInfo& setting : settings_table()) {
        const auto given = grid.values.find(std::string(setting.name));
        const bool left =
            given == grid.values.end() || given->second == std::vector<std::string>{setting_text(Settings(), setting)};
        if (setting.follows.empty() || !left) implied.erase(std::string(setting.name));
      }
    }
  }
  return implied;
}

const std::string& setting_of(const StoredCell& cell, const std::string& setting) {
  const auto text = cell.settings.find(setting);
  if (text != cell.settings.end()) return text->second;
  throw Error(ErrorKind::bad_data, cell.files ? cell.files->directory().string() : "",
              "has no column " + setting + " in cells.csv", "train it again");
}

double test_rows_per_training_row(const StoredCell& cell) {
  if (is_generated(setting_of(cell, "dataset"))) return 0;
  const double train = text::parse_number(setting_of(cell, "train_fraction")).value_or(1);
  const double validation = text::parse_number(setting_of(cell, "validation_fraction")).value_or(0);
  return (1 - train - validation) / train;
}

bool is_regression(const StoredCell& cell) { return setting_of(cell, "task") == task_name(Task::regression); }

}  // namespace actlab
