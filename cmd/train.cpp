#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "command.hpp"
#include "experiment/config.hpp"
#include "experiment/grid.hpp"
#include "experiment/runner.hpp"
#include "record/columns.hpp"
#include "signals.hpp"
#include "statistics/summary.hpp"
#include "terminal.hpp"
#include "text/number.hpp"
#include "text/suggest.hpp"

namespace actlab::cmd {
namespace {

struct TrainFlags {
  std::map<std::string, std::string> settings;   // given flags by the setting's name
  std::map<std::string, std::string> recording;  // by TOML key
  std::string replicates;
  std::string config;
  std::string out;
  std::string jobs;
  std::string simd;
  std::string color = "auto";
  bool dry_run = false;
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

// A flag that may be given once; its text is kept where it was given.
CLI::Option* add_text(CLI::App& verb, const std::string& flag, std::map<std::string, std::string>& values,
                      const std::string& key, const std::string& help) {
  return verb.add_option_function<std::string>(
      flag, [&values, key](const std::string& text) { values[key] = text; }, help);
}

void add_setting_flags(CLI::App& verb, TrainFlags& flags) {
  const Settings defaults;
  for (const SettingInfo& setting : settings_table()) {
    std::string help(setting.help);
    if (!setting.choices.empty()) {
      const std::vector<std::string> names(setting.choices.begin(), setting.choices.end());
      help += " (" + text::enumeration(names, "or") + ")";
    }
    help += " [" + setting_text(defaults, setting) + "]";
    add_text(verb, flag_of(setting), flags.settings, std::string(setting.name), help)
        ->type_name(std::string(setting.metavar))
        ->group(std::string(setting.group));
  }
}

void add_experiment_flags(CLI::App& verb, TrainFlags& flags) {
  const auto in = [](CLI::Option* option, const char* metavar, const char* group) {
    option->type_name(metavar)->group(group);
  };
  in(verb.add_option("--replicates", flags.replicates, "networks a cell, each with its own random numbers [16]"), "N",
     "Experiment");
  in(verb.add_option("--out", flags.out,
                     "results directory [results/<dataset>-<arch>-<activation>, or a hash for grids]"),
     "DIR", "Experiment");
  in(verb.add_option("--config", flags.config, "read the experiment from a TOML file; flags override it"), "FILE.toml",
     "Experiment");
  in(verb.add_flag("--dry-run", flags.dry_run, "show the cells and the configuration, write nothing"), "",
     "Experiment");
  in(verb.add_flag("--force", flags.force, "start over where the results directory holds something else"), "",
     "Experiment");
  in(add_text(verb, "--record", flags.recording, "record",
              "what to write: metrics, layers, layer-curves, boundary, neurons, predictions, model, all or none "
              "[metrics,layers,boundary,model]"),
     "LIST", "Recording");
  in(add_text(verb, "--every", flags.recording, "every", "epochs between rows of metrics.csv [10]"), "N", "Recording");
  in(add_text(verb, "--boundary-resolution", flags.recording, "boundary_resolution",
              "points along each side of the boundary's grid [101]"),
     "N", "Recording");
  in(add_text(verb, "--boundary-plane", flags.recording, "boundary_plane",
              "two input columns, pca, or auto: the data's own two columns, else pca [auto]"),
     "A,B|pca|auto", "Recording");
}

void add_running_flags(CLI::App& verb, TrainFlags& flags) {
  verb.add_option("--jobs", flags.jobs, "threads [all cores]")->type_name("N")->group("Running");
  add_simd_flag(verb, flags.simd);
  verb.add_flag("--quiet", flags.quiet, "no summary, no progress")->group("Running");
  verb.add_flag("--verbose", flags.verbose, "say more on standard error")->group("Running");
  verb.add_flag("--json", flags.json, "the summary as a JSON object a line")->group("Running");
  verb.add_flag("--no-progress", flags.no_progress, "no progress line on the terminal")->group("Running");
  verb.add_option("--color", flags.color, "auto, always or never; auto honours NO_COLOR [auto]")
      ->type_name("WHEN")
      ->group("Running");
}

Experiment read_experiment(const TrainFlags& flags) {
  Experiment experiment = flags.config.empty() ? Experiment() : read_config(flags.config);
  for (const auto& [name, text] : flags.settings) {
    const SettingInfo& setting = *find_setting(name);
    set_values(experiment, name, split_list(text), flag_of(setting));
  }
  for (const auto& [key, text] : flags.recording) {
    std::string flag = "--" + key;
    std::ranges::replace(flag, '_', '-');
    set_recording(experiment.recording, key, text, flag);
  }
  if (!flags.replicates.empty()) set_replicates(experiment, flags.replicates, "--replicates");
  return experiment;
}

void check_color(const std::string& when) {
  if (when == "auto" || when == "always" || when == "never") return;
  throw Error(ErrorKind::usage, "--color", text::quoted(when) + " is not allowed",
              "allowed are auto, always and never");
}

// The settings in which cells differ, which is how a reader tells them apart; the data set and activation at least.
std::vector<const SettingInfo*> telling_settings(const std::vector<Cell>& cells) {
  std::vector<const SettingInfo*> telling;
  for (const SettingInfo& setting : settings_table()) {
    const std::string first = setting_text(cells.front().settings, setting);
    const bool varies =
        std::ranges::any_of(cells, [&](const Cell& cell) { return setting_text(cell.settings, setting) != first; });
    const bool always = setting.name == "dataset" || setting.name == "arch" || setting.name == "activation";
    const bool implied = setting.name == "task" || setting.name == "init" || setting.name == "standardize" ||
                         setting.name == "output_activation" || setting.name == "loss" ||
                         setting.name == "train_fraction";
    if (always || (varies && !implied)) telling.push_back(&setting);
  }
  return telling;
}

struct CellSummary {
  std::size_t replicates = 0;
  std::size_t diverged = 0;
  std::array<double, 3> accuracy{};  // quartiles of the test accuracy, or R^2, over the replicates that did not diverge
  double loss = 0;                   // median of the test loss
};

CellSummary summarize(const std::vector<std::string>& runs) {
  CellSummary summary{.replicates = runs.size()};
  std::vector<double> accuracy;
  std::vector<double> loss;
  for (const std::string& row : runs) {
    const std::vector<std::string> fields = split_list(row);
    const auto number = [&](std::size_t metric) {
      return text::parse_number(fields[run_columns.size() + metric]).value_or(std::nan(""));
    };
    if (fields[5] != "0") {
      ++summary.diverged;
      continue;
    }
    loss.push_back(number(2));
    accuracy.push_back(number(5));
  }
  std::ranges::sort(accuracy);
  std::ranges::sort(loss);
  summary.accuracy = {quantile(accuracy, 0.25), quantile(accuracy, 0.5), quantile(accuracy, 0.75)};
  summary.loss = quantile(loss, 0.5);
  return summary;
}

std::string shown(double value, const char* format) {
  return std::isnan(value) ? "-" : fmt::format(fmt::runtime(format), value);
}

bool regression(const Cell& cell) { return cell.dataset->task == Task::regression; }

std::string accuracy_name(const std::vector<Cell>& cells) {
  const auto regressions = std::ranges::count_if(cells, regression);
  if (regressions == 0) return "test accuracy";
  return regressions == std::ssize(cells) ? "test R^2" : "test accuracy or R^2";
}

void print_summary(const std::vector<Cell>& cells, const std::vector<std::vector<std::string>>& runs, bool color) {
  const auto telling = telling_settings(cells);
  std::vector<std::vector<std::string>> table(1);
  table.reserve(cells.size() + 1);
  for (const SettingInfo* setting : telling) table[0].emplace_back(setting->name);
  for (const std::string& name : {std::string("networks"), std::string("diverged"), accuracy_name(cells),
                                  std::string("quartiles"), std::string("test loss")}) {
    table[0].push_back(name);
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const CellSummary summary = summarize(runs[i]);
    std::vector<std::string> row;
    row.reserve(table[0].size());
    for (const SettingInfo* setting : telling) row.push_back(setting_text(cells[i].settings, *setting));
    row.push_back(std::to_string(summary.replicates));
    row.push_back(std::to_string(summary.diverged));
    row.push_back(shown(summary.accuracy[1], "{:.3f}"));
    row.push_back(shown(summary.accuracy[0], "{:.3f}") + " to " + shown(summary.accuracy[2], "{:.3f}"));
    row.push_back(shown(summary.loss, "{:.4g}"));
    table.push_back(std::move(row));
  }
  const std::vector<std::string> lines = aligned(table, telling.size());
  fmt::print("{}\n", color ? "\x1b[1m" + lines.front() + "\x1b[0m" : lines.front());
  for (std::size_t i = 1; i < lines.size(); ++i) fmt::print("{}\n", lines[i]);
}

void print_json(const std::vector<Cell>& cells, const std::vector<std::vector<std::string>>& runs) {
  const auto number = [](double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(); };
  const auto telling = telling_settings(cells);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const CellSummary summary = summarize(runs[i]);
    nlohmann::ordered_json line;
    line["cell"] = cells[i].id;
    line["number"] = cells[i].number;
    for (const SettingInfo* setting : telling) {
      line[std::string(setting->name)] = setting_text(cells[i].settings, *setting);
    }
    line["replicates"] = summary.replicates;
    line["diverged"] = summary.diverged;
    line[regression(cells[i]) ? "test_r2_median" : "test_accuracy_median"] = number(summary.accuracy[1]);
    line["test_loss_median"] = number(summary.loss);
    fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
}

void print_plan(const Experiment& experiment, const std::vector<Cell>& cells, const std::string& out) {
  const auto telling = telling_settings(cells);
  for (const Cell& cell : cells) {
    std::string line = fmt::format("{:>6}  {}", cell.number, cell.id);
    for (const SettingInfo* setting : telling)
      line += fmt::format("  {}={}", setting->name, setting_text(cell.settings, *setting));
    fmt::print("{}\n", line);
  }
  fmt::print("\n{} cell{} of {} networks, {} model-samples to train, into {}\n\n{}", cells.size(),
             cells.size() == 1 ? "" : "s", experiment.replicates,
             count_text(static_cast<double>(samples_to_train(cells, experiment.replicates))), out,
             config_text(experiment));
}

// Redraws one line on the terminal with what is done and how long the rest will take.
class ProgressLine {
 public:
  ProgressLine() = default;
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }

