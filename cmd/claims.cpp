#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>

#include "actlab/error.hpp"
#include "claim/claim.hpp"
#include "claim/examine.hpp"
#include "command.hpp"
#include "console/progress.hpp"
#include "console/shell.hpp"
#include "console/signals.hpp"
#include "console/terminal.hpp"
#include "document/html.hpp"
#include "document/markdown.hpp"
#include "figure/gnuplot.hpp"
#include "record/atomic_file.hpp"
#include "record/csv_writer.hpp"
#include "report/claim_text.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab::cmd {
namespace {

namespace fs = std::filesystem;

struct ClaimsFlags {
  std::vector<std::string> claims;
  std::string out = "results/claims";
  std::string format = "text";
  std::string jobs;
  std::string simd;
  bool no_figures = false;
  bool no_progress = false;
};

struct Examined {
  Claim claim;
  Examination examination;
  fs::path figure;  // empty without figures
};

// Files by their paths, bundled claims by their names; all of these without any.
std::vector<Claim> chosen_claims(const std::vector<std::string>& words) {
  const std::map<std::string, fs::path> bundled = bundled_claims();
  std::vector<Claim> claims;
  if (words.empty()) {
    for (const auto& [name, path] : bundled) claims.push_back(read_claim(path));
  }
  for (const std::string& word : words) {
    const auto known = bundled.find(word);
    const bool file = word.ends_with(".toml") || word.find('/') != std::string::npos;
    if (known == bundled.end() && !file) {
      std::vector<std::string> names;
      names.reserve(bundled.size());
      for (const auto& [name, path] : bundled) names.push_back(name);
      const std::string near = text::suggestion(word, names);
      throw Error(ErrorKind::usage, {}, "unknown claim " + text::quoted(word),
                  near.empty() ? "'actlab list claims' shows all; a file's name ends in .toml" : near);
    }
    Claim claim = read_claim(known == bundled.end() ? fs::path(word) : known->second);
    if (std::ranges::count(claims, claim.name, &Claim::name) > 0) {
      throw Error(ErrorKind::usage, {}, text::quoted(claim.name) + " is given twice", "name it once");
    }
    claims.push_back(std::move(claim));
  }
  return claims;
}

// For the figure: gnuplot reads nothing else.
void write_figure_data(const fs::path& path, const Claim& claim, const Examination& examination) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 10> columns{"rule", "says",       "label",       "effect",   "low",
                                                     "high", "region_low", "region_high", "supports", "verdict"};
  out.header(columns);
  for (const Finding& finding : examination.findings) {
    const ClaimRule& rule = claim.rules[finding.rule];
    const Region region = region_of(rule.relation, rule.smallest);
    // An end that is nowhere is an empty field.
    const auto end = [](double value) { return std::isfinite(value) ? value : std::nan(""); };
    const double scale = rule.relative ? 100 : 1;
    const std::string unit = rule.relative ? ", % of the other's" : "";
    out.integer(static_cast<std::int64_t>(finding.rule + 1));
    out.text(gnuplot_field(fmt::format("{} ({}{})", rule.says, rule.metric, unit)));
    out.text(gnuplot_field(comparison_text(rule, finding) +
                           (finding.condition.empty() ? "" : " \u00b7 " + finding.condition)));
    for (const double number :
         {finding.effect, finding.interval.low, finding.interval.high, end(region.low), end(region.high)}) {
      out.number(scale * number);
    }
    out.integer(region.supports ? 1 : 0);
    out.text(std::string(verdict_name(finding.verdict)));
    out.end_row();
  }
  out.commit();
}

Document make_document(const std::vector<Examined>& all, const std::string& command) {
  Document document{"What textbooks say of activation functions, asked of data", {}, {}};
  std::vector<std::string> counts;
  for (const std::string_view name : verdict_names) {
    const auto count =
        std::ranges::count_if(all, [&](const Examined& one) { return verdict_name(one.examination.verdict) == name; });
    if (count > 0) counts.push_back(fmt::format("{} {}", count, name));
  }
  document.lead.push_back(
      fmt::format("{} claim{}: {}.", all.size(), all.size() == 1 ? "" : "s", text::enumeration(counts)));
  Table table;
  table.title = "A row a claim; a click on a heading sorts";
  table.header = {"claim", "name", "verdict", "findings", "where"};
  table.numbers_from = 5;
  for (const Examined& one : all) {
    table.rows.push_back({one.claim.sentence, one.claim.name, std::string(verdict_name(one.examination.verdict)),
                          counts_text(one.examination), conditions_text(one.examination)});
  }
  document.sections.push_back(
      {"Verdicts",
       {Paragraph{"A claim is supported if every finding is: if the whole interval lies where the claim says, beyond "
                  "the smallest difference that matters. It is refuted if no part of any interval does. Conditional "
                  "claims hold in some cases and fail in others; what the data cannot tell is undecided."},
        table, Listing{"Made by", command, false}}});
  for (const Examined& one : all) {
    Section section{one.claim.sentence, {Paragraph{"Verdict: " + verdict_sentence(one.examination) + "."}}};
    if (!one.claim.source.empty()) section.blocks.emplace_back(Paragraph{"Source: " + one.claim.source});
    if (!one.claim.note.empty()) section.blocks.emplace_back(Paragraph{one.claim.note});
    section.blocks.emplace_back(Paragraph{design_text(one.claim, one.examination)});
    section.blocks.emplace_back(Facts{where_it_holds(one.claim, one.examination)});
    if (!one.figure.empty()) {
      section.blocks.emplace_back(Picture{
          one.figure, "Findings on \u201c" + one.claim.sentence +
                          "\u201d: effects with their intervals, a panel a rule; shaded is where the claim holds."});
    }
    section.blocks.emplace_back(findings_table(one.claim, one.examination));
    section.blocks.emplace_back(Listing{"This claim alone", "actlab claims " + one.claim.name, false});
    document.sections.push_back(std::move(section));
  }
  return document;
}

