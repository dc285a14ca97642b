#include "report/claim_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/claim_text.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

// "3 claims: 2 hold ..." as counts of the verdicts' names.
std::string counts_sentence(const std::vector<Examined>& all) {
  std::vector<std::string> counts;
  for (std::size_t v = 0; v < verdict_names.size(); ++v) {
    const auto count =
        std::ranges::count(all, static_cast<Verdict>(v), [](const Examined& one) { return final_verdict(one); });
    if (count > 0) counts.push_back(fmt::format("{} {}", count, verdict_names[v]));
  }
  return fmt::format("{} claim{}: {}.", all.size(), all.size() == 1 ? "" : "s", text::enumeration(counts));
}

std::string verdict_cell(const Examined& one) {
  std::string cell(verdict_name(final_verdict(one)));
  if (one.stability && !one.stability->stable) return cell + " (unstable)";
  if (one.claim.benchmark) cell += " on this machine";
  return one.examination.verdict.varies ? cell + ", but varies" : cell;
}

// With the names by which the program takes the claims.
Table named_verdicts_table(const std::vector<Examined>& all) {
  Table table = verdicts_table(all);
  table.title = "A row per claim; a click on a heading sorts";
  table.header.insert(table.header.begin() + 1, "name");
  for (std::size_t i = 0; i < all.size(); ++i) table.rows[i].insert(table.rows[i].begin() + 1, all[i].claim.name);
  table.numbers_from = table.header.size();
  return table;
}

Badge badge_of(const Examined& one) {
  const std::string sentence = verdict_sentence(one.claim, one.examination);
  const std::string word(verdict_name(one.examination.verdict.verdict));
  if (!one.stability) return {word, tone_of(one.examination.verdict.verdict), sentence.substr(word.size())};
  return {std::string(verdict_name(one.stability->verdict)), tone_of(one.stability->verdict),
          ": " + stability_text(*one.stability)};
}

void add_pictures(const Examined& one, Section& section) {
  PictureRow row;
  if (!one.picture.empty()) row.pictures.push_back({one.picture, one.claim.picture->caption});
  if (!one.forest.empty()) {
    row.pictures.push_back(
        {one.forest,
         "Effects with their intervals: a diamond over all data sets, the thin line where it may lie on a further one, "
         "points on single data sets; grey is what does not matter. Blue holds, orange is reversed, green makes no "
         "difference that matters, grey cannot be told, hollow says nothing."});
  }
  if (!row.pictures.empty()) section.blocks.emplace_back(std::move(row));
}

bool has_role(const Examined& one, Role role) {
  return std::ranges::count(one.claim.rules, role, &ClaimRule::role) > 0;
}

// What the rules of a role say, in a sentence each.
Paragraph sentences_of(const Claim& claim, Role role, const std::string& introduction) {
  std::vector<std::string> sentences;
  for (const ClaimRule& rule : claim.rules) {
    if (rule.role == role) sentences.push_back(rule.says);
  }
  return {introduction + text::joined(sentences, "; ") + "."};
}

Section claim_section(const Examined& one) {
  Section section{one.claim.sentence, {badge_of(one), Paragraph{teacher_sentence(one.claim, final_verdict(one))}}};
  add_pictures(one, section);
  section.blocks.emplace_back(sentences_of(one.claim, Role::main, "Asked: "));
  section.blocks.emplace_back(findings_table(one.claim, one.examination, Role::main));
  if (has_role(one, Role::mechanism)) {
    section.blocks.emplace_back(sentences_of(one.claim, Role::mechanism, "Why (shown, and deciding nothing): "));
    section.blocks.emplace_back(findings_table(one.claim, one.examination, Role::mechanism));
  }
  if (has_role(one, Role::control)) section.blocks.emplace_back(controls_table(one.claim, one.examination));
  if (!one.claim.benchmark) section.blocks.emplace_back(data_sets_table(one.claim, one.examination));
  section.blocks.emplace_back(Paragraph{design_text(one.claim, one.examination)});
  if (!one.claim.note.empty()) section.blocks.emplace_back(Paragraph{one.claim.note});
  if (!one.claim.source.empty()) section.blocks.emplace_back(Paragraph{"Source: " + one.claim.source});
  section.blocks.emplace_back(Listing{"This claim alone", "actlab claims " + one.claim.name, false});
  return section;
}

