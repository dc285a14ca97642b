#include "claim/examine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "analysis/run_metrics.hpp"
#include "claim/timing.hpp"
#include "plan/config.hpp"
#include "plan/grid.hpp"
#include "record/atomic_file.hpp"
#include "record/csv_writer.hpp"
#include "record/stored_results.hpp"
#include "statistics/summary.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// Tuning has seeds that the trial has not: this many further on.
constexpr std::int64_t tuning_seed_offset = 1'000'003;

// The settings in which the cells differ, by name, and their texts.
using Varying = std::map<std::string, std::string>;

std::string texts_of(const Varying& varying) {
  std::vector<std::string> parts;
  parts.reserve(varying.size());
  for (const auto& [name, value] : varying) parts.push_back(fmt::format("{} {}", name, value));
  return text::joined(parts, ", ");
}

// An experiment as cells: what they share, and what each has of its own.
struct CellList {
  Grid common;
  std::vector<Varying> own;
};

CellList cell_list(const Experiment& experiment) {
  std::vector<Settings> all;
  for (const Grid& grid : grids_of(experiment)) {
    for (Settings& settings : expand(grid)) all.push_back(std::move(settings));
  }
  CellList list;
  list.own.resize(all.size());
  for (const SettingInfo& setting : settings_table()) {
    const std::string name(setting.name);
    const std::string first = setting_text(all.front(), setting);
    const bool varies = std::ranges::any_of(all, [&](const Settings& s) { return setting_text(s, setting) != first; });
    if (!varies) list.common.values[name] = {first};
    for (std::size_t i = 0; varies && i < all.size(); ++i) list.own[i][name] = setting_text(all[i], setting);
  }
  return list;
}

// An experiment of listed cells, each a grid of its own with `more` beside it.
Experiment listed(const Claim& claim, const CellList& cells,
                  const std::vector<std::map<std::string, std::vector<std::string>>>& more) {
  Experiment experiment;
  experiment.replicates = claim.experiment.replicates;
  experiment.recording = claim.experiment.recording;
  experiment.common = cells.common;
  for (std::size_t i = 0; i < cells.own.size(); ++i) {
    Grid& grid = experiment.grids.emplace_back();
    grid.values = more[i];
    for (const auto& [name, value] : cells.own[i]) grid.values[name] = {value};
  }
  return experiment;
}

// Trains an experiment, or what is missing of it; false if it was stopped.
bool train(const Experiment& experiment, const fs::path& out, RunOptions& options) {
  DatasetCache cache;
  const std::vector<Cell> cells = plan(experiment, cache);
  const bool same = read_file(out / "run.toml") == config_text(experiment);
  options.existing = same ? Existing::resume : Existing::start_over;
  options.shard.clear();
  const Outcome outcome = run_experiment(experiment, cells, out, options);
  if (!outcome.failures.empty()) {
    throw Error(
        ErrorKind::some_cells_failed, out.string(),
        fmt::format("cell {} cannot be trained: {}", outcome.failures.front().first, outcome.failures.front().second),
        "mend the claim's experiment");
  }
  return !outcome.stopped;
}

// How good a value of the tuned setting was for a cell: fewer diverged networks first.
struct Score {
  std::size_t diverged = 0;
  double mean = 0;
};

Score score_of(const RunMetric& metric, const StoredCell& cell) {
  Score score;
  std::vector<double> values;
  for (const double value : metric_of_runs(metric, cell, success_target)) {
    if (std::isfinite(value)) {
      values.push_back(metric.higher_is_better ? -value : value);
    } else {
      ++score.diverged;
    }
  }
  score.mean = values.empty() ? std::nan("") : mean(values);
  return score;
}

Experiment tuning_experiment(const Claim& claim, const CellList& cells) {
  const Tuning& tuning = *claim.tuning;
  CellList tuned = cells;
  const std::string seed = cells.common.values.contains("seed") ? cells.common.values.at("seed").front() : "1";
  tuned.common.values["seed"] = {std::to_string(std::stoll(seed) + tuning_seed_offset)};
  tuned.common.values.erase(tuning.setting);
  Experiment experiment = listed(claim, tuned,
                                 std::vector<std::map<std::string, std::vector<std::string>>>(
                                     cells.own.size(), {{tuning.setting, tuning.values}}));
  experiment.replicates = tuning.replicates;
  experiment.recording = Recording();
  set_recording(experiment.recording, "record", "none", "tuning");
  return experiment;
}

// The best value for each cell, from a finished tuning whose cells stand in the order in which they were listed.
std::vector<Tuned> best_values(const Claim& claim, const CellList& cells, const fs::path& directory) {
  const Tuning& tuning = *claim.tuning;
  const RunMetric& metric = find_run_metric(tuning.metric, "tuning.metric");
  const StoredResults results = read_results(directory);
  if (results.cells.size() != cells.own.size() * tuning.values.size()) {
    throw Error(ErrorKind::usage, claim.name, "has cells that are the same but for their names",
                "give every cell of the experiment once");
  }
  std::vector<Tuned> best;
  for (std::size_t i = 0; i < cells.own.size(); ++i) {
    Score lowest;
    std::size_t chosen = 0;
    for (std::size_t v = 0; v < tuning.values.size(); ++v) {
      const Score score = score_of(metric, results.cells[i * tuning.values.size() + v]);
      const bool better =
          score.diverged < lowest.diverged || (score.diverged == lowest.diverged && score.mean < lowest.mean);
      if (v > 0 && !better) continue;
      lowest = score;
      chosen = v;
    }
    best.push_back(
        {texts_of(cells.own[i]), tuning.values[chosen], metric.higher_is_better ? -lowest.mean : lowest.mean});
  }
  return best;
}

