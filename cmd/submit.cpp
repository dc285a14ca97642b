#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "actlab/error.hpp"
#include "command.hpp"
#include "console/shell.hpp"
#include "data/share.hpp"
#include "file/atomic_file.hpp"
#include "flags/experiment.hpp"
#include "plan/grid.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab::cmd {
namespace {

struct SubmitFlags {
  ExperimentFlags experiment;
  std::string shards;
  bool slurm = false;
  bool kubernetes = false;
  bool parallel = false;
};

std::int64_t read_shards(const std::string& text) {
  const auto shards = text::parse_integer(text);
  if (shards && *shards >= 1 && *shards <= 100'000) return *shards;
  throw Error(ErrorKind::usage, "--shards", text::quoted(text) + " is not allowed",
              "give a whole number from 1 to 100000");
}

std::string template_of(const SubmitFlags& flags) {
  if (int{flags.slurm} + int{flags.kubernetes} + int{flags.parallel} != 1) {
    throw Error(ErrorKind::usage, {}, "the batch system is not given, or more than one is",
                "give one of --slurm, --kubernetes and --parallel");
  }
  return flags.slurm ? "slurm/array.sbatch" : flags.kubernetes ? "kubernetes/job.yaml" : "parallel.sh";
}

// A line break would end the comment or the line of the script that a word stands in.
void refuse_control_characters(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (std::ranges::none_of(word, [](unsigned char c) { return c < 0x20 || c == 0x7f; })) continue;
    throw Error(ErrorKind::usage, {}, text::quoted(word) + " has a control character", "leave that out");
  }
}

// For names of log files, where batch systems give a meaning to some signs.
std::string plain_name(const std::string& path) {
  std::string name = std::filesystem::path(path).filename().string();
  std::erase_if(name, [](unsigned char c) {
    return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_');
  });
  return name.empty() ? "actlab" : name;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

void submit(const SubmitFlags& flags) {
  const std::string name = template_of(flags);
  const std::int64_t shards = read_shards(flags.shards);
  const Experiment experiment = read_experiment(flags.experiment);
  DatasetCache cache;
  const std::size_t cells = plan(experiment, cache).size();
  if (static_cast<std::size_t>(shards) > cells) {
    throw Error(ErrorKind::usage, "--shards", fmt::format("the experiment has {} cells only", cells),
                "give at most as many shards");
  }
  const std::string out = flags.experiment.out.empty() ? default_directory(experiment) : flags.experiment.out;
  // A container has its own program.
  const std::string program = flags.kubernetes ? "actlab" : std::filesystem::read_symlink("/proc/self/exe").string();
  std::vector<std::string> train{program, "train"};
  for (std::string& word : command_words(flags.experiment)) train.push_back(std::move(word));
  train.insert(train.end(), {"--out", out});
  refuse_control_characters(train);
  const std::string merge =
      shell_line({program, "merge", out}) + " " + shell_word(out) + fmt::format("-shard-*-of-{}", shards);
  std::vector<std::string> pod = train;
  pod.insert(pod.end(), {"--shard", fmt::format("auto/{}", shards), "--jobs", "1", "--quiet"});
  const std::string of_parallel = shell_line(train) + fmt::format(" --shard {{}}/{} --jobs 1 --quiet", shards);

  std::string script = read_file(share_directory() / "scripts" / name);
  for (const auto& [word, text] : {std::pair<std::string_view, std::string>{"@SHARDS@", std::to_string(shards)},
                                   {"@NAME@", plain_name(out)},
                                   {"@LOG@", shell_word(out + ".joblog")},
                                   {"@MERGE@", merge},
                                   {"@MERGE_QUOTED@", shell_word(merge)},
                                   {"@COMMAND_LIST@", nlohmann::json(pod).dump()},
                                   {"@SHARD_COMMAND@", shell_word(of_parallel)},
                                   {"@TRAIN@", shell_line(train)}}) {
    replace_all(script, word, text);
  }
  fmt::print("{}", script);
  spdlog::info("{} cells in {} shards; the first lines of the script say how it is submitted", cells, shards);
}

}  // namespace

void add_submit(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("submit", "print the script that trains a grid on a batch system");
  verb->footer(
      "Takes the flags of train. The script goes to standard output; nothing is submitted.\n"
      "\n"
      "Example:\n"
      "  actlab submit --slurm --shards 16 --activation relu,tanh --seed 1,2,3,4,5,6,7,8 --out results/big "
      ">big.sbatch");
  const auto flags = std::make_shared<SubmitFlags>();
  verb->add_flag("--slurm", flags->slurm, "an array job of Slurm");
  verb->add_flag("--kubernetes", flags->kubernetes, "an indexed job of Kubernetes");
  verb->add_flag("--parallel", flags->parallel, "GNU parallel, on one machine or by ssh on several");
  verb->add_option("--shards", flags->shards, "parts into which the cells are cut, a task each")
      ->type_name("N")
      ->required();
  add_experiment_flags(*verb, flags->experiment);
  verb->callback([&action, flags] { action = [flags] { submit(*flags); }; });
}

}  // namespace actlab::cmd
