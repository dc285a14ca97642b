#include "report/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "arithmetic/elementary.hpp"
#include "report/comparison_verdict.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

using Row = std::vector<std::string>;

// Numbers as each format wants them: for machines in full, for readers in four digits.
class Numbers {
 public:
  explicit Numbers(TableFormat format) : full_(is_for_programs(format)) {}

  [[nodiscard]] bool full() const { return full_; }
  [[nodiscard]] std::string number(double value) const {
    if (std::isnan(value)) return full_ ? "" : "-";
    // The spread of equal numbers is what rounding leaves of 0.
    return full_ ? text::number_text(value) : fmt::format("{:.4g}", std::abs(value) < 1e-14 ? 0.0 : value);
  }
  [[nodiscard]] std::string share(double value) const {
    if (std::isnan(value)) return full_ ? "" : "-";
    return full_ ? text::number_text(value) : fmt::format("{:.3f}", value);
  }
  // A ratio is the share by which it is off 1.
  [[nodiscard]] std::string effect(Scale scale, double value) const {
    if (!full_) return effect_text(scale, value);
    return number(scale == Scale::ratio ? arithmetic::expm1(value) : value);
  }
  [[nodiscard]] std::string p_value(double value) const {
    if (full_ || std::isnan(value)) return number(value);
    return value < 0.001 ? "<0.001" : fmt::format("{:.3f}", value);
  }
  // One column for readers, two for machines.
  void ends(Row& row, const std::string& low, const std::string& high) const {
    if (full_) {
      row.push_back(low);
      row.push_back(high);
    } else {
      row.push_back(low == "-" ? "-" : low + " to " + high);
    }
  }
  void interval_header(Row& header, const std::string& machine, const std::string& reader) const {
    if (full_) {
      header.push_back(machine + "_low");
      header.push_back(machine + "_high");
    } else {
      header.push_back(reader);
    }
  }
  [[nodiscard]] std::string name(const char* machine, const char* reader) const { return full_ ? machine : reader; }

 private:
  bool full_;
};

bool has_conditions(const Comparison& comparison) {
  return comparison.panels.size() > 1 || !comparison.panels.front().condition.empty();
}

bool has_data_sets(const Comparison& comparison) {
  return std::ranges::any_of(comparison.panels, [](const auto& panel) { return panel.data_sets.size() > 1; });
}

// The columns that say where a row stands: always for machines, for readers where there is more than one.
class Places {
 public:
  Places(const Comparison& comparison, const Numbers& numbers)
      : conditions_(numbers.full() || has_conditions(comparison)),
        data_sets_(numbers.full() || has_data_sets(comparison)),
        full_(numbers.full()) {}
  void header(Row& header, bool data_set) const {
    if (conditions_) header.emplace_back(full_ ? "condition" : "when");
    if (full_) header.emplace_back("metric");
    if (data_set && data_sets_) header.emplace_back(full_ ? "data_set" : "data set");
  }
  void row(Row& row, const ComparisonPanel& panel, const std::string* data_set) const {
    if (conditions_ && full_) row.push_back(panel.condition);
    if (conditions_ && !full_) row.push_back(panel_name(panel));
    if (full_) row.push_back(panel.metric);
    if (data_set != nullptr && data_sets_) row.push_back(*data_set);
  }

 private:
  bool conditions_;
  bool data_sets_;
  bool full_;
};

Row group_row(const Comparison& comparison, const GroupStatistics& group, const Numbers& numbers) {
  Row row{std::to_string(group.runs), std::to_string(group.diverged), numbers.number(group.mean)};
  numbers.ends(row, numbers.number(group.interval.low), numbers.number(group.interval.high));
  for (const double value : {group.sd, group.q1, group.median, group.q3}) row.push_back(numbers.number(value));
  if (!comparison.counts_successes) return row;
  row.push_back(numbers.share(static_cast<double>(group.successes) / static_cast<double>(group.runs)));
  numbers.ends(row, numbers.share(group.success_interval.low), numbers.share(group.success_interval.high));
  return row;
}

// What the intervals of the groups are about.
std::string draws_of(const Comparison& comparison) {
  const std::string note = data_note(comparison);
  return note.empty() ? " for new draws of the data" : note.substr(1);
}

// The share of the pairs in which the first is better.
double first_better(const Comparison& comparison, double first_higher) {
  return comparison.higher_is_better ? first_higher : 1 - first_higher;
}

std::string level_text(const Comparison& comparison) { return fmt::format("{:.4g} %", 100 * comparison.level); }

std::size_t pair_count(const Comparison& comparison) {
  std::size_t count = 0;
  for (const ComparisonPanel& panel : comparison.panels) count += panel.pairs.size();
  return count;
}

