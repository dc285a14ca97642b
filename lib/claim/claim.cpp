#include "claim/claim.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "activation/table.hpp"
#include "actlab/error.hpp"
#include "claim/table_reader.hpp"
#include "data/share.hpp"
#include "plan/config.hpp"
#include "plan/config_table.hpp"
#include "plan/grid.hpp"
#include "plan/label.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t quick_replicates = 8;
constexpr std::int64_t quick_tuning_replicates = 4;

// Half of the epochs, unless they are what is asked about.
void shorten(Grid& grid) {
  const auto epochs = grid.values.find("epochs");
  if (epochs == grid.values.end() || epochs->second.size() != 1) return;
  const auto number = text::parse_integer(epochs->second.front());
  if (number) epochs->second.front() = std::to_string((*number + 1) / 2);
}

bool gives(const Experiment& experiment, const std::string& setting) {
  return experiment.common.values.contains(setting) ||
         std::ranges::any_of(experiment.grids, [&](const Grid& grid) { return grid.values.contains(setting); });
}

Formulas named_formulas(const Experiment& experiment) {
  Formulas named;
  for (const Grid& grid : grids_of(experiment)) {
    const auto activations = grid.values.find("activation");
    if (activations == grid.values.end()) continue;
    for (const std::string& activation : activations->second) {
      const std::string name = formula_name(activation);
      if (!name.empty()) named[name] = activation;
    }
  }
  return named;
}

TeacherSentences read_teacher(const toml::table& table, const fs::path& path) {
  TeacherSentences teacher;
  const auto into = [](std::string& sentence) {
    return [&sentence](const toml::node& node, const std::string& where) { sentence = text_at(node, where); };
  };
  TableReader(table, path)
      .required("holds", into(teacher.holds))
      .required("reversed", into(teacher.reversed))
      .required("same", into(teacher.same))
      .key("unclear", into(teacher.unclear))
      .finish();
  return teacher;
}

ClaimPicture read_picture(const toml::table& table, const Formulas& formulas, const fs::path& path) {
  ClaimPicture picture;
  TableReader(table, path)
      .required("kind",
                [&](const auto& node, const auto& where) {
                  picture.kind =
                      static_cast<PictureKind>(choice_at(node, where, {picture_names.begin(), picture_names.end()}));
                })
      .key("where",
           [&](const auto& node, const auto& where) {
             picture.where = values_by_setting(table_at(node, where), formulas, path);
           })
      .key("metric", [&](const auto& node,
                         const auto& where) { picture.metric = find_run_metric(text_at(node, where), where).name; })
      .required("caption", [&](const auto& node, const auto& where) { picture.caption = text_at(node, where); })
      .finish();
  return picture;
}

// Numbers in ascending order, for the grid has ends; names in their own.
void sort_numbers(std::vector<std::string>& values) {
  if (!std::ranges::all_of(values, [](const std::string& text) { return text::parse_number(text).has_value(); }))
    return;
  std::ranges::sort(values, {}, [](const std::string& text) { return *text::parse_number(text); });
}

Tuning read_tuning(const toml::table& table, const fs::path& path) {
  Tuning tuning;
  TableReader(table, path)
      .required("setting",
                [&](const auto& node, const auto& where) {
                  tuning.setting = text_at(node, where);
                  setting_of(tuning.setting, where);
                })
      .required("values",
                [&](const auto& node, const auto& where) {
                  tuning.values = canonical_values(tuning.setting, node, path, where);
                })
      .key("metric", [&](const auto& node, const auto& where) { tuning.metric = text_at(node, where); })
      .key("replicates", number_into(tuning.replicates, QuestionNumber::tuning_replicates))
      .finish();
  sort_numbers(tuning.values);
  return tuning;
}

ClaimBenchmark read_benchmark(const toml::table& table, const fs::path& path) {
  ClaimBenchmark benchmark;
  TableReader(table, path)
      .required("activation",
                [&](const auto& node, const auto& where) {
                  benchmark.activations = canonical_values("activation", node, path, where);
                })
      .key("arch",
           [&](const auto& node, const auto& where) { benchmark.archs = canonical_values("arch", node, path, where); })
      .key("rounds", number_into(benchmark.rounds, QuestionNumber::rounds))
      .finish();
  return benchmark;
}

// Every replicate has its own draw or split of the data where the file does not say otherwise.
Experiment read_experiment(const toml::table& table, const fs::path& path) {
  Experiment experiment = experiment_of(table, path);
  if (!gives(experiment, "resplit")) experiment.common.values["resplit"] = {"on"};
  return experiment;
}

