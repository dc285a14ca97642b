#include "claim/claim.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <functional>

#include "activation/table.hpp"
#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "analysis/run_metrics.hpp"
#include "data/share.hpp"
#include "plan/config.hpp"
#include "plan/config_table.hpp"
#include "plan/grid.hpp"
#include "plan/label.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// One table of the file: each key is read by a function of its own, and no other key is allowed.
class TableReader {
 public:
  TableReader(const toml::table& table, const fs::path& path) : table_(table), path_(path) {}

  using Read = std::function<void(const toml::node& node, const std::string& where)>;
  TableReader& key(const std::string& name, const Read& read) {
    known_.push_back(name);
    if (const toml::node* node = table_.get(name)) read(*node, where(*node, name));
    return *this;
  }
  TableReader& required(const std::string& name, const Read& read) {
    if (table_.get(name) == nullptr) {
      for (const auto& [given, node] : table_) {
        if (!text::nearest_names(given.str(), {name}).empty()) refuse_key(given.str(), node, {name});
      }
      throw Error(ErrorKind::usage, toml_place(path_, table_.source()), text::quoted(name) + " is not given",
                  "a claim needs it");
    }
    return key(name, read);
  }
  void finish() const {
    for (const auto& [name, node] : table_) {
      if (std::ranges::count(known_, name.str()) > 0) continue;
      refuse_key(name.str(), node, known_);
    }
  }
  [[nodiscard]] const toml::table& sub_table(const toml::node& node, const std::string& where) const {
    if (const toml::table* table = node.as_table()) return *table;
    throw Error(ErrorKind::usage, where, "is not a table", "give its keys below a line in brackets");
  }

 private:
  [[noreturn]] void refuse_key(std::string_view name, const toml::node& node,
                               const std::vector<std::string>& known) const {
    throw Error(ErrorKind::usage, toml_place(path_, node.source()), "unknown key " + text::quoted(name),
                text::suggestion(name, known));
  }
  [[nodiscard]] std::string where(const toml::node& node, const std::string& name) const {
    return fmt::format("{}: {}", toml_place(path_, node.source()), name);
  }

  const toml::table& table_;
  const fs::path& path_;
  std::vector<std::string> known_;
};

std::string one_text(const toml::node& node, const std::string& where) {
  if (const auto* text = node.as_string(); text != nullptr && !text->get().empty()) return text->get();
  throw Error(ErrorKind::usage, where, "is no text", "give a text in quotes");
}

double one_number(const toml::node& node, const std::string& where) {
  if (const auto number = text::parse_number(toml_text(node, where))) return *number;
  throw Error(ErrorKind::usage, where, "is no number", "give a number");
}

std::int64_t whole_number(const toml::node& node, const std::string& where, std::int64_t least) {
  const auto number = text::parse_integer(toml_text(node, where));
  if (number && *number >= least && *number <= 1'000'000) return *number;
  throw Error(ErrorKind::usage, where, text::quoted(toml_text(node, where)) + " is not allowed",
              fmt::format("give a whole number from {} to 1000000", least));
}

const SettingInfo& setting_of(const std::string& name, const std::string& where) {
  if (const SettingInfo* setting = find_setting(name)) return *setting;
  std::vector<std::string> known;
  for (const SettingInfo& setting : settings_table()) known.emplace_back(setting.name);
  throw Error(ErrorKind::usage, where, "unknown setting " + text::quoted(name), text::suggestion(name, known));
}

std::string canonical_value(const std::string& setting, const std::string& value, const std::string& where) {
  Settings settings;
  const SettingInfo& info = setting_of(setting, where);
  set_setting(settings, info, value, where);
  return setting_text(settings, info);
}

std::vector<std::string> canonical_values(const std::string& setting, const toml::node& node, const fs::path& path,
                                          const std::string& where) {
  return canonical_list(setting_of(setting, where).name, toml_texts(node, path, where), where);
}

std::vector<std::string> setting_list(const toml::node& node, const fs::path& path, const std::string& where) {
  std::vector<std::string> names = toml_texts(node, path, where);
  for (const std::string& name : names) setting_of(name, where);
  return names;
}

