#include "report/claim_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "plan/label.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

// A formula with a name is called by it.
std::string short_group(const std::string& group) {
  const std::string name = formula_name(group);
  return name.empty() ? group : name;
}

std::string amount(const ClaimRule& rule, double value) {
  return rule.relative ? fmt::format("{:+.3g} %", 100 * value) : fmt::format("{:.4g}", value);
}

}  // namespace

std::string comparison_text(const ClaimRule& rule, const Finding& finding) {
  const std::string relation(relation_name(rule.relation));
  if (rule.against.empty()) return fmt::format("{} {} {}", short_group(finding.group), relation, smallest_text(rule));
  const char* joint = rule.relation == Relation::differs ? "from" : rule.relation == Relation::same ? "as" : "than";
  return fmt::format("{} {} {} {}", short_group(finding.group), relation, joint, short_group(finding.against));
}

std::string smallest_text(const ClaimRule& rule) {
  return rule.relative ? fmt::format("{:.4g} %", 100 * rule.smallest) : text::number_text(rule.smallest);
}

Table findings_table(const Claim& claim, const Examination& examination) {
  const double level = 100 * interval_level(claim, examination.findings.size());
  Table table;
  table.title = fmt::format("difference (or mean, against a bound) with its {:.4g} % interval", level);
  table.header = {"verdict",    "finding",  "when",         "metric", "mean",    "other",
                  "difference", "interval", "matters from", "n",      "diverged"};
  table.numbers_from = 4;
  for (const Finding& finding : examination.findings) {
    const ClaimRule& rule = claim.rules[finding.rule];
    const bool bound = rule.against.empty();
    table.rows.push_back({std::string(verdict_name(finding.verdict)), comparison_text(rule, finding),
                          finding.condition.empty() ? "-" : finding.condition,
                          rule.metric + (rule.change ? " (change)" : ""), fmt::format("{:.4g}", finding.group_mean),
                          bound ? "-" : fmt::format("{:.4g}", finding.against_mean),
                          bound ? "-" : amount(rule, finding.effect),
                          amount(rule, finding.interval.low) + " to " + amount(rule, finding.interval.high),
                          smallest_text(rule), std::to_string(finding.n), std::to_string(finding.diverged)});
  }
  return table;
}

std::string counts_text(const Examination& examination) {
  std::vector<std::string> parts;
  for (const Verdict verdict : {Verdict::supported, Verdict::refuted, Verdict::undecided}) {
    const auto count = std::ranges::count(examination.findings, verdict, &Finding::verdict);
    if (count > 0) parts.push_back(fmt::format("{} {}", count, verdict_name(verdict)));
  }
  return text::joined(parts, ", ");
}

std::string verdict_sentence(const Examination& examination) {
  std::string sentence(verdict_name(examination.verdict));
  const bool plain = examination.verdict == Verdict::supported || examination.verdict == Verdict::refuted;
  return plain ? sentence : sentence + " (" + counts_text(examination) + ")";
}

std::vector<std::pair<std::string, std::string>> where_it_holds(const Claim& claim, const Examination& examination) {
  std::vector<std::string> comparisons;
  std::map<std::string, std::map<Verdict, std::vector<std::string>>> cases;
  for (const Finding& finding : examination.findings) {
    const ClaimRule& rule = claim.rules[finding.rule];
    const std::string comparison = fmt::format("{} ({})", comparison_text(rule, finding), rule.metric);
    if (!cases.contains(comparison)) comparisons.push_back(comparison);
    cases[comparison][finding.verdict].push_back(finding.condition);
  }
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::string& comparison : comparisons) {
    std::vector<std::string> parts;
    for (const auto& [verdict, conditions] : cases[comparison]) {
      const bool always = cases[comparison].size() == 1;
      const std::string where = always ? "everywhere" : "(" + text::joined(conditions, ", ") + ")";
      parts.push_back(std::string(verdict_name(verdict)) + (conditions.front().empty() ? "" : " " + where));
    }
    out.emplace_back(comparison, text::joined(parts, "; "));
  }
  return out;
}

std::string conditions_text(const Examination& examination) {
  if (examination.verdict == Verdict::supported) return "holds everywhere";
  if (examination.verdict == Verdict::refuted) return "fails everywhere";
  std::vector<std::string> conditions;
  std::map<std::string, std::vector<Finding>> findings;
  for (const Finding& finding : examination.findings) {
    if (!findings.contains(finding.condition)) conditions.push_back(finding.condition);
    findings[finding.condition].push_back(finding);
  }
  std::map<std::string, std::vector<std::string>> outcomes;
  for (const std::string& condition : conditions) {
    const std::vector<Finding>& here = findings[condition];
    const bool fails = std::ranges::count(here, Verdict::refuted, &Finding::verdict) > 0;
    const bool holds = judge_findings(here) == Verdict::supported;
    if (!condition.empty()) outcomes[fails ? "fails" : holds ? "holds" : "open"].push_back(condition);
  }
  std::vector<std::string> parts;
  for (const char* outcome : {"holds", "fails", "open"}) {
    if (!outcomes[outcome].empty())
      parts.push_back(std::string(outcome) + ": " + text::joined(outcomes[outcome], ", "));
  }
  return text::joined(parts, "; ");
}

std::string design_text(const Claim& claim, const Examination& examination) {
  std::string text;
  if (claim.benchmark) {
    text = fmt::format("{} rounds, all measured in turn in each.", claim.benchmark->rounds);
  } else {
    text = fmt::format("{} paired replicates.", claim.experiment.replicates);
  }
  if (claim.tuning) {
    text += fmt::format(
        " {} tuned for every group alike among {} by {}, over {} networks with other seeds, on data that the verdict "
        "does not use.",
        claim.tuning->setting, text::joined(claim.tuning->values, ", "), claim.tuning->metric,
        claim.tuning->replicates);
    const auto at_edge = std::ranges::count_if(examination.tuned, [&](const Tuned& cell) {
      return cell.value == claim.tuning->values.front() || cell.value == claim.tuning->values.back();
    });
    text += fmt::format(" {} of {} cells chose a value at the edge of that grid.", at_edge, examination.tuned.size());
  }
  return text + fmt::format(" The {} interval{} together err{} in {:.4g} % of such claims at most (Bonferroni).",
                            examination.findings.size(), examination.findings.size() == 1 ? "" : "s",
                            examination.findings.size() == 1 ? "s" : "", 100 * claim.alpha);
}

}  // namespace actlab
