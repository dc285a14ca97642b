#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "actlab/error.hpp"
#include "command.hpp"
#include "console/shell.hpp"
#include "data/share.hpp"
#include "file/input_file.hpp"
#include "file/path.hpp"
#include "flags/experiment.hpp"
#include "plan/grid.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "text/template.hpp"

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

// Whether a text in UTF-8 has one of Unicode's control characters, some of which are line breaks to YAML, or its
// separators of lines and paragraphs.
bool has_control_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (byte(i) < 0x20 || byte(i) == 0x7f) return true;
    if (byte(i) == 0xc2 && byte(i + 1) >= 0x80 && byte(i + 1) < 0xa0) return true;
    if (byte(i) == 0xe2 && byte(i + 1) == 0x80 && (byte(i + 2) == 0xa8 || byte(i + 2) == 0xa9)) return true;
  }
  return false;
}

// A line break would end the comment or the line of the script that a word stands in.
void refuse_control_characters(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (!has_control_character(word)) continue;
    throw Error(ErrorKind::usage, {}, text::quoted(word) + " has a control character", "leave that out");
  }
}

// What a batch system is to run.
struct Sweep {
  std::string out;
  std::int64_t shards = 1;
  std::vector<std::string> train;  // all of the experiment
  std::string merge;               // as a line of a shell
};

Sweep sweep_of(const SubmitFlags& flags, const Experiment& experiment, const std::string& program) {
  Sweep sweep;
  sweep.out = flags.experiment.out.empty() ? default_directory(experiment) : flags.experiment.out;
  sweep.out = path_word(file::without_trailing_slash(sweep.out));
  sweep.shards = read_shards(flags.shards);
  sweep.train = {program, "train"};
  for (std::string& word : command_words(flags.experiment)) sweep.train.push_back(std::move(word));
  add_flag(sweep.train, "--out", sweep.out);
  refuse_control_characters(sweep.train);
  sweep.merge = shell_line({program, "merge", sweep.out}) + " " + shell_word(sweep.out) +
                fmt::format("-shard-*-of-{}", sweep.shards);
  return sweep;
}

// For names of log files, where sbatch gives a meaning to percent signs.
std::string plain_name(const std::string& path) {
  std::string name = std::filesystem::path(path).filename().string();
  std::erase_if(name, [](unsigned char c) {
    return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_');
  });
  return name.empty() || name.starts_with('-') ? "actlab" + name : name;
}

using Values = std::map<std::string, std::string>;

Values slurm_values(const Sweep& sweep) {
  return {{"SHARDS", std::to_string(sweep.shards)},
          {"LOG", plain_name(sweep.out)},
          {"TRAIN", shell_line(sweep.train)},
          {"MERGE", shell_word(sweep.merge)}};
}

// A word of a container's command, where Kubernetes replaces $(NAME) and makes one dollar sign of two.
std::string container_word(const std::string& word) {
  std::string escaped;
  for (const char c : word) escaped += c == '$' ? std::string("$$") : std::string(1, c);
  return escaped;
}

// A list in JSON is one in YAML.
std::string yaml_list(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (text::is_utf8(word)) continue;
    throw Error(ErrorKind::usage, {}, text::quoted(word) + " is not UTF-8, as YAML must be", "give it another name");
  }
  return nlohmann::json(words).dump();
}

Values kubernetes_values(const Sweep& sweep) {
  std::vector<std::string> command;
  for (const std::string& word : sweep.train) command.push_back(container_word(word));
  command.insert(command.end(), {"--shard", fmt::format("auto/{}", sweep.shards), "--jobs", "1", "--quiet"});
  return {{"SHARDS", std::to_string(sweep.shards)}, {"COMMAND", yaml_list(command)}, {"MERGE", sweep.merge}};
}

Values parallel_values(const Sweep& sweep) {
  const std::string shard = fmt::format(R"(cd "$ACTLAB_DIRECTORY" && exec {} --shard "$1"/{} --jobs 1 --quiet)",
                                        shell_line(sweep.train), sweep.shards);
  // A plus sign at the beginning would have a meaning to --joblog.
  const std::filesystem::path log = sweep.out + ".joblog";
  return {{"SHARDS", std::to_string(sweep.shards)},
          {"LOG", shell_word(log.is_absolute() ? log.string() : "./" + log.string())},
          {"SHARD_COMMAND", shell_word(shard)},
          {"MERGE", sweep.merge}};
}

// A batch system: its template below scripts/, and what is put in there, quoted as the language at each place demands.
struct BatchSystem {
  const char* script;
  Values (*values)(const Sweep& sweep);
  bool own_program = true;  // a container has another
};

BatchSystem batch_system(const SubmitFlags& flags) {
  if (int{flags.slurm} + int{flags.kubernetes} + int{flags.parallel} != 1) {
    throw Error(ErrorKind::usage, {}, "the batch system is not given, or more than one is",
                "give one of --slurm, --kubernetes and --parallel");
  }
  if (flags.slurm) return {"slurm/array.sbatch", slurm_values};
  if (flags.kubernetes) return {"kubernetes/job.yaml", kubernetes_values, false};
  return {"parallel.sh", parallel_values};
}

void submit(const SubmitFlags& flags) {
  const BatchSystem system = batch_system(flags);
  const Experiment experiment = read_experiment(flags.experiment);
  const std::string program = system.own_program ? std::filesystem::read_symlink("/proc/self/exe").string() : "actlab";
  const Sweep sweep = sweep_of(flags, experiment, program);
  DatasetCache cache;
  const std::size_t cells = plan(experiment, cache).size();
  if (static_cast<std::size_t>(sweep.shards) > cells) {
    throw Error(ErrorKind::usage, "--shards", fmt::format("the experiment has {} cells only", cells),
                "give at most as many shards");
  }
  const std::string script = read_file(share_directory() / "scripts" / system.script);
  fmt::print("{}", text::fill_template(script, system.values(sweep)));
  spdlog::info("{} cells in {} shards; the first lines of the script say how it is submitted", cells, sweep.shards);
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
