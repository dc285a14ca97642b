#include "claim/rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "actlab/error.hpp"
#include "plan/config_table.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr RunMetric nanoseconds{"nanoseconds", false, "time of an element or a training sample", Scale::ratio, 0.1, 0,
                                unbounded};

// A group by several settings is their values with commas between.
std::string group_name(const std::vector<std::string>& by, const std::string& text, const std::string& where,
                       const Formulas& formulas) {
  const std::vector<std::string> values = split_list(text);
  if (values.size() != by.size()) {
    throw Error(ErrorKind::usage, where,
                fmt::format("{} gives no value of {}", text::quoted(text), text::enumeration(by)),
                "give one value of each, with commas between");
  }
  std::vector<std::string> canonical;
  for (std::size_t i = 0; i < by.size(); ++i) {
    const auto trimmed = values[i].substr(std::min(values[i].size(), values[i].find_first_not_of(' ')));
    canonical.push_back(value_or_formula(by[i], trimmed, formulas, where));
  }
  return text::joined(canonical, ", ");
}

Change read_change(const toml::table& table, const fs::path& path) {
  Change change;
  TableReader(table, path)
      .required("setting",
                [&](const auto& node, const auto& where) {
                  change.setting = text_at(node, where);
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

void read_bound(ClaimRule& rule, const toml::node& node, const fs::path& path, const std::string& where) {
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    rule.bound = number_at(node, where, QuestionNumber::bound);
    return;
  }
  for (const auto& [data_set, value] : *table) {
    rule.bounds[std::string(data_set.str())] = number_at(
        value, fmt::format("{}: {}", toml_place(path, value.source()), data_set.str()), QuestionNumber::bound);
  }
}

void check_bound(const ClaimRule& rule, const std::string& where) {
  const bool bound = is_bound(rule.relation);
  if (bound == rule.against.empty() && bound == (rule.bound.has_value() || !rule.bounds.empty()) &&
      !(bound && rule.smallest)) {
    return;
  }
  throw Error(ErrorKind::usage, where,
              bound ? "'at least' and 'at most' take a 'bound', and neither 'against' nor 'smallest'"
                    : "groups are compared with others, and have no bound",
              bound ? "give the bound alone" : "give 'against', and take 'bound' out");
}

// A derived value takes a setting's values together, so they can be neither groups nor conditions.
void check_derived(const ClaimRule& rule, const std::string& where) {
  const std::string setting = rule.change ? rule.change->setting : rule.slope;
  if (setting.empty()) return;
  if (rule.change && !rule.slope.empty()) {
    throw Error(ErrorKind::usage, where, "has both a change and a slope", "take one of them out");
  }
  if (std::ranges::count(rule.by, setting) + std::ranges::count(rule.each, setting) > 0) {
    throw Error(ErrorKind::usage, where, text::quoted(setting) + " is both run over and held fast",
                "take it out of 'by' and 'each'");
  }
  if (!rule.smallest && !is_bound(rule.relation)) {
    throw Error(ErrorKind::usage, where, "a change or a slope has no smallest difference of its own",
                "give 'smallest' in its unit");
  }
}

void check_choice(const ClaimRule& rule, const std::string& where) {
  if (std::ranges::count(rule.against, best_by_validation) == 0) return;
  if (rule.by.size() > 1) {
    throw Error(ErrorKind::usage, where, "what is best by validation is chosen among the values of one setting",
                "give one setting in 'by'");
  }
  if (validation_counterpart(find_claim_metric(rule.metric, where)).empty()) {
    throw Error(ErrorKind::usage, where, text::quoted(rule.metric) + " has no counterpart on validation rows",
                "ask it of test_accuracy or test_loss");
  }
}

void check_rule(const ClaimRule& rule, const std::string& where) {
  check_choice(rule, where);
  check_bound(rule, where);
  check_derived(rule, where);
  if (std::ranges::count(rule.each, "dataset") > 0) {
    throw Error(ErrorKind::usage, where, "data sets are no conditions: they are what a finding generalises over",
                "take 'dataset' out of 'each'; the page shows every data set");
  }
  if (rule.every && !is_bound(rule.relation)) {
    throw Error(ErrorKind::usage, where, "'every' asks for a bound that every network satisfies",
                "say 'at least' or 'at most', or take it out");
  }
  find_claim_metric(rule.metric, where);
}

}  // namespace

std::optional<double> bound_on(const ClaimRule& rule, const std::string& data_set) {
  if (rule.bounds.empty()) return rule.bound;
  const auto found = rule.bounds.find(data_set);
  return found == rule.bounds.end() ? std::nullopt : std::optional<double>(found->second);
}

const RunMetric& find_claim_metric(const std::string& name, std::string_view where) {
  return name == nanoseconds.name ? nanoseconds : find_run_metric(name, where);
}

RunMetric judged_metric(const ClaimRule& rule) {
  RunMetric metric = find_claim_metric(rule.metric, "metric");
  const bool derived = rule.change || !rule.slope.empty();
  const bool own_bounds = !rule.bounds.empty();
  const bool share = metric.scale == Scale::share && !own_bounds;
  if (derived || (is_bound(rule.relation) && !share)) {
    metric.scale = Scale::difference;
    metric.lowest = -unbounded;
    metric.highest = unbounded;
  }
  return metric;
}

double smallest_difference(const ClaimRule& rule) {
  if (is_bound(rule.relation)) return 0;
  return rule.smallest ? *rule.smallest : find_claim_metric(rule.metric, "metric").smallest;
}

ClaimRule read_rule(const toml::table& table, const Formulas& formulas, const fs::path& path) {
  ClaimRule rule;
  const auto text_into = [](std::string& into) {
    return [&into](const toml::node& node, const std::string& where) { into = text_at(node, where); };
  };
  const auto groups_into = [&](std::vector<std::string>& into) {
    return [&](const toml::node& node, const std::string& where) {
      for (const std::string& text : toml_texts(node, path, where)) {
        const bool chosen = &into == &rule.against && text == best_by_validation;
        into.push_back(chosen ? text : group_name(rule.by, text, where, formulas));
      }
    };
  };
  const auto read_role = [&](const toml::node& node, const std::string& where) {
    rule.role = static_cast<Role>(choice_at(node, where, {role_names.begin(), role_names.end()}));
  };
  const auto read_relation = [&](const toml::node& node, const std::string& where) {
    rule.relation = static_cast<Relation>(choice_at(node, where, {relation_names.begin(), relation_names.end()}));
  };
  const auto read_slope = [&](const toml::node& node, const std::string& where) {
    rule.slope = text_at(node, where);
    setting_of(rule.slope, where);
  };
  TableReader(table, path)
      .key("role", read_role)
      .required("says", text_into(rule.says))
      .required("metric", text_into(rule.metric))
      .required("by", [&](const auto& node, const auto& where) { rule.by = settings_at(node, path, where); })
      .required("groups", groups_into(rule.groups))
      .required("is", read_relation)
      .key("against", groups_into(rule.against))
      .key("bound", [&](const auto& node, const auto& where) { read_bound(rule, node, path, where); })
      .key("smallest", number_into(rule.smallest, QuestionNumber::smallest))
      .key("each", [&](const auto& node, const auto& where) { rule.each = settings_at(node, path, where); })
      .key("where", [&](const auto& node,
                        const auto& where) { rule.where = values_by_setting(table_at(node, where), formulas, path); })
      .key("diverged", number_into(rule.diverged, QuestionNumber::diverged))
      .key("target", number_into(rule.target, QuestionNumber::target))
      .key("change",
           [&](const auto& node, const auto& where) { rule.change = read_change(table_at(node, where), path); })
      .key("slope", read_slope)
      .key("every", [&](const auto& node, const auto& where) { rule.every = switch_at(node, where); })
      .finish();
  check_rule(rule, toml_place(path, table.source()));
  return rule;
}

}  // namespace actlab