void write_tuned(const fs::path& path, const Claim& claim, const std::vector<Tuned>& tuned) {
  CsvWriter out(path);
  for (const std::string& name : {std::string("cell"), claim.tuning->setting, claim.tuning->metric}) out.text(name);
  out.end_row();
  for (const Tuned& cell : tuned) {
    out.text(cell.cell);
    out.text(cell.value);
    out.number(cell.score);
    out.end_row();
  }
  out.commit();
}

void write_findings(const fs::path& path, const Claim& claim, const std::vector<Finding>& findings) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 15> columns{"rule", "metric",   "condition",  "group",        "against",
                                                     "n",    "diverged", "group_mean", "against_mean", "effect",
                                                     "low",  "high",     "relation",   "smallest",     "verdict"};
  out.header(columns);
  for (const Finding& finding : findings) {
    const ClaimRule& rule = claim.rules[finding.rule];
    out.integer(static_cast<std::int64_t>(finding.rule + 1));
    for (const std::string& text : {rule.metric, finding.condition, finding.group, finding.against}) out.text(text);
    out.integer(static_cast<std::int64_t>(finding.n));
    out.integer(static_cast<std::int64_t>(finding.diverged));
    for (const double number :
         {finding.group_mean, finding.against_mean, finding.effect, finding.interval.low, finding.interval.high}) {
      out.number(number);
    }
    out.text(std::string(relation_name(rule.relation)));
    out.number(rule.smallest);
    out.text(std::string(verdict_name(finding.verdict)));
    out.end_row();
  }
  out.commit();
}

std::vector<ClaimObservation> observations_of(const StoredResults& results, const ClaimRule& rule) {
  const RunMetric& metric = find_run_metric(rule.metric, "metric");
  std::vector<ClaimObservation> observations;
  for (const StoredCell& cell : results.cells) {
    // Measures may have no meaning for cells that the rule leaves out.
    const bool wanted = std::ranges::all_of(rule.where, [&](const auto& confined) {
      return std::ranges::count(confined.second, cell.settings.at(confined.first)) > 0;
    });
    if (!wanted) continue;
    const std::vector<double> values = metric_of_runs(metric, cell, rule.target);
    for (std::size_t i = 0; i < values.size(); ++i) {
      observations.push_back({&cell.settings, cell.runs[i].replicate, values[i]});
    }
  }
  return observations;
}

std::vector<ClaimObservation> observations_of(const std::vector<Timing>& timings) {
  std::vector<ClaimObservation> observations;
  observations.reserve(timings.size());
  for (const Timing& timing : timings) observations.push_back({&timing.settings, timing.round, timing.nanoseconds});
  return observations;
}

// Measures and judges; nothing is judged where it was stopped.
void examine_times(const Claim& claim, const fs::path& out, const RunOptions& options, Examination& examination) {
  fs::create_directories(out);
  const std::vector<Timing> timings = measure_timings(*claim.benchmark, options);
  examination.stopped = options.stop != nullptr && *options.stop;
  if (examination.stopped) return;
  write_timings(out / "timings.csv", timings);
  examination.findings = judge(claim, [&](const ClaimRule&) { return observations_of(timings); });
}

// Trains what tells the best values, and notes them.
void tune(const Claim& claim, const CellList& cells, const fs::path& out, RunOptions& options,
          Examination& examination) {
  examination.stopped = !train(tuning_experiment(claim, cells), out / "tuning", options);
  if (examination.stopped) return;
  examination.tuned = best_values(claim, cells, out / "tuning");
  write_tuned(out / "tuned.csv", claim, examination.tuned);
}

Experiment trial_experiment(const Claim& claim, CellList cells, const std::vector<Tuned>& tuned) {
  std::vector<std::map<std::string, std::vector<std::string>>> more(cells.own.size());
  if (claim.tuning) {
    cells.common.values.erase(claim.tuning->setting);
    for (std::size_t i = 0; i < more.size(); ++i) more[i][claim.tuning->setting] = {tuned[i].value};
  }
  return listed(claim, cells, more);
}

void examine_networks(const Claim& claim, const fs::path& out, RunOptions& options, Examination& examination) {
  const CellList cells = cell_list(claim.experiment);
  if (claim.tuning) tune(claim, cells, out, options, examination);
  if (examination.stopped) return;
  examination.stopped = !train(trial_experiment(claim, cells, examination.tuned), out / "trial", options);
  if (examination.stopped) return;
  const StoredResults results = read_results(out / "trial");
  examination.findings = judge(claim, [&](const ClaimRule& rule) { return observations_of(results, rule); });
}

}  // namespace

Examination examine(const Claim& claim, const fs::path& out, RunOptions options) {
  Examination examination;
  if (claim.benchmark) {
    examine_times(claim, out, options, examination);
  } else {
    examine_networks(claim, out, options, examination);
  }
  if (examination.stopped) return examination;
  examination.verdict = judge_findings(examination.findings);
  write_findings(out / "findings.csv", claim, examination.findings);
  return examination;
}

}  // namespace actlab
