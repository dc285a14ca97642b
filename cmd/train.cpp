#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <thread>

#include "actlab/error.hpp"
#include "command.hpp"
#include "console/progress.hpp"
#include "console/shell.hpp"
#include "console/signals.hpp"
#include "console/summary.hpp"
#include "console/terminal.hpp"
#include "experiment/estimate.hpp"
#include "experiment/memory.hpp"
#include "experiment/runner.hpp"
#include "flags/experiment.hpp"
#include "plan/config.hpp"
#include "plan/grid.hpp"
#include "plan/label.hpp"
#include "plan/shard.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab::cmd {
namespace {

struct TrainFlags {
  ExperimentFlags experiment;
  std::string shard;
  std::string jobs;
  std::string memory;
  std::string simd;
  std::string lanes;
  std::string color = "auto";
  bool dry_run = false;
  bool extend = false;
  bool force = false;
  bool quiet = false;
  bool verbose = false;
  bool json = false;
  bool no_progress = false;
};

constexpr const char* train_examples =
    "Every setting takes a comma list; more than one value makes a grid of cells, each trained as --replicates "
    "networks.\n"
    "\n"
    "Examples:\n"
    "  actlab train --dataset spiral --activation relu,tanh,sigmoid --epochs 400\n"
    "  actlab train --dataset iris --arch 4,8,8-8 --learning-rate 0.01,0.1 --out results/iris\n"
    "  actlab train --dataset measurements.csv --target yield --task regression --precision double\n"
    "  actlab train --config results/iris/run.toml --out results/again";

void add_running_flags(CLI::App& verb, TrainFlags& flags) {
  const auto in = [](CLI::Option* option, const char* metavar, const char* group) {
    option->type_name(metavar)->group(group);
  };
  in(verb.add_option("--shard", flags.shard,
                     "train one part of the cells: K/N, or auto/N in an array job; 'actlab merge' joins the parts"),
     "K/N", "Experiment");
  in(verb.add_flag("--dry-run", flags.dry_run, "show the cells, the time and the space they take; write nothing"), "",
     "Experiment");
  in(verb.add_flag("--extend", flags.extend, "go on where the results directory holds another grid of the same kind"),
     "", "Experiment");
  in(verb.add_flag("--force", flags.force, "start over where the results directory holds something else"), "",
     "Experiment");
  verb.add_option("--jobs", flags.jobs, "threads [all cores]")->type_name("N")->group("Running");
  in(verb.add_option("--memory", flags.memory, "gigabytes that may be taken [what the machine has left]"), "GB",
     "Running");
  add_simd_flag(verb, flags.simd);
  add_lanes_flag(verb, flags.lanes);
  verb.add_flag("--quiet", flags.quiet, "no summary, no progress")->group("Running");
  verb.add_flag("--verbose", flags.verbose, "say more on standard error")->group("Running");
  verb.add_flag("--json", flags.json, "the summary as a JSON object per line")->group("Running");
  verb.add_flag("--no-progress", flags.no_progress, "no progress line on the terminal")->group("Running");
  verb.add_option("--color", flags.color, "auto, always or never; auto honours NO_COLOR [auto]")
      ->type_name("WHEN")
      ->group("Running");
}

Existing read_existing(const TrainFlags& flags) {
  if (flags.extend && flags.force) {
    throw Error(ErrorKind::usage, "--force", "cannot be given together with --extend", "give one of them");
  }
  if (flags.extend) return Existing::extend;
  return flags.force ? Existing::start_over : Existing::resume;
}

double read_memory(const std::string& text) {
  if (text.empty()) return 0;
  const auto gigabytes = text::parse_number(text);
  if (gigabytes && *gigabytes > 0 && *gigabytes <= 1e6) return *gigabytes * 1e9;
  throw Error(ErrorKind::usage, "--memory", text::quoted(text) + " is not allowed",
              "give gigabytes, a number above 0 and at most 1000000");
}

void check_color(const std::string& when) {
  if (when == "auto" || when == "always" || when == "never") return;
  throw Error(ErrorKind::usage, "--color", text::quoted(when) + " is not allowed",
              "allowed are auto, always and never");
}

// The cells and directory of what is to be trained: all of the experiment, or one shard of it.
struct Plan {
  std::vector<Cell> cells;
  std::string out;
  std::string shard;
};

std::string directory_of(const TrainFlags& flags, const Experiment& experiment) {
  return flags.experiment.out.empty() ? default_directory(experiment) : flags.experiment.out;
}

Plan make_plan(const TrainFlags& flags, const Experiment& experiment, DatasetCache& cache) {
  Plan plan{actlab::plan(experiment, cache), directory_of(flags, experiment), ""};
  if (flags.shard.empty()) return plan;
  const ChosenShard chosen =
      read_shard(flags.shard, "--shard", [](const char* name) -> const char* { return std::getenv(name); });
  plan.shard = shard_text(chosen.shard);
  const std::size_t total = plan.cells.size();
  plan.cells = cells_of_shard(plan.cells, experiment.replicates, chosen.shard);
  plan.out = shard_directory(plan.out, chosen.shard).string();
  spdlog::info("shard {}{}: {} of {} cells, into {}", plan.shard,
               chosen.source.empty() ? "" : " (" + chosen.source + ")", plan.cells.size(), total, plan.out);
  return plan;
}

// Above so many cells a dry run looks at some of them only.
constexpr std::size_t most_listed_cells = 10'000;
constexpr std::size_t listed_at_ends = 20;
constexpr std::size_t looked_at = 200;

void print_cells(const std::vector<Cell>& cells, std::size_t total) {
  const CellLabels labels(cells);
  const bool all = cells.size() == total;
  for (const Cell& cell : cells) {
    if (!all && cell.number > listed_at_ends && cell.number + listed_at_ends <= total) continue;
    std::string line = fmt::format("{:>6}  {}", cell.number, cell.id);
    for (const SettingInfo* setting : labels.settings()) {
      line += fmt::format("  {}={}", setting->name, setting_text(cell.settings, *setting));
    }
    fmt::print("{}\n", line);
    if (!all && cell.number == listed_at_ends) fmt::print("   ...  {} more\n", total - 2 * listed_at_ends);
  }
}

// `cells` stand for all of the plan's `total`.
void print_plan(const Experiment& experiment, const std::vector<Cell>& cells, std::size_t total, const std::string& out,
                const RunOptions& options, const std::string& playground) {
  if (cells.empty()) return fmt::print("no cells\n");
  print_cells(cells, total);
  if (!playground.empty()) fmt::print("\nwithout the address:\n{}\n", playground);
  const double share = static_cast<double>(total) / static_cast<double>(cells.size());
  const Estimate expected = estimate(experiment, cells, options);
  fmt::print("\n{} cell{} of {} networks, {} model-samples to train, into {}\n", total, total == 1 ? "" : "s",
             experiment.replicates,
             count_text(share * static_cast<double>(samples_to_train(cells, experiment.replicates))), out);
  fmt::print("about {} on {} thread{} here and {} of files, by a short trial; about {} of memory\n\n{}",
             duration_text(share * expected.seconds), options.jobs, options.jobs == 1 ? "" : "s",
             text::size_text(share * expected.bytes), text::size_text(memory_of(experiment, cells, options, total)),
             config_text(experiment));
}

void dry_run(const TrainFlags& flags, const Experiment& experiment, const RunOptions& options, DatasetCache& cache) {
  const std::string plain = flags.experiment.playground.empty() ? "" : plain_command(experiment);
  if (flags.shard.empty() && count_cells(experiment) > most_listed_cells) {
    const Sample some = sample(experiment, listed_at_ends, looked_at, cache);
    return print_plan(experiment, some.cells, some.size, directory_of(flags, experiment), options, plain);
  }
  const Plan plan = make_plan(flags, experiment, cache);
  print_plan(experiment, plan.cells, plan.cells.size(), plan.out, options, plain);
}

void finish_stopped(const RunOutcome& outcome, std::size_t cells, const std::string& out) {
  spdlog::warn("stopped: {} of {} cells are finished and saved in {}; run the same command to go on",
               outcome.cells_done, cells, out);
  end_stopped();
}

bool draws_figures(const Recording& recording) {
  return recording.metrics || recording.layers || recording.layer_curves || recording.boundary || recording.neurons ||
         recording.units || recording.confusion || recording.mistakes || recording.snapshots > 0;
}

void print_outcome(const Plan& plan, const Recording& recording, const RunOutcome& outcome, const TrainFlags& flags) {
  if (flags.json) return print_summary_json(plan.cells, outcome.runs);
  print_summary(plan.cells, outcome.runs, use_color(flags.color));
  fmt::print("\nresults in {}", plan.out);
  if (draws_figures(recording)) fmt::print("; figures: {}", shell_line({"actlab", "plot", path_word(plan.out)}));
  fmt::print("\n");
}

void report_failures(const Plan& plan, const RunOutcome& outcome) {
  if (outcome.failures.empty()) return;
  const auto& [number, reason] = outcome.failures.front();
  throw Error(ErrorKind::some_cells_failed, plan.out,
              fmt::format("{} of {} cells failed, first cell {}: {}", outcome.failures.size(), plan.cells.size(),
                          number, reason),
              "failed.csv has them all; the same command tries them again");
}

void train(const TrainFlags& flags) {
  spdlog::set_level(flags.verbose ? spdlog::level::debug : spdlog::level::info);
  check_color(flags.color);
  RunOptions options;
  options.jobs = read_jobs(flags.jobs);
  options.memory = read_memory(flags.memory);
  options.target = simd_target(flags.simd);
  options.lanes = forced_lanes(flags.lanes);
  options.existing = read_existing(flags);
  const Experiment experiment = read_experiment(flags.experiment);
  DatasetCache cache;
  if (flags.dry_run) return dry_run(flags, experiment, options, cache);
  const Plan plan = make_plan(flags, experiment, cache);
  options.shard = plan.shard;

  options.stop = &watch_signals();
  ProgressLine line;
  if (!flags.quiet && !flags.no_progress && can_draw_progress()) {
    options.progress = [&line](const Progress& progress) { line.draw(progress); };
  }
  spdlog::debug("{} cells on {} threads with {}", plan.cells.size(), options.jobs,
                arithmetic::target_name(options.target));
  const auto start = std::chrono::steady_clock::now();
  const RunOutcome outcome = run_experiment(experiment, plan.cells, plan.out, options);
  line.clear();
  if (outcome.stopped) return finish_stopped(outcome, plan.cells.size(), plan.out);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  spdlog::debug("trained in {:.2f} s", seconds);
  if (outcome.cells_resumed > 0) {
    spdlog::info("{} of {} cells were finished by an earlier run", outcome.cells_resumed, plan.cells.size());
  }
  if (!flags.quiet && !plan.cells.empty()) print_outcome(plan, experiment.recording, outcome, flags);
  report_failures(plan, outcome);
}

}  // namespace

unsigned read_jobs(const std::string& text) {
  if (text.empty()) return std::max(1U, std::thread::hardware_concurrency());
  const auto jobs = text::parse_integer(text);
  if (jobs && *jobs >= 1 && *jobs <= 1024) return static_cast<unsigned>(*jobs);
  throw Error(ErrorKind::usage, "--jobs", text::quoted(text) + " is not allowed", "give a whole number from 1 to 1024");
}

void add_train(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("train", "train networks over a grid of settings and write a results directory");
  verb->footer(train_examples);
  const auto flags = std::make_shared<TrainFlags>();
  add_experiment_flags(*verb, flags->experiment);
  add_running_flags(*verb, *flags);
  verb->callback([&action, flags] { action = [flags] { train(*flags); }; });
}

}  // namespace actlab::cmd