// A group by several settings is their values with commas between. A formula with a name may be called by it.
std::string group_name(const std::vector<std::string>& by, const std::string& text, const std::string& where,
                       const std::map<std::string, std::string>& formulas) {
  const std::vector<std::string> values = split_list(text);
  if (values.size() != by.size()) {
    throw Error(ErrorKind::usage, where,
                fmt::format("{} gives no value of {}", text::quoted(text), text::enumeration(by)),
                "give one value of each, with commas between");
  }
  std::string name;
  for (std::size_t i = 0; i < by.size(); ++i) {
    const auto trimmed = values[i].substr(std::min(values[i].size(), values[i].find_first_not_of(' ')));
    const auto formula = formulas.find(trimmed);
    const bool called = by[i] == "activation" && formula != formulas.end();
    name += (i == 0 ? "" : ", ") + (called ? formula->second : canonical_value(by[i], trimmed, where));
  }
  return name;
}

// The formulas with names among the experiment's activations: "mine" of "mine=x*sigmoid(x)".
std::map<std::string, std::string> named_formulas(const Experiment& experiment) {
  std::map<std::string, std::string> named;
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

Relation read_relation(const toml::node& node, const std::string& where) {
  const std::string text = one_text(node, where);
  const auto found = std::ranges::find(relation_names, text);
  if (found != relation_names.end()) return static_cast<Relation>(found - relation_names.begin());
  throw Error(ErrorKind::usage, where, text::quoted(text) + " is not allowed",
              "allowed are " + text::enumeration({relation_names.begin(), relation_names.end()}));
}

Change read_change(const toml::table& table, const fs::path& path) {
  Change change;
  TableReader reader(table, path);
  reader
      .required("setting",
                [&](const auto& node, const auto& where) {
                  change.setting = one_text(node, where);
                  setting_of(change.setting, where);
                })
      .required("from", [&](const auto& node, const auto& where) { change.from = toml_text(node, where); })
      .required("to", [&](const auto& node, const auto& where) { change.to = toml_text(node, where); })
      .finish();
  for (std::string* value : {&change.from, &change.to}) {
    *value = canonical_value(change.setting, *value, toml_place(path, table.source()));
  }
  return change;
}

std::map<std::string, std::vector<std::string>> read_where(const toml::table& table, const fs::path& path) {
  std::map<std::string, std::vector<std::string>> confined;
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    const std::string place = fmt::format("{}: {}", toml_place(path, node.source()), name);
    confined[name] = canonical_values(name, node, path, place);
  }
  return confined;
}

void check_rule(const ClaimRule& rule, bool timed, const std::string& where) {
  const bool bound = rule.relation == Relation::at_least || rule.relation == Relation::at_most;
  if (bound != rule.against.empty()) {
    throw Error(ErrorKind::usage, where,
                bound ? "a bound is not against other groups" : "it is not said against which groups",
                bound ? "take 'against' out" : "give 'against'");
  }
  if (!bound && rule.smallest < 0) {
    throw Error(ErrorKind::usage, where, "the smallest difference that matters is negative", "give its size");
  }
  if (timed && rule.metric == "nanoseconds") return;
  find_run_metric(rule.metric, where);
}

ClaimRule read_rule(const toml::table& table, const Claim& claim, const fs::path& path) {
  ClaimRule rule;
  const auto formulas = named_formulas(claim.experiment);
  const auto groups = [&](std::vector<std::string>& into) {
    return [&](const toml::node& node, const std::string& where) {
      for (const std::string& text : toml_texts(node, path, where)) {
        into.push_back(group_name(rule.by, text, where, formulas));
      }
    };
  };
  TableReader reader(table, path);
  reader.required("says", [&](const auto& node, const auto& where) { rule.says = one_text(node, where); })
      .required("metric", [&](const auto& node, const auto& where) { rule.metric = one_text(node, where); })
      .required("by", [&](const auto& node, const auto& where) { rule.by = setting_list(node, path, where); })
      .required("groups", groups(rule.groups))
      .required("is", [&](const auto& node, const auto& where) { rule.relation = read_relation(node, where); })
      .key("against", groups(rule.against))
      .required("smallest", [&](const auto& node, const auto& where) { rule.smallest = one_number(node, where); })
      .key("relative", [&](const auto& node, const auto& where) { rule.relative = toml_text(node, where) == "on"; })
      .key("each", [&](const auto& node, const auto& where) { rule.each = setting_list(node, path, where); })
      .key("where",
           [&](const auto& node, const auto& where) { rule.where = read_where(reader.sub_table(node, where), path); })
      .key("diverged", [&](const auto& node, const auto& where) { rule.diverged = one_number(node, where); })
      .key("target", [&](const auto& node, const auto& where) { rule.target = one_number(node, where); })
      .key("change",
           [&](const auto& node, const auto& where) { rule.change = read_change(reader.sub_table(node, where), path); })
      .finish();
  check_rule(rule, claim.benchmark.has_value(), toml_place(path, table.source()));
  return rule;
}

