#include "experiment/status.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "actlab/error.hpp"
#include "command.hpp"
#include "console/error_text.hpp"
#include "console/terminal.hpp"
#include "text/alignment.hpp"

namespace actlab::cmd {
namespace {

struct StatusFlags {
  std::vector<std::string> directories;
  bool json = false;
};

std::string state_text(const Status& status) {
  if (!status.running.empty()) {
    const std::string left = status.seconds_left ? ", " + duration_text(*status.seconds_left) + " left" : "";
    return "process " + status.running + " is running" + left;
  }
  if (!status.damaged.empty()) return "damaged; run the same command to mend it";
  if (status.missing > 0) return "stopped; run the same command to go on";
  if (!status.failures.empty()) return "some cells failed";
  return status.complete ? "complete" : "stopped before the tables; run the same command to finish";
}

void print_json(const std::string& directory, const Status& status) {
  nlohmann::ordered_json line;
  line["directory"] = directory;
  if (!status.shard.empty()) line["shard"] = status.shard;
  line["cells"] = status.cells;
  line["done"] = status.done;
  line["failed"] = status.failures.size();
  line["missing"] = status.missing;
  if (!status.damaged.empty()) line["damaged"] = status.damaged;
  line["complete"] = status.complete;
  line["running"] = !status.running.empty();
  if (status.seconds_left) line["seconds_left"] = *status.seconds_left;
  for (const auto& [number, reason] : status.failures) {
    line["failures"].push_back({{"number", number}, {"reason", reason}});
  }
  fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void print_table(const std::vector<std::string>& directories, const std::vector<Status>& all) {
  std::vector<std::vector<std::string>> rows{{"directory", "cells", "done", "failed", "missing", "  state"}};
  Status total;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Status& status = all[i];
    rows.push_back({directories[i], std::to_string(status.cells), std::to_string(status.done),
                    std::to_string(status.failures.size()), std::to_string(status.missing), "  " + state_text(status)});
    total.cells += status.cells;
    total.done += status.done;
    total.missing += status.missing;
    total.failures.insert(total.failures.end(), status.failures.begin(), status.failures.end());
  }
  if (all.size() > 1) {
    rows.push_back({"all", std::to_string(total.cells), std::to_string(total.done),
                    std::to_string(total.failures.size()), std::to_string(total.missing), ""});
  }
  for (const std::string& line : text::aligned(rows, 1, 5)) fmt::print("{}\n", line);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const auto& [number, reason] : all[i].failures) {
      fmt::print("{}: cell {} failed: {}\n", directories[i], number, with_flags(reason));
    }
    for (const std::string& file : all[i].damaged) {
      fmt::print("{}/{}: is not as it was written\n", directories[i], file);
    }
  }
}

void status(const StatusFlags& flags) {
  std::vector<Status> all;
  for (const std::string& directory : flags.directories) all.push_back(status_of(directory));
  if (flags.json) {
    for (std::size_t i = 0; i < all.size(); ++i) print_json(flags.directories[i], all[i]);
  } else {
    print_table(flags.directories, all);
  }
  std::fflush(stdout);
  std::size_t missing = 0;
  std::size_t failed = 0;
  std::size_t damaged = 0;
  for (const Status& one : all) {
    damaged += one.damaged.size();
    missing += one.missing + (one.missing == 0 && !one.complete ? 1 : 0);
    failed += one.failures.size();
  }
  if (damaged > 0) std::exit(exit_code(ErrorKind::bad_data));
  if (missing > 0) std::exit(exit_code(ErrorKind::incomplete));
  if (failed > 0) std::exit(exit_code(ErrorKind::some_cells_failed));
}

}  // namespace

void add_status(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("status", "how far a results directory is, and what failed");
  verb->footer(
      "Examples:\n"
      "  actlab status results/big\n"
      "  actlab status results/big-shard-*\n"
      "\n"
      "Exit codes: 0 complete, 1 some cells failed, 3 something is missing, 65 a file is damaged.");
  const auto flags = std::make_shared<StatusFlags>();
  verb->add_option("DIR", flags->directories, "results directories")->required();
  verb->add_flag("--json", flags->json, "a JSON object per line");
  verb->callback([&action, flags] { action = [flags] { status(*flags); }; });
}

}  // namespace actlab::cmd
