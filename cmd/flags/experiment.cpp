#include "flags/experiment.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "console/error_text.hpp"
#include "console/shell.hpp"
#include "plan/config.hpp"
#include "playground/address.hpp"
#include "text/strings.hpp"

namespace actlab::cmd {
namespace {

// A flag that may be given once; its text is kept where it was given.
CLI::Option* add_text(CLI::App& verb, const std::string& flag, std::map<std::string, std::string>& values,
                      const std::string& key, const std::string& help) {
  return verb.add_option_function<std::string>(
      flag, [&values, key](const std::string& text) { values[key] = text; }, help);
}

struct RecordingFlag {
  const char* key;  // in a TOML file
  const char* metavar;
  const char* help;
};

constexpr RecordingFlag recording_flags[] = {
    {"record", "LIST",
     "what to write: metrics, layers, layer-curves, boundary, neurons, predictions, units, confusion, mistakes, "
     "model, all or none [metrics,layers,boundary,units,confusion,mistakes,model]"},
    {"every", "N", "epochs between rows of metrics.csv [10]"},
    {"snapshots", "N", "boundaries over time, from before training to its end; 'actlab plot' makes a film of them [0]"},
    {"snapshots_of", "mean|all", "what snapshots hold: mean and sd over the networks, or all networks besides [mean]"},
    {"neurons_of", "N,N|all", "the networks whose hidden units --record neurons draws over the plane [0]"},
    {"boundary_resolution", "N", "points along each side of the boundary's grid [101]"},
    {"map_resolution", "N", "points along each side of the grid of neurons and snapshots [41]"},
    {"boundary_plane", "A,B|pca|auto", "two input columns, pca, or auto: the data's own two columns, else pca [auto]"}};

void add_setting_flags(CLI::App& verb, ExperimentFlags& flags) {
  const Settings defaults;
  for (const SettingInfo& setting : settings_table()) {
    std::string help(setting.help);
    if (!setting.choices.empty()) {
      const std::vector<std::string> names(setting.choices.begin(), setting.choices.end());
      help += " (" + text::enumeration(names, "or") + ")";
    }
    if (!setting.groups.empty()) {
      std::vector<std::string> names;
      for (const ValueGroup& group : setting.groups) names.emplace_back(group.name);
      help += "; in a list also " + text::enumeration(names, "or");
    }
    help += " [" + setting_text(defaults, setting) + "]";
    add_text(verb, flag_of(setting.name), flags.settings, std::string(setting.name), help)
        ->type_name(std::string(setting.metavar))
        ->group(std::string(setting.group));
  }
}

void add_grid_flags(CLI::App& verb, ExperimentFlags& flags) {
  const auto in = [](CLI::Option* option, const char* metavar, const char* group) {
    option->type_name(metavar)->group(group);
  };
  in(verb.add_option("--replicates", flags.replicates, "networks per cell, each with its own random numbers [16]"), "N",
     "Experiment");
  in(verb.add_option("--out", flags.out,
                     "results directory [results/<dataset>-<arch>-<activation>, or a hash for grids]"),
     "DIR", "Experiment");
  in(verb.add_option("--config", flags.config, "read the experiment from a TOML file; flags override it"), "FILE.toml",
     "Experiment");
  in(verb.add_option("--pair", flags.pairs, "let settings vary together: the first value of each, then the second ...")
         ->take_all(),
     "A,B", "Experiment");
  in(verb.add_option("--playground", flags.playground,
                     "the run that an address of playground.tensorflow.org shows; flags override it"),
     "URL", "Experiment");
  for (const RecordingFlag& flag : recording_flags) {
    in(add_text(verb, flag_of(flag.key), flags.recording, flag.key, flag.help), flag.metavar, "Recording");
  }
}

}  // namespace

namespace {

// Playground shows one network; --replicates brings more.
void add_playground(const ExperimentFlags& flags, Experiment& experiment) {
  if (!flags.config.empty()) {
    throw Error(ErrorKind::usage, "--playground", "cannot be given together with --config", "give one of them");
  }
  const PlaygroundRun run = parse_playground_address(flags.playground, "--playground");
  for (const std::string& warning : run.warnings) spdlog::warn("--playground: {}", warning);
  if (run.discretize) spdlog::info("the address shows outputs discretized: 'actlab plot --discretize' does so");
  for (const auto& [name, value] : run.settings) set_values(experiment.common, name, {value}, "--playground");
  experiment.replicates = 1;
}

}  // namespace

void add_experiment_flags(CLI::App& verb, ExperimentFlags& flags) {
  add_setting_flags(verb, flags);
  add_grid_flags(verb, flags);
}

Experiment read_experiment(const ExperimentFlags& flags) {
  Experiment experiment = flags.config.empty() ? Experiment() : read_config(flags.config);
  if (!flags.playground.empty()) add_playground(flags, experiment);
  for (const auto& [name, text] : flags.settings) {
    const SettingInfo& setting = *find_setting(name);
    set_values(experiment.common, name, split_list(text), flag_of(setting.name));
    for (Grid& grid : experiment.grids) grid.values.erase(name);
  }
  for (const std::string& names : flags.pairs) add_pair(experiment.common, names, "--pair");
  for (const std::string_view key : recording_keys()) {
    const auto given = flags.recording.find(std::string(key));
    if (given != flags.recording.end()) set_recording(experiment.recording, key, given->second, flag_of(key));
  }
  if (!flags.replicates.empty()) set_replicates(experiment, flags.replicates, "--replicates");
  return experiment;
}

std::string plain_command(const Experiment& experiment) {
  std::vector<std::string> words{"actlab", "train"};
  for (const SettingInfo& setting : settings_table()) {
    const auto given = experiment.common.values.find(std::string(setting.name));
    const bool by_default = given == experiment.common.values.end() ||
                            given->second == std::vector<std::string>{setting_text(Settings(), setting)};
    if (by_default) continue;
    std::string list;
    for (const std::string& value : given->second) list += (list.empty() ? "" : ",") + value;
    add_flag(words, flag_of(setting.name), list);
  }
  words.insert(words.end(), {"--replicates", std::to_string(experiment.replicates)});
  return shell_line(words);
}

std::vector<std::string> command_words(const ExperimentFlags& flags) {
  std::vector<std::string> words;
  const auto add = [&](const std::string& flag, const std::string& value) {
    if (!value.empty()) add_flag(words, flag, value);
  };
  add("--config", flags.config);
  add("--playground", flags.playground);
  for (const auto& [name, text] : flags.settings) add(flag_of(name), text);
  for (const std::string& pair : flags.pairs) add("--pair", pair);
  add("--replicates", flags.replicates);
  for (const auto& [key, text] : flags.recording) add(flag_of(key), text);
  return words;
}

}  // namespace actlab::cmd