std::string pairs_title(const Comparison& comparison) {
  const std::size_t pairs = pair_count(comparison);
  std::string title = comparison.scale == Scale::ratio ? "ratio of means, first to second, as a percentage off 1"
                                                       : "difference, first - second";
  title += fmt::format("; up to {} does not matter", smallest_text(comparison));
  if (pairs > 1) title += fmt::format("; the {} intervals hold together with 95 %", pairs);
  return title + "; p with Holm's correction";
}

std::size_t pairs_of_runs(const ComparedPair& pair) {
  std::size_t n = 0;
  for (const DataSetEffect& one : pair.effect.effect.data_sets) n += one.n;
  return n;
}

nlohmann::ordered_json rows_of(const Table& table) {
  return nlohmann::ordered_json::parse(table_text(table, TableFormat::json));
}

std::string json_text(const Comparison& comparison, bool with_baseline) {
  nlohmann::ordered_json out;
  out["by"] = comparison.by;
  out["metric"] = comparison.metric;
  out["higher_is_better"] = comparison.higher_is_better;
  out["scale"] = scale_name(comparison.scale);
  out["smallest"] = comparison.smallest;
  out["level"] = comparison.level;
  out["groups"] = rows_of(groups_table(comparison, TableFormat::json));
  out["pairs"] = rows_of(pairs_table(comparison, TableFormat::json));
  out["data_sets"] = rows_of(data_set_effects_table(comparison, TableFormat::json));
  if (!comparison.chosen.empty()) out["chosen"] = rows_of(chosen_table(comparison, TableFormat::json));
  out["verdict"] = verdict(comparison, with_baseline);
  return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Table listed_choices(const Comparison& comparison) {
  Table table;
  table.header = {"condition", "data_set", comparison.by, "chosen"};
  table.numbers_from = table.header.size();
  for (const ChosenValue& chosen : comparison.chosen) {
    table.rows.push_back({chosen.condition, chosen.data_set, chosen.group, chosen.value});
  }
  return table;
}

// Data sets by groups, as choices come: data set by data set.
Table choices_by_data_set(const Comparison& comparison) {
  const bool conditions = has_conditions(comparison);
  Table table;
  table.title = "chosen by the validation rows";
  if (conditions) table.header.emplace_back("when");
  table.header.emplace_back("data set");
  const std::size_t places = table.header.size();
  table.header.insert(table.header.end(), comparison.groups.begin(), comparison.groups.end());
  table.numbers_from = table.header.size();
  for (const ChosenValue& chosen : comparison.chosen) {
    Row place{chosen.data_set};
    if (conditions) place.insert(place.begin(), chosen.condition);
    if (table.rows.empty() || !std::equal(place.begin(), place.end(), table.rows.back().begin())) {
      table.rows.push_back(place);
      table.rows.back().resize(table.header.size(), "-");
    }
    const auto group = std::ranges::find(comparison.groups, chosen.group) - comparison.groups.begin();
    table.rows.back()[places + static_cast<std::size_t>(group)] = chosen.value;
  }
  return table;
}

std::vector<Table> tables_of(const Comparison& comparison, TableFormat format) {
  constexpr std::size_t most_rows = 40;  // what a reader of the terminal can take in
  std::vector<Table> tables;
  Table groups = groups_table(comparison, format);
  const bool short_enough = is_for_programs(format) || groups.rows.size() <= most_rows;
  if (short_enough || !has_data_sets(comparison)) tables.push_back(std::move(groups));
  if (!is_for_programs(format)) {
    for (const ComparisonPanel& panel : comparison.panels) {
      if (panel.data_sets.size() > 1) tables.push_back(means_table(panel, comparison, format));
    }
  }
  if (!comparison.chosen.empty()) tables.push_back(chosen_table(comparison, format));
  Table data_sets = data_set_effects_table(comparison, format);
  if (is_for_programs(format)) {
    tables.push_back(pairs_table(comparison, format));
    tables.push_back(std::move(data_sets));
    return tables;
  }
  if (has_data_sets(comparison) && data_sets.rows.size() <= most_rows) tables.push_back(std::move(data_sets));
  tables.push_back(pairs_table(comparison, format));
  return tables;
}

}  // namespace

