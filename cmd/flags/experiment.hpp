#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

#include "plan/experiment.hpp"

namespace actlab::cmd {

/// The flags that describe an experiment, as they were given.
struct ExperimentFlags {
  std::map<std::string, std::string> settings;   ///< by the setting's name
  std::map<std::string, std::string> recording;  ///< by TOML key
  std::vector<std::string> pairs;
  std::string replicates;
  std::string config;
  std::string playground;
  std::string out;
};

/// Adds every setting's flag, --pair, --replicates, --config, --out and the recording's to a verb.
void add_experiment_flags(CLI::App& verb, ExperimentFlags& flags);

/// The experiment of --config, if given, with the other flags before it. Throws Error as read_config and set_values do.
Experiment read_experiment(const ExperimentFlags& flags);

/// An experiment of one grid by the flags of its settings alone, as a line of a shell.
std::string plain_command(const Experiment& experiment);

/// The same flags as words of a command line, but for --out.
std::vector<std::string> command_words(const ExperimentFlags& flags);

}  // namespace actlab::cmd