void read_rules(Claim& claim, const toml::node& node, const fs::path& path, const std::string& where) {
  const toml::array* tables = node.as_array();
  if (tables == nullptr || !tables->is_homogeneous<toml::table>()) {
    throw Error(ErrorKind::usage, where, "is not a list of tables", "begin each rule with a line [[rule]]");
  }
  const Formulas formulas = named_formulas(claim.experiment);
  for (const toml::node& table : *tables) claim.rules.push_back(read_rule(*table.as_table(), formulas, path));
}

// Tuned is by what is judged, on the rows that judge nothing.
void derive_tuning_metric(Claim& claim, const fs::path& path) {
  Tuning& tuning = *claim.tuning;
  std::set<std::string> counterparts;
  for (const ClaimRule& rule : claim.rules) {
    if (rule.role != Role::main) continue;
    const std::string counterpart = validation_counterpart(find_claim_metric(rule.metric, path.string()));
    if (counterpart.empty()) continue;
    counterparts.insert(counterpart);
    tuning.target = rule.target;
  }
  const auto refuse = [&](const std::string& what, const std::string& remedy) {
    throw Error(ErrorKind::usage, path.string() + ": tuning", what, remedy);
  };
  if (counterparts.size() > 1) {
    refuse("the main rules are judged by two metrics", "ask them in two claims, each tuned for its own");
  }
  if (!counterparts.empty() && !tuning.metric.empty()) {
    refuse("the metric follows from that of the main rules: " + *counterparts.begin(), "take 'metric' out");
  }
  if (counterparts.empty() && !tuning.metric.starts_with("validation_")) {
    refuse(tuning.metric.empty() ? "the metrics of the main rules have no counterpart on validation rows"
                                 : text::quoted(tuning.metric) + " is not of the validation rows",
           "give metric = \"validation_accuracy\" or \"validation_loss\", or do not tune");
  }
  if (!counterparts.empty()) tuning.metric = *counterparts.begin();
  find_run_metric(tuning.metric, path.string() + ": tuning");
}

void check_tuning(const Claim& claim, const fs::path& path) {
  if (gives(claim.experiment, claim.tuning->setting)) {
    throw Error(ErrorKind::usage, path.string(), text::quoted(claim.tuning->setting) + " is both tuned and given",
                "take it out of the experiment");
  }
  if (!gives(claim.experiment, "validation_fraction")) {
    throw Error(ErrorKind::usage, path.string(), "tuning needs rows to validate on",
                "give experiment.validation_fraction");
  }
}

void check_rules(const Claim& claim, const fs::path& path) {
  const auto refuse = [&](const ClaimRule& rule, const std::string& what, const std::string& remedy) {
    throw Error(ErrorKind::usage, path.string(), fmt::format("rule {}: {}", text::quoted(rule.says), what), remedy);
  };
  if (std::ranges::count(claim.rules, Role::main, &ClaimRule::role) == 0) {
    throw Error(ErrorKind::usage, path.string(), "has no main rule", "give one rule at least the role \"main\"");
  }
  for (const ClaimRule& rule : claim.rules) {
    if (claim.benchmark.has_value() != (rule.metric == "nanoseconds")) {
      refuse(rule, claim.benchmark ? "a benchmark measures nanoseconds" : "only a benchmark measures nanoseconds",
             claim.benchmark ? "say metric = \"nanoseconds\"" : "take another metric");
    }
    if (rule.every && !claim.theorem) {
      refuse(rule, "only a theorem holds of every network", "say theorem = true, or take 'every' out");
    }
    for (const auto& [data_set, bound] : rule.bounds) {
      const bool there = std::ranges::any_of(grids_of(claim.experiment), [&name = data_set](const Grid& grid) {
        const auto values = grid.values.find("dataset");
        return values != grid.values.end() && std::ranges::count(values->second, name) > 0;
      });
      if (!there) refuse(rule, "there is no data set " + text::quoted(data_set), "name one of the experiment's");
    }
  }
}

// The parts of the recording that a picture is drawn from.
void check_picture(const Claim& claim, const fs::path& path) {
  const Recording& recording = claim.experiment.recording;
  const PictureKind kind = claim.picture->kind;
  const bool recorded = kind == PictureKind::runs       ? true
                        : kind == PictureKind::curves   ? recording.metrics
                        : kind == PictureKind::boundary ? recording.boundary
                                                        : recording.layers || recording.layer_curves;
  if (recorded) return;
  const char* part = kind == PictureKind::curves     ? "metrics"
                     : kind == PictureKind::boundary ? "boundary"
                                                     : "layer-curves";
  throw Error(ErrorKind::usage, path.string(),
              fmt::format("its picture shows {}, which the experiment does not record",
                          picture_names[static_cast<std::size_t>(kind)]),
              fmt::format("add {} to experiment.record", text::quoted(part)));
}