Table groups_table(const Comparison& comparison, TableFormat format) {
  const Numbers numbers(format);
  const Places places(comparison, numbers);
  Table table;
  table.title = fmt::format("{} by {}, over the runs that did not diverge; intervals{}", comparison.metric,
                            comparison.by, draws_of(comparison));
  places.header(table.header, true);
  table.header.push_back(comparison.by);
  table.numbers_from = table.header.size();
  for (const char* name : {"runs", "diverged", "mean"}) table.header.emplace_back(name);
  numbers.interval_header(table.header, "mean", "95 % interval");
  for (const char* name : {"sd", "q1", "median", "q3"}) table.header.emplace_back(name);
  if (comparison.counts_successes) {
    table.header.push_back(numbers.name("success_rate", "success"));
    numbers.interval_header(table.header, "success", "95 % interval");
  }
  for (const ComparisonPanel& panel : comparison.panels) {
    for (const ComparedDataSet& data_set : panel.data_sets) {
      for (std::size_t g = 0; g < data_set.groups.size(); ++g) {
        if (data_set.groups[g].runs == 0) continue;
        Row row;
        places.row(row, panel, &data_set.name);
        row.push_back(comparison.groups[g]);
        const Row values = group_row(comparison, data_set.groups[g], numbers);
        row.insert(row.end(), values.begin(), values.end());
        table.rows.push_back(std::move(row));
      }
    }
  }
  return table;
}

Table means_table(const ComparisonPanel& panel, const Comparison& comparison, TableFormat format) {
  Table table;
  const std::string when = panel.condition.empty() ? "" : ", " + panel.condition;
  table.title = fmt::format("mean {} by data set and {}{}{}", panel.metric, comparison.by, when,
                            format == TableFormat::text ? "" : ", the best in bold");
  table.header = {"data set"};
  table.header.insert(table.header.end(), comparison.groups.begin(), comparison.groups.end());
  const double sign = comparison.higher_is_better ? 1 : -1;
  for (const ComparedDataSet& data_set : panel.data_sets) {
    std::optional<double> best;
    for (const GroupStatistics& group : data_set.groups) {
      if (!std::isnan(group.mean) && (!best || sign * group.mean > sign * *best)) best = group.mean;
    }
    Row row{data_set.name};
    for (const GroupStatistics& group : data_set.groups) {
      if (best && group.mean == *best) table.bold.insert({table.rows.size(), row.size()});
      row.push_back(std::isnan(group.mean) ? "-" : fmt::format("{:.4g}", group.mean));
    }
    table.rows.push_back(std::move(row));
  }
  if (!panel.ranks) return table;
  Row row{"average rank"};
  const std::vector<double>& ranks = panel.ranks->friedman.average_ranks;
  for (std::size_t g = 0; g < ranks.size(); ++g) {
    if (g == panel.ranks->order.front()) table.bold.insert({table.rows.size(), row.size()});
    row.push_back(fmt::format("{:.2f}", ranks[g]));
  }
  table.rows.push_back(std::move(row));
  return table;
}

