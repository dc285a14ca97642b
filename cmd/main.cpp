#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "actlab/error.hpp"
#include "command.hpp"
#include "console/error_text.hpp"
#include "console/signals.hpp"
#include "file/failure.hpp"
#include "plan/contract.hpp"
#include "plan/grid.hpp"
#include "record/results_files.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab::cmd {
namespace {

constexpr const char* description =
    "actlab: a laboratory for activation functions.\n"
    "Trains the same network under several activations, many random seeds at once, and writes CSV that is the same,\n"
    "byte for byte, on every machine.";

constexpr const char* examples =
    "Begin with:\n"
    "  actlab train                                        two spirals, 16 networks, ReLU\n"
    "  actlab train --activation relu,tanh --out results/a the same under two activations\n"
    "  actlab compare results/a                            which is better, by how much, how sure\n"
    "  actlab plot results/a                               figures of it\n"
    "  actlab report results/a                             all of it as one page\n"
    "  actlab verify results/a                             train again and compare every byte\n"
    "  actlab curves --figures results/curves              the activations themselves\n"
    "  actlab claims                                       what textbooks say, asked of data\n"
    "  actlab list activations                             what there is\n"
    "\n"
    "Exit codes: 0 done, 1 some cells failed, 2 wrong flag or setting, 3 incomplete, 4 results differ, 65 bad data,\n"
    "66 no such input, 74 cannot read or write, 75 try again, 130 and 143 stopped by a signal.";

std::string version_text() {
  std::string targets;
  for (const arithmetic::Target target : arithmetic::available_targets()) {
    targets += (targets.empty() ? "" : ", ") + std::string(arithmetic::target_name(target));
  }
  return fmt::format("actlab {}\narithmetic contract {}\nresults format {}\nSIMD targets here: {}\ncompiled by {}",
                     ACTLAB_VERSION, contract_version, results_format, targets.empty() ? "none" : targets,
                     ACTLAB_COMPILER);
}

void log_to_stderr() {
  auto logger = std::make_shared<spdlog::logger>("actlab", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("actlab: %v");
  spdlog::set_default_logger(std::move(logger));
}

std::vector<std::string> flags_of(const CLI::App& app) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
  }
  return flags;
}

std::vector<std::string> verbs_of(const CLI::App& app) {
  std::vector<std::string> verbs;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
    verbs.push_back(verb->get_name());
  return verbs;
}

// The first word that no verb and no flag took.
void refuse_extras(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  const CLI::App& verb = chosen.empty() ? app : *chosen.front();
  std::vector<std::string> extras = verb.remaining();
  if (extras.empty()) extras = app.remaining();
  std::erase(extras, "--");  // only says that no flags follow
  if (extras.empty()) return;
  const std::string& word = extras.front();
  const std::string flag = word.substr(0, word.find('='));
  if (word.starts_with('-')) {
    const std::string help = chosen.empty() ? "actlab --help" : "actlab " + verb.get_name() + " --help";
    std::string near = text::suggestion(flag, flags_of(verb));
    near += (near.empty() ? "" : " ") + ("'" + help + "' shows all");
    throw Error(ErrorKind::usage, {}, "unknown flag " + text::quoted(flag), near);
  }
  if (chosen.empty()) {
    throw Error(ErrorKind::usage, {}, "unknown verb " + text::quoted(word), text::suggestion(word, verbs_of(app)));
  }
  throw Error(ErrorKind::usage, {}, text::quoted(word) + " is one word too many",
              "'actlab " + verb.get_name() + " --help' shows what it takes");
}

// An empty value is mostly a shell variable that was not set.
void refuse_empty_values(CLI::App& app) {
  for (CLI::App* verb : app.get_subcommands([](CLI::App*) { return true; })) {
    for (CLI::Option* option : verb->get_options()) {
      if (option->get_expected_max() == 0) continue;
      option->check(
          [](const std::string& value) { return value.empty() ? std::string("the value is empty") : std::string(); });
    }
  }
}

