#include "report/claim_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "plan/label.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

std::string bound_text(const ClaimRule& rule) {
  return rule.bound ? text::number_text(*rule.bound) : "the data set's bound";
}

std::string plain(double value) { return std::isnan(value) ? "-" : fmt::format("{:.4g}", value); }

std::string share(double value) { return std::isnan(value) ? "-" : fmt::format("{:.2f}", value); }

std::string interval_text(Scale scale, const Interval& interval) {
  if (std::isnan(interval.low)) return "-";
  return effect_text(scale, interval.low) + " to " + effect_text(scale, interval.high);
}

std::string diverged_text(const ClaimRule& rule, std::size_t diverged) {
  if (diverged == 0) return "0";
  return fmt::format("{} ({})", diverged,
                     rule.diverged ? "counted as " + text::number_text(*rule.diverged) : "left out where no number");
}

// "relu higher than tanh \u00b7 arch 8-8"
std::string finding_text(const ClaimRule& rule, const Finding& finding) {
  const std::string text = comparison_text(rule, finding);
  return finding.condition.empty() ? text : text + " \u00b7 " + finding.condition;
}

std::string with_interval(Scale scale, double effect, const Interval& interval) {
  if (std::isnan(effect)) return "-";
  const std::string text = effect_text(scale, effect);
  return std::isnan(interval.low) ? text : fmt::format("{} ({})", text, interval_text(scale, interval));
}

// All networks of theorems that satisfy their bounds, over the main findings.
std::string counted_networks(const Claim& claim, const Examination& examination) {
  std::size_t satisfied = 0;
  std::size_t networks = 0;
  for (const Finding& finding : examination.findings) {
    if (claim.rules[finding.rule].role != Role::main) continue;
    satisfied += finding.satisfied;
    networks += finding.networks;
  }
  return networks == 0 ? "" : fmt::format("{} of {} networks", satisfied, networks);
}

std::vector<std::string> data_set_names(const Examination& examination) {
  std::vector<std::string> names;
  for (const Finding& finding : examination.findings) {
    for (const DataSetFinding& one : finding.data_sets) {
      if (std::ranges::count(names, one.data_set) == 0) names.push_back(one.data_set);
    }
  }
  return names;
}

std::string tuning_text(const Tuning& tuning, const Examination& examination) {
  std::string text = fmt::format(
      " Before, {} was tuned for every cell alike: among {}, by {} over {} networks with other seeds, on rows that "
      "judge nothing.",
      words_of(tuning.setting), text::joined(tuning.values, ", "), words_of(tuning.metric), tuning.replicates);
  const auto added = std::ranges::count(examination.tuned, true, &Tuned::added);
  const auto edge = std::ranges::count(examination.tuned, true, &Tuned::edge);
  const auto all = examination.tuned.size();
  if (added > 0) text += fmt::format(" {} of {} cells chose a value beyond that grid, which was widened.", added, all);
  text += edge == 0
              ? " None stands at the edge of its grid."
              : fmt::format(" {} of {} cells stand at the edge of a grid that was not widened further.", edge, all);
  return text;
}

}  // namespace

std::string short_group(const std::string& group) {
  const std::string name = formula_name(group);
  return name.empty() ? group : name;
}

std::string metric_text(const ClaimRule& rule) {
  const std::string text = words_of(rule.metric);
  if (rule.change) return text + ", change";
  return rule.slope.empty() ? text : text + ", slope over " + words_of(rule.slope);
}

std::string comparison_text(const ClaimRule& rule, const Finding& finding) {
  const std::string relation(relation_name(rule.relation));
  if (is_bound(rule.relation)) return fmt::format("{} {} {}", short_group(finding.group), relation, bound_text(rule));
  const char* joint = rule.relation == Relation::differs ? "from" : rule.relation == Relation::same ? "as" : "than";
  return fmt::format("{} {} {} {}", short_group(finding.group), relation, joint, short_group(finding.against));
}