Table pairs_table(const Comparison& comparison, TableFormat format) {
  const Numbers numbers(format);
  const Places places(comparison, numbers);
  Table table;
  table.title = pairs_title(comparison);
  places.header(table.header, false);
  table.header.insert(table.header.end(), {"first", "second"});
  table.numbers_from = table.header.size();
  table.header.push_back(numbers.name("data_sets", "data sets"));
  table.header.push_back(numbers.name("n", "n"));
  table.header.push_back(numbers.name("effect", comparison.scale == Scale::ratio ? "ratio" : "difference"));
  numbers.interval_header(table.header, "effect", level_text(comparison) + " interval");
  numbers.interval_header(table.header, "prediction", "80 % prediction");
  if (numbers.full()) table.header.emplace_back("tau");
  if (numbers.full()) {
    table.header.insert(table.header.end(), {"wins", "ties", "losses"});
  } else {
    table.header.emplace_back("better/as good/worse");
  }
  table.header.push_back(numbers.name("first_better", "P(first better)"));
  table.header.push_back(numbers.name("p_value", "p"));
  table.header.emplace_back("outcome");
  if (numbers.full()) table.header.insert(table.header.end(), {"varies", "resampled"});
  for (const ComparisonPanel& panel : comparison.panels) {
    for (const ComparedPair& pair : panel.pairs) {
      const Effect& effect = pair.effect.effect;
      const Interval prediction = effect.prediction.value_or(Interval{std::nan(""), std::nan("")});
      Row row;
      places.row(row, panel, nullptr);
      row.insert(row.end(), {comparison.groups[pair.first], comparison.groups[pair.second],
                             std::to_string(effect.data_sets.size()), std::to_string(pairs_of_runs(pair)),
                             numbers.effect(comparison.scale, effect.estimate)});
      for (const Interval& interval : {effect.interval, prediction}) {
        numbers.ends(row, numbers.effect(comparison.scale, interval.low),
                     numbers.effect(comparison.scale, interval.high));
      }
      const std::size_t wins = comparison.higher_is_better ? effect.higher : effect.lower;
      const std::size_t losses = comparison.higher_is_better ? effect.lower : effect.higher;
      if (numbers.full()) {
        row.push_back(numbers.number(effect.tau));
        for (const std::size_t count : {wins, effect.within, losses}) row.push_back(std::to_string(count));
      } else {
        row.push_back(fmt::format("{}/{}/{}", wins, effect.within, losses));
      }
      row.push_back(numbers.share(first_better(comparison, effect.first_higher)));
      row.push_back(numbers.p_value(pair.p_value));
      row.push_back(numbers.full() ? std::string(outcome_name(pair.effect.outcome))
                                   : outcome_words(comparison, pair, pair.effect.outcome) +
                                         (pair.effect.varies ? ", but varies" : ""));
      if (numbers.full()) {
        row.insert(row.end(), {pair.effect.varies ? "yes" : "no", pair.effect.resampled ? "yes" : "no"});
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Table data_set_effects_table(const Comparison& comparison, TableFormat format) {
  const Numbers numbers(format);
  const Places places(comparison, numbers);
  Table table;
  table.title = "the same by data set" + data_note(comparison);
  places.header(table.header, true);
  table.header.insert(table.header.end(), {"first", "second"});
  table.numbers_from = table.header.size();
  table.header.emplace_back("n");
  table.header.push_back(numbers.name("effect", comparison.scale == Scale::ratio ? "ratio" : "difference"));
  numbers.interval_header(table.header, "effect", level_text(comparison) + " interval");
  table.header.push_back(numbers.name("first_better", "P(first better)"));
  table.header.emplace_back("outcome");
  if (numbers.full()) table.header.emplace_back("resampled");
  for (const ComparisonPanel& panel : comparison.panels) {
    for (const ComparedPair& pair : panel.pairs) {
      for (std::size_t i = 0; i < pair.data_sets.size(); ++i) {
        const ComparedDataSet& data_set = panel.data_sets[pair.data_sets[i]];
        const DataSetEffect& effect = pair.effect.effect.data_sets[i];
        const Outcome outcome = pair.effect.data_set_outcomes[i];
        Row row;
        places.row(row, panel, &data_set.name);
        row.insert(row.end(), {comparison.groups[pair.first], comparison.groups[pair.second], std::to_string(effect.n),
                               numbers.effect(comparison.scale, effect.estimate)});
        numbers.ends(row, numbers.effect(comparison.scale, effect.interval.low),
                     numbers.effect(comparison.scale, effect.interval.high));
        row.push_back(numbers.share(first_better(comparison, effect.first_higher)));
        row.push_back(numbers.full() ? std::string(outcome_name(outcome)) : outcome_words(comparison, pair, outcome));
        if (numbers.full()) row.emplace_back(data_set.resampled ? "yes" : "no");
        table.rows.push_back(std::move(row));
      }
    }
  }
  return table;
}

Table chosen_table(const Comparison& comparison, TableFormat format) {
  return is_for_programs(format) ? listed_choices(comparison) : choices_by_data_set(comparison);
}

std::string ranks_text(const ComparisonPanel& panel, const Comparison& comparison) {
  const RankStatistics& ranks = *panel.ranks;
  std::string text = fmt::format("{}average ranks over {} data sets (1 is best):",
                                 panel.condition.empty() ? "" : panel.condition + ": ", ranks.data_sets);
  for (const std::size_t group : ranks.order) {
    text += fmt::format(" {} {:.2f}{}", comparison.groups[group], ranks.friedman.average_ranks[group],
                        group == ranks.order.back() ? "" : ",");
  }
  text += fmt::format("\nFriedman chi^2 {:.2f}, Iman-Davenport F {:.2f}, p {}; ", ranks.friedman.chi_squared,
                      ranks.friedman.f, Numbers(TableFormat::text).p_value(ranks.friedman.p_value));
  if (std::isnan(ranks.critical_difference)) return text + "no critical difference above 50 groups\n";
  return text + fmt::format("critical difference {:.2f} (Nemenyi, 0.05); ranks depend on which groups are compared\n",
                            ranks.critical_difference);
}

std::string comparison_text(const Comparison& comparison, bool with_baseline, TableFormat format) {
  if (format == TableFormat::json) return json_text(comparison, with_baseline);
  std::string out;
  for (const Table& table : tables_of(comparison, format)) {
    out += (out.empty() ? "" : "\n") + table_text(table, format);
  }
  if (format != TableFormat::text && format != TableFormat::markdown) return out;
  out += "\n";
  for (const ComparisonPanel& panel : comparison.panels) {
    if (panel.ranks) out += ranks_text(panel, comparison) + "\n";
  }
  for (const std::string& sentence : verdict(comparison, with_baseline)) out += sentence + "\n";
  return out;
}

}  // namespace actlab
