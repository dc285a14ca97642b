#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
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
#include "report/claim_page.hpp"
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
    write_claim_figure_data(out / "figure.csv", one.claim, one.examination);
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
  const Document document = claims_document(all, shell_line(words));
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
