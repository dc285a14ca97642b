#include "claim/tuning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "analysis/run_metrics.hpp"
#include "claim/training.hpp"
#include "file/atomic_file.hpp"
#include "plan/config.hpp"
#include "record/stored_results.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// Tuning has seeds that the trial has not: this many further on.
constexpr std::int64_t tuning_seed_offset = 1'000'003;

Experiment tuning_experiment(const Claim& claim, const CellList& cells, const std::vector<TuningGrid>& grids) {
  CellList tuned = cells;
  const std::string seed = cells.common.values.contains("seed") ? cells.common.values.at("seed").front() : "1";
  tuned.common.values["seed"] = {std::to_string(std::stoll(seed) + tuning_seed_offset)};
  Experiment like = claim.experiment;
  like.replicates = claim.tuning->replicates;
  // What is no column of runs.csv is measured on the rows of metrics.csv.
  const bool measured = find_run_metric(claim.tuning->metric, "tuning.metric").measure != nullptr;
  set_recording(like.recording, "record", measured ? "metrics" : "none", "tuning");
  std::vector<std::vector<std::string>> values;
  for (const TuningGrid& grid : grids) values.push_back(grid.values());
  return experiment_of_cells(tuned, like, claim.tuning->setting, values);
}

// The grids that an earlier call had got to.
void resume_grids(const Claim& claim, const CellList& cells, const fs::path& out, std::vector<TuningGrid>& grids) {
  const auto text = read_file_if_there(out / "run.toml");
  if (!text) return;
  std::vector<TuningGrid> earlier = grids;
  try {
    const Experiment stored = read_config(out / "run.toml");
    if (stored.grids.size() != grids.size()) return;
    for (std::size_t i = 0; i < grids.size(); ++i) {
      const auto values = stored.grids[i].values.find(claim.tuning->setting);
      if (values == stored.grids[i].values.end() || !earlier[i].take_over(values->second)) return;
    }
  } catch (const Error&) {
    return;  // what cannot be read is started over
  }
  if (config_text(tuning_experiment(claim, cells, earlier)) == *text) grids = std::move(earlier);
}

// The best value of each cell of a finished tuning, whose cells stand in the order in which they were listed.
std::vector<std::size_t> best_values(const Claim& claim, const std::vector<TuningGrid>& grids, const fs::path& out,
                                     std::vector<Tuned>& tuned) {
  const RunMetric& metric = find_run_metric(claim.tuning->metric, "tuning.metric");
  const StoredResults results = read_results(out);
  std::size_t expected = 0;
  for (const TuningGrid& grid : grids) expected += grid.values().size();
  if (results.cells.size() != expected) {
    throw Error(ErrorKind::usage, claim.name, "has cells that are the same but for their names",
                "give every cell of the experiment once");
  }
  std::vector<std::size_t> chosen;
  std::size_t cell = 0;
  for (std::size_t i = 0; i < grids.size(); ++i) {
    std::vector<ValidationScore> scores;
    for (std::size_t v = 0; v < grids[i].values().size(); ++v) {
      scores.push_back(validation_score(metric, {&results.cells[cell++]}, claim.tuning->target));
    }
    const std::size_t best = best_score(scores);
    chosen.push_back(best);
    tuned[i].value = grids[i].values()[best];
    tuned[i].score = metric.higher_is_better ? -scores[best].mean : scores[best].mean;
    tuned[i].edge = grids[i].values().size() > 1 && (best == 0 || best + 1 == scores.size());
    tuned[i].added = std::ranges::count(claim.tuning->values, tuned[i].value) == 0;
  }
  return chosen;
}

}  // namespace

std::size_t best_score(const std::vector<ValidationScore>& scores) {
  const auto from_middle = [&](std::size_t i) {
    return std::fabs(static_cast<double>(i) - static_cast<double>(scores.size() - 1) / 2);
  };
  std::size_t best = 0;
  for (std::size_t i = 1; i < scores.size(); ++i) {
    const bool equal = !better(scores[best], scores[i]);
    if (better(scores[i], scores[best]) || (equal && from_middle(i) < from_middle(best))) best = i;
  }
  return best;
}

TuningGrid::TuningGrid(std::string setting, const std::vector<std::string>& values)
    : setting_(std::move(setting)), values_(values) {}

std::string TuningGrid::beyond(bool above) const {
  if (values_.size() < 2) return "";
  const std::string& end = above ? values_.back() : values_.front();
  const std::string& inner = above ? values_[values_.size() - 2] : values_[1];
  const auto at_end = text::parse_number(end);
  const auto before = text::parse_number(inner);
  if (!at_end || !before || *at_end <= 0 || *before <= 0) return "";
  try {
    const SettingInfo& setting = *find_setting(setting_);
    Settings settings;
    set_setting(settings, setting, fmt::format("{:.3g}", *at_end * (*at_end / *before)), setting_);
    std::string value = setting_text(settings, setting);
    return value == end ? "" : value;
  } catch (const Error&) {
    return "";  // outside the setting's range
  }
}

bool TuningGrid::widen(std::size_t chosen) {
  const bool above = chosen + 1 == values_.size();
  if ((chosen != 0 && !above) || (above ? above_ : below_) >= most_added) return false;
  std::string value = beyond(above);
  if (value.empty()) return false;
  ++(above ? above_ : below_);
  values_.insert(above ? values_.end() : values_.begin(), std::move(value));
  return true;
}

bool TuningGrid::take_over(const std::vector<std::string>& values) {
  TuningGrid grown = *this;
  while (grown.values_.front() != values.front() && grown.widen(0)) {
  }
  while (grown.values_.back() != values.back() && grown.widen(grown.values_.size() - 1)) {
  }
  if (grown.values_ != values) return false;
  *this = std::move(grown);
  return true;
}

TuningResult tune(const Claim& claim, const CellList& cells, const fs::path& out, RunOptions& options) {
  std::vector<TuningGrid> grids(cells.own.size(), TuningGrid(claim.tuning->setting, claim.tuning->values));
  resume_grids(claim, cells, out, grids);
  TuningResult result;
  for (const auto& own : cells.own) {
    Tuned& cell = result.cells.emplace_back();
    cell.cell = cell_name(own);
  }
  // Every round but the last adds a value to a grid, which has at most 2 * most_added of them.
  for (bool widened = false;; widened = true) {
    result.stopped = !train_claim(tuning_experiment(claim, cells, grids), out, options, widened);
    if (result.stopped) return result;
    const std::vector<std::size_t> chosen = best_values(claim, grids, out, result.cells);
    bool more = false;
    for (std::size_t i = 0; i < grids.size(); ++i) more = grids[i].widen(chosen[i]) || more;
    if (!more) return result;
  }
}

}  // namespace actlab