Section glossary() {
  return {
      "The words",
      {Facts{{
          {"replicate",
           "one of many networks that are alike but for their random numbers, and here also for the draw or "
           "split of the data that they learn from"},
          {"data set", "what a finding generalises over: many networks on one data set are still one data set"},
          {"effect",
           "by how much one group is above the other, on average: accuracies as differences, losses and times "
           "as percentages"},
          {"interval",
           "where the true effect lies, as far as these networks can tell: the method misses it as rarely as "
           "its percentage says"},
          {"random effects",
           "the way in which the data sets are taken together: each has a true effect of its own, and "
           "what they have in common is asked for, so that one data set with many networks cannot "
           "decide alone"},
          {"further data set (prediction interval)",
           "where the effect would lie on a data set like these that was not "
           "tried, four times in five"},
          {"smallest difference that matters",
           "below it, a difference is called none, however sure it is; stated before "
           "the networks were trained"},
          {"no difference that matters", "all of the interval lies below it: shown, not just not seen"},
          {"no information", "nothing could have shown a difference here: both groups at the highest value, for one"},
          {"but varies", "on a further data set it may be otherwise: the range where its effect would lie says so"},
          {"P(A > B)",
           "how often a network of the group is better in the sentence's sense than its partner with the same "
           "random numbers; 0.5 is chance, and 0.75 is taken for a meaningful difference (Bouthillier et al. 2021)"},
          {"tuned",
           "every group had its best value of a setting, such as the learning rate, chosen alike on rows that "
           "judge nothing"},
          {"control", "a check that the experiment works; where it fails, nothing was tested"},
      }}}};
}

}  // namespace

Verdict final_verdict(const Examined& one) {
  return one.stability ? one.stability->verdict : one.examination.verdict.verdict;
}

Table verdicts_table(const std::vector<Examined>& all) {
  Table table;
  table.title = "claims";
  table.header = {"claim", "verdict", "findings", "in a teacher's words"};
  table.numbers_from = table.header.size();
  for (const Examined& one : all) {
    table.rows.push_back({one.claim.sentence, verdict_cell(one), counts_text(one.claim, one.examination),
                          teacher_sentence(one.claim, final_verdict(one))});
  }
  return table;
}

Table stability_table(const std::vector<Examined>& all) {
  Table table;
  table.title = "stability over data seeds";
  table.header = {"claim", "verdict", "verdicts by data seed", "findings", "kept", "share kept"};
  table.numbers_from = 3;
  std::size_t findings = 0;
  std::size_t kept = 0;
  const auto add = [&](const std::string& name, const std::string& verdict, const std::string& verdicts,
                       std::size_t all_findings, std::size_t kept_findings) {
    const double share =
        100 * static_cast<double>(kept_findings) / static_cast<double>(std::max<std::size_t>(1, all_findings));
    table.rows.push_back({name, verdict, verdicts, std::to_string(all_findings), std::to_string(kept_findings),
                          fmt::format("{:.0f} %", share)});
  };
  for (const Examined& one : all) {
    if (!one.stability) continue;
    std::vector<std::string> verdicts;
    for (const Verdict verdict : one.stability->verdicts) verdicts.emplace_back(verdict_name(verdict));
    add(one.claim.name, verdict_cell(one), text::joined(verdicts, ", "), one.stability->findings, one.stability->kept);
    findings += one.stability->findings;
    kept += one.stability->kept;
  }
  add("all", "", "", findings, kept);
  return table;
}

std::string flips_sentence(const std::vector<Examined>& all) {
  std::vector<std::string> flipped;
  for (const Examined& one : all) {
    if (one.stability && one.stability->flipped) flipped.push_back(one.claim.name);
  }
  if (flipped.empty()) return "No claim holds under one data seed and is reversed under another.";
  return "Held under one data seed and reversed under another: " + text::enumeration(flipped) + ".";
}

Document claims_document(const std::vector<Examined>& all, const std::string& command,
                         const std::vector<std::string>& warnings) {
  Document document{"What textbooks say of activation functions, asked of data", {counts_sentence(all)}, {}};
  for (const std::string& warning : warnings) document.lead.push_back("Warning: " + warning + ".");
  Section verdicts{
      "Verdicts",
      {Paragraph{"A claim holds if what it says is shown over all data sets, by more than the smallest difference that "
                 "matters. It is reversed if the opposite is shown, and there is no difference that matters if that is "
                 "shown, or at least that there is no such advantage. Where the networks tried are too few or too "
                 "different to say, it cannot be told. The last "
                 "section explains the words."},
       named_verdicts_table(all)}};
  const bool seeded = std::ranges::any_of(all, [](const Examined& one) { return one.stability.has_value(); });
  if (seeded) {
    verdicts.blocks.emplace_back(Paragraph{
        fmt::format("Everything was repeated with other data. A claim fewer than {:.0f} % of whose findings keep their "
                    "outcome cannot be told. {}",
                    100 * least_kept, flips_sentence(all))});
    verdicts.blocks.emplace_back(stability_table(all));
  }
  verdicts.blocks.emplace_back(Listing{"Made by", command, false});
  document.sections.push_back(std::move(verdicts));
  for (const Examined& one : all) document.sections.push_back(claim_section(one));
  document.sections.push_back(glossary());
  return document;
}

}  // namespace actlab