std::string outcome_text(const ClaimRule& rule, Outcome outcome) {
  if (rule.role == Role::control) {
    return answer_of(rule.relation, outcome) == Answer::yes ? "passed" : "failed";
  }
  const bool sided = rule.relation != Relation::same && rule.relation != Relation::differs;
  if (!sided && outcome == Outcome::holds) return "higher";
  if (!sided && outcome == Outcome::reversed) return "lower";
  return std::string(outcome_name(outcome));
}

std::string smallest_text(const ClaimRule& rule, const Finding& finding) {
  if (is_bound(rule.relation)) return "-";
  const double smallest = smallest_difference(rule);
  return finding.scale == Scale::ratio ? fmt::format("{:.4g} %", 100 * smallest) : text::number_text(smallest);
}

Tone tone_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return Tone::good;
    case Verdict::reversed:
      return Tone::bad;
    case Verdict::no_difference:
      return Tone::equal;
    default:
      return Tone::unclear;
  }
}

Outcome shown_outcome(const ClaimRule& rule, Outcome outcome) {
  const bool differs = outcome == Outcome::holds || outcome == Outcome::reversed;
  if (rule.relation == Relation::same && differs) return Outcome::reversed;
  if (rule.relation == Relation::differs && differs) return Outcome::holds;
  return outcome;
}

std::string verdict_sentence(const Claim& claim, const Examination& examination) {
  const ClaimVerdict& verdict = examination.verdict;
  std::string sentence(verdict_name(verdict.verdict));
  if (verdict.verdict == Verdict::not_tested) return sentence + ": a control failed";
  if (claim.benchmark) sentence += " on this machine";
  const std::string counted = claim.theorem ? counted_networks(claim, examination) : "";
  if (!counted.empty()) sentence += fmt::format(": {} agree with the theorem", counted);
  if (!verdict.varies) return sentence;
  sentence += ", but varies from data set to data set";
  return verdict.exceptions.empty() ? sentence : sentence + " (" + text::joined(verdict.exceptions, ", ") + ")";
}

std::string teacher_sentence(const Claim& claim, Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return claim.teacher.holds;
    case Verdict::reversed:
      return claim.teacher.reversed;
    case Verdict::no_difference:
      return claim.teacher.same;
    case Verdict::cannot_tell:
      if (!claim.teacher.unclear.empty()) return claim.teacher.unclear;
      return "These experiments cannot tell whether it is so: the table says where the answer is missing.";
    default:
      return "The experiment did not do what it must do before it can answer: the controls say what went wrong.";
  }
}

std::string counts_text(const Claim& claim, const Examination& examination) {
  std::array<std::size_t, 3> counts{};
  for (const Finding& finding : examination.findings) {
    const ClaimRule& rule = claim.rules[finding.rule];
    if (rule.role == Role::main) ++counts[static_cast<std::size_t>(answer_of(rule.relation, finding.outcome))];
  }
  std::vector<std::string> parts;
  constexpr std::array<std::string_view, 3> names{"yes", "no", "cannot tell"};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) parts.push_back(fmt::format("{} {}", counts[i], names[i]));
  }
  return text::joined(parts, ", ");
}

Table findings_table(const Claim& claim, const Examination& examination, Role role) {
  Table table;
  const bool predicts = std::ranges::any_of(examination.findings, [&](const Finding& finding) {
    return claim.rules[finding.rule].role == role && finding.prediction.has_value();
  });
  table.title =
      fmt::format("{} findings, with {:.4g} % intervals{}", role_name(role),
                  100 * interval_level(claim, examination.findings, role),
                  predicts ? "; on a further data set the effect would lie in the wider range four times in five" : "");
  table.header = {"outcome",       "finding",  "measured by", "effect (interval)", "matters from", "further data set",
                  "won-tied-lost", "P(A > B)", "n",           "diverged"};
  table.numbers_from = 3;
  for (const Finding& finding : examination.findings) {
    const ClaimRule& rule = claim.rules[finding.rule];
    if (rule.role != role) continue;
    const std::string counted = fmt::format("{} of {} networks", finding.satisfied, finding.networks);
    table.rows.push_back(
        {outcome_text(rule, finding.outcome), finding_text(rule, finding), metric_text(rule),
         rule.every ? counted : with_interval(finding.scale, finding.effect, finding.interval),
         smallest_text(rule, finding), finding.prediction ? interval_text(finding.scale, *finding.prediction) : "-",
         fmt::format("{}-{}-{}", finding.wins, finding.ties, finding.losses), share(finding.first_better),
         std::to_string(finding.n), diverged_text(rule, finding.diverged)});
  }
  return table;
}

