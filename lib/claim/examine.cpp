#include "claim/examine.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/run_metrics.hpp"
#include "claim/cell_list.hpp"
#include "claim/choice.hpp"
#include "claim/findings_file.hpp"
#include "claim/timing.hpp"
#include "claim/training.hpp"
#include "file/failure.hpp"
#include "record/csv_writer.hpp"
#include "record/stored_results.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

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
      observations.push_back({&cell.settings, cell.runs[i].replicate, values[i], cell.runs[i].diverged});
    }
  }
  return observations;
}

std::vector<ClaimObservation> observations_of(const std::vector<Timing>& timings) {
  std::vector<ClaimObservation> observations;
  observations.reserve(timings.size());
  for (const Timing& timing : timings) {
    observations.push_back({&timing.settings, timing.round, timing.nanoseconds, false});
  }
  return observations;
}

// Measures and judges; nothing is judged where it was stopped.
void examine_times(const Claim& claim, const fs::path& out, const RunOptions& options, Examination& examination) {
  file::create_directories(out);
  const std::vector<Timing> timings = measure_timings(*claim.benchmark, options);
  examination.stopped = options.stop != nullptr && *options.stop;
  if (examination.stopped) return;
  write_timings(out / "timings.csv", timings);
  examination.findings = judge(claim, [&](const ClaimRule&) { return observations_of(timings); });
}

void examine_networks(const Claim& claim, const fs::path& out, RunOptions& options, Examination& examination) {
  const CellList cells = cell_list(claim.experiment);
  std::vector<std::vector<std::string>> values;
  if (claim.tuning) {
    TuningResult tuning = tune(claim, cells, out / "tuning", options);
    examination.stopped = tuning.stopped;
    if (examination.stopped) return;
    examination.tuned = std::move(tuning.cells);
    write_tuned(out / "tuned.csv", claim, examination.tuned);
    for (const Tuned& cell : examination.tuned) values.push_back({cell.value});
  }
  const std::string setting = claim.tuning ? claim.tuning->setting : "";
  examination.stopped =
      !train_claim(experiment_of_cells(cells, claim.experiment, setting, values), out / "trial", options);
  if (examination.stopped) return;
  const StoredResults results = read_results(out / "trial");
  ChoiceSettings choices;
  examination.findings = judge(claim, [&](const ClaimRule& rule) {
    std::vector<ClaimObservation> observations = observations_of(results, rule);
    if (std::ranges::count(rule.against, best_by_validation) > 0) {
      const std::vector<ClaimObservation> best = best_of_groups(claim, rule, results, observations, choices);
      observations.insert(observations.end(), best.begin(), best.end());
    }
    return observations;
  });
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
  examination.verdict = verdict_of(claim.rules, examination.findings);
  write_findings(out / "findings.csv", claim, examination.findings);
  return examination;
}

}  // namespace actlab