  void draw(const Progress& progress) {
    const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    const double share = progress.samples_total == 0
                             ? 1.0
                             : static_cast<double>(progress.samples_done) / static_cast<double>(progress.samples_total);
    const double rate = static_cast<double>(progress.samples_done) / std::max(elapsed, 1e-3);
    const std::string left = share > 0 ? duration_text(elapsed * (1 - share) / share) + " left" : "";
    const std::string text = fmt::format("\r\x1b[K{:3.0f} %  cell {} of {}  {} samples/s  {}", 100 * share,
                                         progress.cells_done, progress.cells_total, count_text(rate), left);
    std::fputs(text.c_str(), stderr);
    std::fflush(stderr);
    drawn_ = true;
  }

  void clear() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
    drawn_ = false;
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  bool drawn_ = false;
};

void finish_stopped(const Outcome& outcome, std::size_t cells, const std::string& out) {
  spdlog::warn("stopped: {} of {} cells are finished and saved in {}; run the same command to go on",
               outcome.cells_done, cells, out);
  if (caught_signal() == SIGUSR1) std::exit(static_cast<int>(ErrorKind::try_again));
  end_by_signal(caught_signal());
}

void train(const TrainFlags& flags) {
  spdlog::set_level(flags.verbose ? spdlog::level::debug : spdlog::level::info);
  check_color(flags.color);
  RunOptions options;
  options.jobs = read_jobs(flags.jobs);
  options.target = simd_target(flags.simd);
  options.force = flags.force;
  const Experiment experiment = read_experiment(flags);
  DatasetCache cache;
  const std::vector<Cell> cells = plan(experiment, cache);
  const std::string out = flags.out.empty() ? default_directory(experiment) : flags.out;
  if (flags.dry_run) return print_plan(experiment, cells, out);

  options.stop = &watch_signals();
  ProgressLine line;
  if (!flags.quiet && !flags.no_progress && can_draw_progress()) {
    options.progress = [&line](const Progress& progress) { line.draw(progress); };
  }
  spdlog::debug("{} cells on {} threads with {}", cells.size(), options.jobs, arithmetic::target_name(options.target));
  const auto start = std::chrono::steady_clock::now();
  const Outcome outcome = run_experiment(experiment, cells, out, options);
  line.clear();
  if (outcome.stopped) return finish_stopped(outcome, cells.size(), out);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  spdlog::debug("trained in {:.2f} s", seconds);
  if (outcome.cells_resumed > 0) {
    spdlog::info("{} of {} cells were finished by an earlier run", outcome.cells_resumed, cells.size());
  }
  if (flags.quiet) return;
  if (flags.json) return print_json(cells, outcome.runs);
  print_summary(cells, outcome.runs, use_color(flags.color));
  fmt::print("\nresults in {}; figures: actlab plot {}\n", out, out);
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
  add_setting_flags(*verb, *flags);
  add_experiment_flags(*verb, *flags);
  add_running_flags(*verb, *flags);
  verb->callback([&action, flags] { action = [flags] { train(*flags); }; });
}

}  // namespace actlab::cmd