void run(int argc, char** argv) {
  CLI::App app(description);
  Action action;
  app.name("actlab");
  app.footer(examples);
  app.get_formatter()->column_width(34);
  app.allow_extras();
  app.require_subcommand(0, 1);
  bool version = false;
  app.add_flag("--version", version, "the program's and the arithmetic contract's version");
  add_train(app, action);
  add_compare(app, action);
  add_plot(app, action);
  add_report(app, action);
  add_verify(app, action);
  add_status(app, action);
  add_merge(app, action);
  add_submit(app, action);
  add_curves(app, action);
  add_predict(app, action);
  add_claims(app, action);
  add_bench(app, action);
  add_list(app, action);
  for (CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) verb->allow_extras();
  refuse_empty_values(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    fmt::print("{}", chosen.empty() ? app.help() : chosen.front()->help(app.get_name()));
    return;
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string flag = std::string(error.what()).substr(0, std::string(error.what()).find(':'));
    const bool repeated = std::string(error.what()).find("At Most") != std::string::npos;
    throw Error(ErrorKind::usage, flag, repeated ? "is given more than once" : "its value is missing",
                repeated ? "give a list with commas instead" : "see --help");
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorKind::usage, {}, error.what(), "see --help");
  }
  refuse_extras(app);
  if (version) {
    fmt::print("{}\n", version_text());
  } else if (action) {
    action();
  } else {
    throw Error(ErrorKind::usage, {}, "no verb is given", "begin with 'actlab train', or see 'actlab --help'");
  }
}

// Names of files may hold anything; a terminal gets no control characters of theirs.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7f ? fmt::format("\\x{:02x}", byte) : std::string(1, c);
  }
  return out;
}

int report(const Error& error) {
  give_way_to_signal();
  std::string text = "actlab: " + printable(with_flags(error.what())) + "\n";
  if (!error.excerpt().empty()) {
    text += "  " + printable(error.excerpt()) + "\n  " + std::string(error.column(), ' ') + "^\n";
  }
  std::fputs(text.c_str(), stderr);
  return exit_code(error.kind());
}

// Closed standard streams would hand their numbers to result files.
void open_standard_streams() {
  int descriptor = 0;
  do {
    descriptor = ::open("/dev/null", O_RDWR);
  } while (descriptor >= 0 && descriptor <= STDERR_FILENO);
  if (descriptor > STDERR_FILENO) ::close(descriptor);
}

// A failed write is an error with its own words instead of a signal that ends the program.
void ignore_file_size_signal() { std::signal(SIGXFSZ, SIG_IGN); }

// What the standard library could not do: most often to print, or to make a file or a directory.
Error system_failure(const std::system_error& error) {
  const int number = error.code().value();
  if (std::ferror(stdout) != 0) return file::cannot_write("standard output", {}, number);
  const auto* of_path = dynamic_cast<const std::filesystem::filesystem_error*>(&error);
  return file::cannot_write(of_path == nullptr ? std::string() : of_path->path1().string(), {}, number);
}

int guarded_run(int argc, char** argv) {
  try {
    open_standard_streams();
    ignore_file_size_signal();
    tend_signals();
    log_to_stderr();
    run(argc, argv);
    if (std::fflush(stdout) != 0) throw file::cannot_write("standard output", {}, errno);
    return EXIT_SUCCESS;
  } catch (const Error& error) {
    return report(error);
  } catch (const std::bad_alloc&) {
    return report({ErrorKind::cannot_write, {}, "out of memory", "take fewer samples, replicates or jobs"});
  } catch (const std::system_error& error) {
    return report(system_failure(error));
  } catch (const std::exception& error) {
    return report({ErrorKind::some_cells_failed, {}, error.what(), "this is a fault of actlab; please report it"});
  }
}

}  // namespace

void add_simd_flag(CLI::App& verb, std::string& cap) {
  verb.add_option("--simd", cap, "widest SIMD target to use: avx2, avx512 or neon; also ACTLAB_SIMD [all]")
      ->type_name("TARGET")
      ->group("Running");
}

void add_lanes_flag(CLI::App& verb, std::string& lanes) {
  verb.add_option("--lanes", lanes,
                  "what fills the lanes of vectors: replicates, the units of one network, or auto; the results are the "
                  "same bits [auto]")
      ->type_name("LAYOUT")
      ->group("Running");
}

std::optional<Lanes> forced_lanes(const std::string& lanes) {
  if (lanes.empty() || lanes == "auto") return {};
  const auto name = std::ranges::find(lanes_names, lanes);
  if (name != lanes_names.end()) return static_cast<Lanes>(name - lanes_names.begin());
  throw Error(ErrorKind::usage, "--lanes", "unknown layout " + text::quoted(lanes),
              "allowed are replicates, units and auto");
}

arithmetic::Target simd_target(const std::string& cap) {
  if (!cap.empty()) return arithmetic::choose_target(cap, "--simd");
  const char* environment = std::getenv("ACTLAB_SIMD");
  return arithmetic::choose_target(environment == nullptr ? "" : environment, "ACTLAB_SIMD");
}

}  // namespace actlab::cmd

int main(int argc, char** argv) { return actlab::cmd::guarded_run(argc, argv); }
