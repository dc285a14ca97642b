#include "experiment/verify.hpp"

#include <fmt/format.h>

#include <cmath>
#include <csignal>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "command.hpp"
#include "console/signals.hpp"
#include "plan/contract.hpp"
#include "plan/grid.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab::cmd {
namespace {

struct VerifyFlags {
  std::string directory;
  std::string against;
  std::string cells;
  std::string sample;
  std::string jobs;
  std::string simd;
  std::string lanes;
  bool json = false;
};

VerifySelection read_selection(const VerifyFlags& flags) {
  VerifySelection selection;
  if (!flags.cells.empty() && !flags.sample.empty()) {
    throw Error(ErrorKind::usage, "--sample", "cannot be given together with --cells", "give one of them");
  }
  if (!flags.cells.empty()) {
    for (const std::string& item : split_list(flags.cells)) {
      const auto number = text::parse_integer(item);
      if (!number || *number < 1) {
        throw Error(ErrorKind::usage, "--cells", text::quoted(item) + " is no number of a cell",
                    "give numbers of cells.csv, like 3,7");
      }
      selection.numbers.push_back(static_cast<std::size_t>(*number));
    }
  }
  if (!flags.sample.empty()) {
    std::string_view text = flags.sample;
    const bool percent = text.ends_with('%');
    if (percent) text.remove_suffix(1);
    const auto number = text::parse_number(text);
    if (!percent || !number || !(*number > 0) || *number > 100) {
      throw Error(ErrorKind::usage, "--sample", text::quoted(flags.sample) + " is not allowed",
                  "give a share above 0 % and at most 100 %, like 10%");
    }
    selection.share = *number / 100;
  }
  return selection;
}

const char* kind_name(FileDifference::Kind kind) {
  switch (kind) {
    case FileDifference::Kind::missing:
      return "missing";
    case FileDifference::Kind::extra:
      return "extra";
    case FileDifference::Kind::edited:
      return "edited";
    default:
      return "differs";
  }
}

std::string distance_text(const FileDifference& difference) {
  if (!difference.distance) return "";
  const char* unit = difference.single ? "ulp of float" : "ulp of double";
  return std::isinf(*difference.distance) ? " (one is not finite)"
                                          : fmt::format(" ({} {})", *difference.distance, unit);
}

// --against is empty where DIR was trained again.
std::string sentence(const FileDifference& difference, const VerifyFlags& flags) {
  using Kind = FileDifference::Kind;
  const bool trained = flags.against.empty();
  if (difference.kind == Kind::missing) {
    return difference.file + (trained ? ": is missing" : ": is only in " + flags.against);
  }
  if (difference.kind == Kind::extra) {
    return difference.file + (trained ? ": should not be there" : ": is only in " + flags.directory);
  }
  const std::string edited = difference.kind == Kind::edited ? "was changed after it was written; " : "";
  if (difference.row == 0)
    return difference.file + ": " + (edited.empty() ? "differs" : "was changed after it was written");
  return fmt::format("{}: {}line {}, {}: {} and {}{}", difference.file, edited, difference.row, difference.column,
                     text::quoted(difference.left), text::quoted(difference.right), distance_text(difference));
}

void print_json(const Verification& verification) {
  nlohmann::ordered_json report;
  report["equal"] = verification.differences.empty();
  report["contract"] = contract_version;
  report["cells"] = verification.cells;
  report["cells_total"] = verification.cells_total;
  report["files"] = verification.files;
  report["differences"] = nlohmann::ordered_json::array();
  for (const FileDifference& difference : verification.differences) {
    nlohmann::ordered_json entry{{"file", difference.file}, {"kind", kind_name(difference.kind)}};
    if (difference.row > 0) {
      entry["row"] = difference.row;
      entry["column"] = difference.column;
      entry["left"] = difference.left;
      entry["right"] = difference.right;
    }
    if (difference.distance && std::isfinite(*difference.distance)) {
      entry["ulp"] = *difference.distance;
      entry["precision"] = difference.single ? "float" : "double";
    }
    report["differences"].push_back(std::move(entry));
  }
  fmt::print("{}\n", report.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void verify(const VerifyFlags& flags) {
  const VerifySelection selection = read_selection(flags);
  Verification verification;
  if (flags.against.empty()) {
    RunOptions options;
    options.jobs = read_jobs(flags.jobs);
    options.target = simd_target(flags.simd);
    options.lanes = forced_lanes(flags.lanes);
    options.stop = &watch_signals();
    verification = verify(flags.directory, selection, options);
    if (verification.stopped) {
      std::fputs("actlab: stopped; nothing was compared\n", stderr);
      if (caught_signal() != SIGUSR1) end_by_signal(caught_signal());
      throw Error(ErrorKind::try_again, flags.directory, "stopped by SIGUSR1", "start again");
    }
  } else {
    if (!flags.cells.empty() || !flags.sample.empty()) {
      throw Error(ErrorKind::usage, "--against", "compares whole directories", "leave --cells and --sample out");
    }
    verification = compare_directories(flags.directory, flags.against);
  }
  if (flags.json) print_json(verification);
  if (verification.differences.empty()) {
    if (flags.json) return;
    const std::string share =
        verification.cells < verification.cells_total ? fmt::format(" of {}", verification.cells_total) : "";
    fmt::print("{}: equal, byte for byte: {} files, {}{} cells, arithmetic contract {}\n", flags.directory,
               verification.files, verification.cells, share, contract_version);
    return;
  }
  if (!flags.json) {
    for (const FileDifference& difference : verification.differences) fmt::print("{}\n", sentence(difference, flags));
  }
  throw Error(ErrorKind::difference, flags.directory,
              fmt::format("{} of {} files differ", verification.differences.size(), verification.files),
              flags.against.empty() ? "lib/arithmetic/README.md says how to report it" : "");
}

}  // namespace

void add_verify(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("verify", "train a results directory again and compare every byte");
  verb->footer(
      "Examples:\n"
      "  actlab verify results/iris                     everything\n"
      "  actlab verify results/big --sample 10%         a tenth of the cells\n"
      "  actlab verify results/a --against results/b    two directories, without training\n"
      "\n"
      "Exit codes: 0 equal, 4 different, 65 the data are not those of the experiment.");
  const auto flags = std::make_shared<VerifyFlags>();
  verb->add_option("DIR", flags->directory, "results directory")->required();
  verb->add_option("--against", flags->against, "compare with this directory instead of training again")
      ->type_name("DIR2");
  verb->add_option("--cells", flags->cells, "numbers of the cells to train again [all]")->type_name("LIST");
  verb->add_option("--sample", flags->sample, "train this share of the cells again, spread over the grid")
      ->type_name("N%");
  verb->add_flag("--json", flags->json, "the report as a JSON object");
  verb->add_option("--jobs", flags->jobs, "threads [all cores]")->type_name("N")->group("Running");
  add_simd_flag(*verb, flags->simd);
  add_lanes_flag(*verb, flags->lanes);
  verb->callback([&action, flags] { action = [flags] { verify(*flags); }; });
}

}  // namespace actlab::cmd
