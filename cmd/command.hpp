#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>

#include "activation/table.hpp"
#include "arithmetic/target.hpp"
#include "network/layout.hpp"

namespace actlab::cmd {

/// What a verb's parser leaves to be run once the whole command line has been read.
using Action = std::function<void()>;

void add_train(CLI::App& app, Action& action);
void add_predict(CLI::App& app, Action& action);
void add_compare(CLI::App& app, Action& action);
void add_plot(CLI::App& app, Action& action);
void add_report(CLI::App& app, Action& action);
void add_claims(CLI::App& app, Action& action);
void add_list(CLI::App& app, Action& action);
void add_merge(CLI::App& app, Action& action);
void add_status(CLI::App& app, Action& action);
void add_submit(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);
void add_curves(CLI::App& app, Action& action);
void add_bench(CLI::App& app, Action& action);

/// The activations of a comma list, or of `all` the whole table. Throws Error (usage).
std::vector<ActivationSpec> read_activations(const std::string& text);

/// Reads --jobs; empty is all cores. Throws Error (usage).
unsigned read_jobs(const std::string& text);

/// Adds --simd, which caps the SIMD target.
void add_simd_flag(CLI::App& verb, std::string& cap);

/// Adds --lanes, which forces a layout of networks in vectors.
void add_lanes_flag(CLI::App& verb, std::string& lanes);

/// The layout of --lanes; none for auto. Throws Error (usage).
std::optional<Lanes> forced_lanes(const std::string& lanes);

/// The target under the cap of --simd or else of ACTLAB_SIMD. Throws Error (usage).
arithmetic::Target simd_target(const std::string& cap);

}  // namespace actlab::cmd
