#include "claim/findings_file.hpp"

#include <array>
#include <cmath>

#include "record/csv_writer.hpp"

namespace actlab {
namespace {

void number(CsvWriter& out, double value) {
  if (std::isnan(value)) {
    out.empty();
  } else {
    out.number(value);
  }
}

void begin_row(CsvWriter& out, const ClaimRule& rule, const Finding& finding, const std::string& group,
               const std::string& data_set) {
  out.integer(static_cast<std::int64_t>(finding.rule + 1));
  out.text(std::string(role_name(rule.role)));
  for (const std::string& text : {rule.metric, finding.condition, group, finding.against, data_set}) out.text(text);
}

void write_pooled(CsvWriter& out, const ClaimRule& rule, const Finding& finding) {
  begin_row(out, rule, finding, finding.group, "");
  out.integer(static_cast<std::int64_t>(finding.n));
  out.integer(static_cast<std::int64_t>(finding.diverged));
  const Interval prediction = finding.prediction.value_or(Interval{std::nan(""), std::nan("")});
  for (const double value : {finding.group_mean, finding.against_mean, finding.effect, finding.interval.low,
                             finding.interval.high, prediction.low, prediction.high}) {
    number(out, value);
  }
  for (const std::size_t count : {finding.wins, finding.ties, finding.losses}) {
    out.integer(static_cast<std::int64_t>(count));
  }
  number(out, finding.first_better);
  number(out, finding.delta);
  out.text(std::string(outcome_name(finding.outcome)));
  out.end_row();
}

void write_data_set(CsvWriter& out, const ClaimRule& rule, const Finding& finding, const DataSetFinding& one) {
  begin_row(out, rule, finding, one.group, one.data_set);
  out.integer(static_cast<std::int64_t>(one.n));
  out.integer(static_cast<std::int64_t>(one.diverged));
  for (const double value : {one.group_mean, one.against_mean, one.effect, one.interval.low, one.interval.high}) {
    number(out, value);
  }
  for (int i = 0; i < 5; ++i) out.empty();  // prediction, wins, ties, losses
  number(out, one.first_better);
  number(out, finding.delta);
  out.text(std::string(outcome_name(one.outcome)));
  out.end_row();
}

}  // namespace

void write_findings(const std::filesystem::path& path, const Claim& claim, const std::vector<Finding>& findings) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 22> columns{
      "rule",     "role",       "metric",       "condition",    "group", "against", "data_set",       "n",
      "diverged", "group_mean", "against_mean", "effect",       "low",   "high",    "prediction_low", "prediction_high",
      "wins",     "ties",       "losses",       "first_better", "delta", "outcome"};
  out.header(columns);
  for (const Finding& finding : findings) {
    const ClaimRule& rule = claim.rules[finding.rule];
    write_pooled(out, rule, finding);
    for (const DataSetFinding& one : finding.data_sets) write_data_set(out, rule, finding, one);
  }
  out.commit();
}

}  // namespace actlab