void check_claim(const Claim& claim, const fs::path& path) {
  const auto require = [&](bool right, const char* what, const char* remedy) {
    if (!right) throw Error(ErrorKind::usage, path.string(), what, remedy);
  };
  const bool experiment = !claim.experiment.common.values.empty() || !claim.experiment.grids.empty();
  require(claim.benchmark.has_value() != experiment, "needs either an experiment or a benchmark", "give one of them");
  require(claim.benchmark.has_value() || claim.picture.has_value(), "has no picture", "give a table [picture]");
  require(!claim.benchmark || (!claim.tuning && !claim.picture), "a benchmark is neither tuned nor pictured",
          "take the tables [tuning] and [picture] out");
  check_rules(claim, path);
  if (claim.tuning) check_tuning(claim, path);
  if (claim.picture) check_picture(claim, path);
}

void check_format(const toml::table& table, const fs::path& path) {
  const toml::node* format = table.get("format");
  if (format == nullptr) {
    throw Error(ErrorKind::usage, path.string(), "format 1 is no longer read",
                fmt::format("begin with the line format = {} and follow scripts/claims/README.md", claim_format));
  }
  if (toml_text(*format, path.string()) == std::to_string(claim_format)) return;
  throw Error(ErrorKind::usage, toml_place(path, format->source()),
              fmt::format("format {} is not known", toml_text(*format, path.string())),
              fmt::format("this version of actlab reads format {}", claim_format));
}

}  // namespace

Claim read_claim(const fs::path& path) {
  const toml::table table = read_toml(path, "give a file, or a name of 'actlab list claims'");
  check_format(table, path);
  Claim claim;
  claim.name = path.stem().string();
  const auto text_into = [](std::string& into) {
    return [&into](const toml::node& node, const std::string& where) { into = text_at(node, where); };
  };
  // A picture and rules name groups by the formulas of the experiment, which is read before them.
  TableReader(table, path)
      .key("format", [](const auto&, const auto&) {})
      .key("version", number_into(claim.version, QuestionNumber::version))
      .required("claim", text_into(claim.sentence))
      .key("source", text_into(claim.source))
      .key("note", text_into(claim.note))
      .key("alpha", number_into(claim.alpha, QuestionNumber::alpha))
      .key("theorem", [&](const auto& node, const auto& where) { claim.theorem = switch_at(node, where); })
      .required("teacher",
                [&](const auto& node, const auto& where) { claim.teacher = read_teacher(table_at(node, where), path); })
      .key("tuning",
           [&](const auto& node, const auto& where) { claim.tuning = read_tuning(table_at(node, where), path); })
      .key("benchmark",
           [&](const auto& node, const auto& where) { claim.benchmark = read_benchmark(table_at(node, where), path); })
      .key("experiment", [&](const auto& node,
                             const auto& where) { claim.experiment = read_experiment(table_at(node, where), path); })
      .key("picture",
           [&](const auto& node, const auto& where) {
             claim.picture = read_picture(table_at(node, where), named_formulas(claim.experiment), path);
           })
      .required("rule", [&](const auto& node, const auto& where) { read_rules(claim, node, path, where); })
      .finish();
  check_claim(claim, path);
  if (claim.tuning) derive_tuning_metric(claim, path);
  return claim;
}

std::int64_t replicates_of(const Claim& claim) {
  return claim.benchmark ? claim.benchmark->rounds : claim.experiment.replicates;
}

Claim quick_claim(Claim claim) {
  shorten(claim.experiment.common);
  for (Grid& grid : claim.experiment.grids) shorten(grid);
  claim.experiment.replicates = std::min(claim.experiment.replicates, quick_replicates);
  if (claim.benchmark) claim.benchmark->rounds = std::min(claim.benchmark->rounds, quick_replicates);
  if (!claim.tuning) return claim;
  claim.tuning->replicates = std::min(claim.tuning->replicates, quick_tuning_replicates);
  std::vector<std::string> values;
  for (std::size_t i = 0; i < claim.tuning->values.size(); i += 2) values.push_back(claim.tuning->values[i]);
  claim.tuning->values = std::move(values);
  return claim;
}

Claim with_data_seed(Claim claim, std::int64_t data_seed) {
  for (Grid& grid : claim.experiment.grids) grid.values.erase("data_seed");
  if (!claim.benchmark) claim.experiment.common.values["data_seed"] = {std::to_string(data_seed)};
  return claim;
}

std::map<std::string, fs::path> bundled_claims() {
  std::map<std::string, fs::path> claims;
  for (const auto& entry : fs::directory_iterator(share_directory() / "scripts" / "claims")) {
    if (entry.path().extension() == ".toml") claims[entry.path().stem().string()] = entry.path();
  }
  return claims;
}

}  // namespace actlab
