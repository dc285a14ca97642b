#include "report/claim_forest.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "figure/gnuplot.hpp"
#include "report/claim_text.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// More rows than this are not read.
constexpr std::size_t most_forest_rows = 60;

// The title of a panel stands in one line.
std::string shortened(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  const std::size_t blank = text.rfind(' ', most);
  return text.substr(0, blank == std::string::npos ? most : blank) + " \u2026";
}

std::string note_of(std::size_t n, std::size_t diverged) {
  return diverged == 0 ? fmt::format("n = {}", n) : fmt::format("n = {}, {} diverged", n, diverged);
}

// What a panel's rows share.
ForestRow panel_of(const ClaimRule& rule, const Finding& finding) {
  ForestRow row;
  row.panel = finding.rule;
  row.title = fmt::format("{}: {}", metric_text(rule), shortened(rule.says, 66));
  row.left = is_bound(rule.relation) ? "\u2190 below the bound" : "\u2190 lower than the other";
  row.right = is_bound(rule.relation) ? "above the bound \u2192" : "higher than the other \u2192";
  row.scale = finding.scale;
  row.delta = finding.delta;
  return row;
}

std::string label_of(const ClaimRule& rule, const Finding& finding) {
  std::string label = short_group(finding.group);
  if (!is_bound(rule.relation)) label += " \u2212 " + short_group(finding.against);
  return finding.condition.empty() ? label : label + " \u00b7 " + finding.condition;
}

void add_finding(const ClaimRule& rule, const Finding& finding, bool with_data_sets, std::vector<ForestRow>& rows) {
  ForestRow row = panel_of(rule, finding);
  row.label = label_of(rule, finding);
  row.pooled = true;
  row.estimate = finding.effect;
  row.interval = finding.interval;
  row.prediction = finding.prediction;
  row.outcome = shown_outcome(rule, finding.outcome);
  row.note = note_of(finding.n, finding.diverged);
  rows.push_back(row);
  if (!with_data_sets || finding.data_sets.size() < 2) return;
  row.pooled = false;
  row.prediction.reset();
  for (const DataSetFinding& one : finding.data_sets) {
    row.label = one.data_set;
    row.estimate = one.effect;
    row.interval = one.interval;
    row.outcome = shown_outcome(rule, one.outcome);
    row.note = note_of(one.n, one.diverged);
    rows.push_back(row);
  }
}

}  // namespace

std::vector<ForestRow> claim_forest(const Claim& claim, const Examination& examination) {
  const auto shown = [&](const Finding& finding) { return claim.rules[finding.rule].role != Role::control; };
  std::size_t all = 0;
  for (const Finding& finding : examination.findings) all += shown(finding) ? 1 + finding.data_sets.size() : 0;
  std::vector<ForestRow> rows;
  for (const Finding& finding : examination.findings) {
    if (shown(finding)) add_finding(claim.rules[finding.rule], finding, all <= most_forest_rows, rows);
  }
  return rows;
}

fs::path draw_claim_forest(const Claim& claim, const Examination& examination, const fs::path& out) {
  write_forest(out / "forest.csv", claim_forest(claim, examination));
  return Plotter(out, out, "svg", false).draw({"forest.gp", "claim", {}, {}});
}

}  // namespace actlab
