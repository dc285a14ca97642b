#include "experiment/merge.hpp"

#include <fmt/format.h>

#include <memory>

#include "actlab/error.hpp"
#include "command.hpp"
#include "console/shell.hpp"
#include "text/strings.hpp"

namespace actlab::cmd {
namespace {

struct MergeFlags {
  std::string out;
  std::vector<std::string> parts;
  bool force = false;
};

// What to submit again: a line a shard, and the indices for an array job.
void print_missing(const MergeOutcome& outcome) {
  if (outcome.shards == 0) {
    fmt::print("train the missing cells: {}\n", shell_line({"actlab", "train", "--config", path_word(outcome.config),
                                                            "--out", path_word(outcome.whole)}));
    return;
  }
  std::string indices;
  for (const std::size_t shard : outcome.absent) {
    fmt::print("{}\n", shell_line({"actlab", "train", "--config", path_word(outcome.config), "--shard",
                                   fmt::format("{}/{}", shard, outcome.shards), "--out", path_word(outcome.whole)}));
    indices += (indices.empty() ? "" : ",") + std::to_string(shard);
  }
  fmt::print("as an array job: --array={}\n", indices);
}

void merge(const MergeFlags& flags) {
  RunOptions options;
  options.target = simd_target("");
  options.existing = flags.force ? Existing::start_over : Existing::resume;
  const MergeOutcome outcome = actlab::merge(flags.out, {flags.parts.begin(), flags.parts.end()}, options);
  if (outcome.missing == 0) {
    fmt::print("{}: {} cells of {} director{}\n", flags.out, outcome.cells, flags.parts.size(),
               flags.parts.size() == 1 ? "y" : "ies");
    return;
  }
  print_missing(outcome);
  std::vector<std::string> shards;
  for (const std::size_t shard : outcome.absent) shards.push_back(std::to_string(shard));
  const std::string what = shards.empty() ? ""
                                          : fmt::format(" (shard{} {} of {})", shards.size() == 1 ? "" : "s",
                                                        text::enumeration(shards), outcome.shards);
  throw Error(ErrorKind::incomplete, flags.out,
              fmt::format("{} of {} cells are missing{}; nothing was merged", outcome.missing, outcome.cells, what),
              "train them as printed above, and merge again");
}

}  // namespace

void add_merge(CLI::App& app, Action& action) {
  CLI::App* verb =
      app.add_subcommand("merge", "join shards into the results directory that one run would have written");
  verb->footer(
      "Example:\n"
      "  actlab merge results/big results/big-shard-*\n"
      "\n"
      "Exit codes: 0 merged, 2 of different experiments, 3 something is missing (what to run is printed),\n"
      "4 two directories disagree on a cell, 65 a file is damaged.");
  const auto flags = std::make_shared<MergeFlags>();
  verb->add_option("OUT", flags->out, "the whole: a new results directory")->required();
  verb->add_option("IN", flags->parts, "its parts")->required();
  verb->add_flag("--force", flags->force, "start over where OUT holds something else");
  verb->callback([&action, flags] { action = [flags] { merge(*flags); }; });
}

}  // namespace actlab::cmd