Tuning read_tuning(const toml::table& table, const fs::path& path) {
  Tuning tuning;
  TableReader reader(table, path);
  reader
      .required("setting",
                [&](const auto& node, const auto& where) {
                  tuning.setting = one_text(node, where);
                  setting_of(tuning.setting, where);
                })
      .required("values",
                [&](const auto& node, const auto& where) {
                  tuning.values = canonical_values(tuning.setting, node, path, where);
                })
      .key("metric",
           [&](const auto& node, const auto& where) {
             tuning.metric = one_text(node, where);
             if (tuning.metric.starts_with("validation_")) return;
             throw Error(ErrorKind::usage, where, text::quoted(tuning.metric) + " is not of the validation rows",
                         "tune by validation_loss or validation_accuracy");
           })
      .key("replicates", [&](const auto& node, const auto& where) { tuning.replicates = whole_number(node, where, 2); })
      .finish();
  return tuning;
}

ClaimBenchmark read_benchmark(const toml::table& table, const fs::path& path) {
  ClaimBenchmark benchmark;
  TableReader reader(table, path);
  reader
      .required("activation",
                [&](const auto& node, const auto& where) {
                  benchmark.activations = canonical_values("activation", node, path, where);
                })
      .key("arch",
           [&](const auto& node, const auto& where) { benchmark.archs = canonical_values("arch", node, path, where); })
      .key("rounds",
           [&](const auto& node, const auto& where) { benchmark.rounds = whole_number(node, where, least_replicates); })
      .finish();
  return benchmark;
}

void read_rules(Claim& claim, const toml::node& node, const fs::path& path, const std::string& where) {
  const toml::array* tables = node.as_array();
  if (tables == nullptr || !tables->is_homogeneous<toml::table>()) {
    throw Error(ErrorKind::usage, where, "is not a list of tables", "begin each rule with a line [[rule]]");
  }
  for (const toml::node& table : *tables) claim.rules.push_back(read_rule(*table.as_table(), claim, path));
}

void check_claim(const Claim& claim, const fs::path& path) {
  if (!claim.benchmark && claim.experiment.replicates < least_replicates) {
    throw Error(ErrorKind::usage, path.string(),
                fmt::format("{} replicates decide nothing", claim.experiment.replicates),
                fmt::format("give experiment.replicates as {} at least", least_replicates));
  }
  if (claim.tuning) {
    for (const Grid& grid : grids_of(claim.experiment)) {
      if (!grid.values.contains(claim.tuning->setting)) continue;
      throw Error(ErrorKind::usage, path.string(), text::quoted(claim.tuning->setting) + " is both tuned and given",
                  "take it out of the experiment");
    }
  }
}

}  // namespace

Claim read_claim(const fs::path& path) {
  const toml::table table = read_toml(path, "give a file, or a name of 'actlab list claims'");
  Claim claim;
  claim.name = path.stem().string();
  TableReader reader(table, path);
  const auto text_into = [](std::string& into) {
    return [&into](const toml::node& node, const std::string& where) { into = one_text(node, where); };
  };
  reader.required("claim", text_into(claim.sentence))
      .key("source", text_into(claim.source))
      .key("note", text_into(claim.note))
      .key("alpha",
           [&](const auto& node, const auto& where) {
             claim.alpha = one_number(node, where);
             if (claim.alpha > 0 && claim.alpha < 1) return;
             throw Error(ErrorKind::usage, where, "is not allowed", "give a number above 0 and below 1");
           })
      .key("tuning", [&](const auto& node,
                         const auto& where) { claim.tuning = read_tuning(reader.sub_table(node, where), path); })
      .key("benchmark",
           [&](const auto& node, const auto& where) {
             claim.benchmark = read_benchmark(reader.sub_table(node, where), path);
           })
      .key("experiment",
           [&](const auto& node, const auto& where) {
             claim.experiment = experiment_of(reader.sub_table(node, where), path);
           })
      .required("rule", [&](const auto& node, const auto& where) { read_rules(claim, node, path, where); })
      .finish();
  if (claim.benchmark.has_value() == table.contains("experiment")) {
    throw Error(ErrorKind::usage, path.string(), "needs either an experiment or a benchmark", "give one of them");
  }
  check_claim(claim, path);
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