Table data_sets_table(const Claim& claim, const Examination& examination) {
  Table table;
  table.title = "the same by data set";
  table.header = {"outcome", "data set", "finding", "effect (interval)", "P(A > B)", "mean", "other", "n", "diverged"};
  table.numbers_from = 3;
  for (const Role role : {Role::main, Role::mechanism}) {
    for (const Finding& finding : examination.findings) {
      const ClaimRule& rule = claim.rules[finding.rule];
      if (rule.role != role) continue;
      for (const DataSetFinding& one : finding.data_sets) {
        table.rows.push_back({outcome_text(rule, one.outcome), one.data_set, finding_text(rule, finding),
                              with_interval(finding.scale, one.effect, one.interval), share(one.first_better),
                              plain(one.group_mean), plain(one.bound ? *one.bound : one.against_mean),
                              std::to_string(one.n), diverged_text(rule, one.diverged)});
      }
    }
  }
  return table;
}

Table controls_table(const Claim& claim, const Examination& examination) {
  Table table;
  table.title = "controls: whether the experiment does what it must do before it can answer";
  table.header = {"outcome", "control", "data set", "group", "measured by", "mean", "other", "n", "diverged"};
  table.numbers_from = 5;
  for (const Finding& finding : examination.findings) {
    const ClaimRule& rule = claim.rules[finding.rule];
    if (rule.role != Role::control) continue;
    for (const DataSetFinding& one : finding.data_sets) {
      table.rows.push_back({outcome_text(rule, one.outcome),
                            finding.condition.empty() ? rule.says : rule.says + " \u00b7 " + finding.condition,
                            one.data_set, short_group(one.group), metric_text(rule), plain(one.group_mean),
                            plain(one.bound ? *one.bound : one.against_mean), std::to_string(one.n),
                            diverged_text(rule, one.diverged)});
    }
  }
  return table;
}

std::string design_text(const Claim& claim, const Examination& examination) {
  std::string text;
  if (claim.benchmark) {
    text = fmt::format("{} rounds, all measured in turn in each, on this machine.", claim.benchmark->rounds);
  } else {
    const std::vector<std::string> data_sets = data_set_names(examination);
    text = fmt::format(
        "{} networks (replicates) in every group, paired by their random numbers, on {} data set{} ({}).",
        claim.experiment.replicates, data_sets.size(), data_sets.size() == 1 ? "" : "s", text::enumeration(data_sets));
    const bool resampled = std::ranges::all_of(examination.findings, [&](const Finding& f) {
      return f.resampled || claim.rules[f.rule].role == Role::control;
    });
    text += resampled ? " Every replicate has a draw or split of the data of its own."
                      : " All replicates share their data: the intervals are for this draw of the data.";
  }
  if (claim.tuning) text += tuning_text(*claim.tuning, examination);
  const auto main = std::ranges::count_if(
      examination.findings, [&](const Finding& finding) { return claim.rules[finding.rule].role == Role::main; });
  return text +
         fmt::format(" The {}main interval{} err{} in {:.4g} % of such claims at most{}. Version {} of this claim.",
                     main == 1 ? "" : std::to_string(main) + " ", main == 1 ? "" : "s", main == 1 ? "s" : "",
                     100 * claim.alpha, main == 1 ? "" : ", all together (Bonferroni)", claim.version);
}

std::string stability_text(const Stability& stability) {
  std::vector<std::string> verdicts;
  for (std::size_t i = 0; i < stability.verdicts.size(); ++i) {
    verdicts.push_back(fmt::format("{} {}", stability.data_seeds[i], verdict_name(stability.verdicts[i])));
  }
  return fmt::format("verdicts by data seed: {}; {} of {} findings keep their outcome{}", text::joined(verdicts, ", "),
                     stability.kept, stability.findings, stability.stable ? "" : ": unstable");
}

}  // namespace actlab