Table verdicts_table(const std::vector<Examined>& all) {
  Table table;
  table.title = "claims";
  table.header = {"claim", "verdict", "findings", "where"};
  table.numbers_from = 4;
  for (const Examined& one : all) {
    table.rows.push_back({one.claim.sentence, std::string(verdict_name(one.examination.verdict)),
                          counts_text(one.examination), conditions_text(one.examination)});
  }
  return table;
}

void print_examined(const Examined& one) {
  fmt::print("{}: {}\n{}\n", one.claim.name, one.claim.sentence,
             table_text(findings_table(one.claim, one.examination), TableFormat::text));
  fmt::print("{}\n", design_text(one.claim, one.examination));
  for (const auto& [comparison, where] : where_it_holds(one.claim, one.examination)) {
    fmt::print("{}: {}\n", comparison, where);
  }
  fmt::print("Verdict: {}\n\n", verdict_sentence(one.examination));
  std::fflush(stdout);
}

Examined examine_one(Claim claim, const ClaimsFlags& flags, RunOptions options) {
  const fs::path out = fs::path(flags.out) / claim.name;
  ProgressLine line(claim.name + " ");
  if (!flags.no_progress && can_draw_progress()) {
    options.progress = [&line](const Progress& progress) { line.draw(progress); };
  }
  Examination examination = examine(claim, out, options);
  line.clear();
  if (examination.stopped) {
    spdlog::warn("stopped while examining {}; what was trained is saved, the same command goes on", claim.name);
    end_stopped();
  }
  Examined one{std::move(claim), std::move(examination), {}};
  if (!flags.no_figures) {
    write_figure_data(out / "figure.csv", one.claim, one.examination);
    one.figure = Plotter(out, out, "svg", false).draw({"claim.gp", "claim", {}, {}});
  }
  return one;
}

void claims(const ClaimsFlags& flags) {
  const TableFormat format = read_table_format(flags.format, "--format");
  RunOptions options;
  options.jobs = read_jobs(flags.jobs);
  options.target = simd_target(flags.simd);
  std::vector<Claim> chosen = chosen_claims(flags.claims);
  options.stop = &watch_signals();
  std::vector<Examined> all;
  for (Claim& claim : chosen) {
    all.push_back(examine_one(std::move(claim), flags, options));
    if (format == TableFormat::text) print_examined(all.back());
  }
  fmt::print("{}", table_text(verdicts_table(all), format));
  std::vector<std::string> words{"actlab", "claims"};
  words.insert(words.end(), flags.claims.begin(), flags.claims.end());
  const fs::path out = flags.out;
  const Document document = make_document(all, shell_line(words));
  write_file(out / "index.html", html_text(document));
  write_file(out / "claims.md", markdown_text(document, out));
  if (format == TableFormat::text) {
    fmt::print("\n{}\n{}\n", (out / "index.html").string(), (out / "claims.md").string());
  }
}

}  // namespace

void add_claims(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("claims", "what textbooks say of activation functions, asked of data");
  verb->footer(
      "Each claim is an experiment of paired networks, the learning rate tuned alike for every group, with a rule "
      "that\n"
      "states beforehand what difference matters. It is supported, refuted, undecided or conditional (it holds in "
      "some\n"
      "cases and fails in others). A refuted claim is a result: the exit code is 0. Claims of your own are TOML files\n"
      "like those in scripts/claims; its README.md explains the keys.\n"
      "\n"
      "Examples:\n"
      "  actlab claims                          all of them, with a page of figures\n"
      "  actlab claims relu-default my.toml     one of them and one of yours\n"
      "  actlab claims --format markdown        the table alone\n"
      "\n"
      "Exit codes: 0 examined, 1 a cell cannot be trained, 2 a claim is written wrongly.");
  const auto flags = std::make_shared<ClaimsFlags>();
  verb->add_option("CLAIM", flags->claims, "names of 'actlab list claims', or files [all]");
  verb->add_option("--out", flags->out, "where experiments, figures and the page go [results/claims]")
      ->type_name("DIR");
  verb->add_option("--format", flags->format,
                   "text, csv, markdown or latex; all but text print the verdicts only [text]")
      ->type_name("FORMAT");
  verb->add_option("--jobs", flags->jobs, "threads [all cores]")->type_name("N");
  add_simd_flag(*verb, flags->simd);
  verb->add_flag("--no-figures", flags->no_figures, "numbers only");
  verb->add_flag("--no-progress", flags->no_progress, "no progress line on the terminal");
  verb->callback([&action, flags] { action = [flags] { claims(*flags); }; });
}

}  // namespace actlab::cmd
