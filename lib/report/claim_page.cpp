#include "report/claim_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "figure/gnuplot.hpp"
#include "record/csv_writer.hpp"
#include "report/claim_text.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

// "3 claims: 2 supported and 1 refuted."
std::string counts_sentence(const std::vector<Examined>& all) {
  std::vector<std::string> counts;
  for (const std::string_view name : verdict_names) {
    const auto count =
        std::ranges::count_if(all, [&](const Examined& one) { return verdict_name(one.examination.verdict) == name; });
    if (count > 0) counts.push_back(fmt::format("{} {}", count, name));
  }
  return fmt::format("{} claim{}: {}.", all.size(), all.size() == 1 ? "" : "s", text::enumeration(counts));
}

// With the names by which the program takes the claims.
Table named_verdicts_table(const std::vector<Examined>& all) {
  Table table;
  table.title = "A row per claim; a click on a heading sorts";
  table.header = {"claim", "name", "verdict", "findings", "where"};
  table.numbers_from = table.header.size();
  for (const Examined& one : all) {
    table.rows.push_back({one.claim.sentence, one.claim.name, std::string(verdict_name(one.examination.verdict)),
                          counts_text(one.examination), conditions_text(one.examination)});
  }
  return table;
}

Section claim_section(const Examined& one) {
  Section section{one.claim.sentence, {Paragraph{"Verdict: " + verdict_sentence(one.examination) + "."}}};
  if (!one.claim.source.empty()) section.blocks.emplace_back(Paragraph{"Source: " + one.claim.source});
  if (!one.claim.note.empty()) section.blocks.emplace_back(Paragraph{one.claim.note});
  section.blocks.emplace_back(Paragraph{design_text(one.claim, one.examination)});
  section.blocks.emplace_back(Facts{where_it_holds(one.claim, one.examination)});
  if (!one.figure.empty()) {
    section.blocks.emplace_back(
        Picture{one.figure, "Findings on \u201c" + one.claim.sentence +
                                "\u201d: effects with their intervals, a panel per rule; shaded is where the claim "
                                "holds."});
  }
  section.blocks.emplace_back(findings_table(one.claim, one.examination));
  section.blocks.emplace_back(Listing{"This claim alone", "actlab claims " + one.claim.name, false});
  return section;
}

}  // namespace

Table verdicts_table(const std::vector<Examined>& all) {
  Table table;
  table.title = "claims";
  table.header = {"claim", "verdict", "findings", "where"};
  table.numbers_from = table.header.size();
  for (const Examined& one : all) {
    table.rows.push_back({one.claim.sentence, std::string(verdict_name(one.examination.verdict)),
                          counts_text(one.examination), conditions_text(one.examination)});
  }
  return table;
}

Document claims_document(const std::vector<Examined>& all, const std::string& command) {
  Document document{"What textbooks say of activation functions, asked of data", {counts_sentence(all)}, {}};
  document.sections.push_back(
      {"Verdicts",
       {Paragraph{"A claim is supported if every finding is: if the whole interval lies where the claim says, beyond "
                  "the smallest difference that matters. It is refuted if no part of any interval does. Conditional "
                  "claims hold in some cases and fail in others; what the data cannot tell is undecided."},
        named_verdicts_table(all), Listing{"Made by", command, false}}});
  for (const Examined& one : all) document.sections.push_back(claim_section(one));
  return document;
}

void write_claim_figure_data(const std::filesystem::path& path, const Claim& claim, const Examination& examination) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 10> columns{"rule", "says",       "label",       "effect",   "low",
                                                     "high", "region_low", "region_high", "supports", "verdict"};
  out.header(columns);
  for (const Finding& finding : examination.findings) {
    const ClaimRule& rule = claim.rules[finding.rule];
    const Region region = region_of(rule.relation, rule.smallest);
    const double scale = rule.relative ? 100 : 1;
    const std::string unit = rule.relative ? ", % of the other's" : "";
    out.integer(static_cast<std::int64_t>(finding.rule + 1));
    out.text(gnuplot_field(fmt::format("{} ({}{})", rule.says, rule.metric, unit)));
    out.text(gnuplot_field(comparison_text(rule, finding) +
                           (finding.condition.empty() ? "" : " \u00b7 " + finding.condition)));
    for (const double number : {finding.effect, finding.interval.low, finding.interval.high}) {
      out.number(scale * number);
    }
    for (const double end : {region.low, region.high}) {
      if (std::isfinite(end)) {
        out.number(scale * end);
      } else {
        out.empty();
      }
    }
    out.integer(region.supports ? 1 : 0);
    out.text(std::string(verdict_name(finding.verdict)));
    out.end_row();
  }
  out.commit();
}

}  // namespace actlab
