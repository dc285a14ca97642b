#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

#include "actlab/error.hpp"
#include "claim/claim.hpp"
#include "claim/examine.hpp"
#include "claim/stability.hpp"
#include "command.hpp"
#include "console/progress.hpp"
#include "console/shell.hpp"
#include "console/signals.hpp"
#include "console/terminal.hpp"
#include "document/html.hpp"
#include "document/markdown.hpp"
#include "file/atomic_file.hpp"
#include "report/claim_forest.hpp"
#include "report/claim_page.hpp"
#include "report/claim_picture.hpp"
#include "report/claim_text.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab::cmd {
namespace {

namespace fs = std::filesystem;

struct ClaimsFlags {
  std::vector<std::string> claims;
  std::string out;
  std::string format = "text";
  std::string jobs;
  std::string simd;
  std::string lanes;
  std::string data_seeds;
  std::string fail_on;
  bool quick = false;
  bool no_figures = false;
  bool no_progress = false;
};

// What makes the exit code 4.
enum class FailOn { nothing, reversed, not_held };

FailOn read_fail_on(const std::string& text) {
  if (text.empty()) return FailOn::nothing;
  if (text == "reversed") return FailOn::reversed;
  if (text == "not-held") return FailOn::not_held;
  throw Error(ErrorKind::usage, "--fail-on", text::quoted(text) + " is not allowed",
              "allowed are reversed and not-held");
}

// "1..5" or "1,2,7"; none where the flag is not given.
std::vector<std::int64_t> read_data_seeds(const std::string& text) {
  constexpr std::int64_t most_seeds = 100;
  const auto number = [&](std::string_view part) {
    const auto value = text::parse_integer(part);
    if (value && *value >= 0) return *value;
    throw Error(ErrorKind::usage, "--data-seeds", text::quoted(text) + " is not allowed",
                "give whole numbers from 0 on, like 1..5 or 1,2,7");
  };
  std::vector<std::int64_t> seeds;
  if (const std::size_t dots = text.find(".."); dots != std::string::npos) {
    const std::int64_t first = number(text.substr(0, dots));
    const std::int64_t last = number(text.substr(dots + 2));
    if (last < first || last - first >= most_seeds) {
      throw Error(ErrorKind::usage, "--data-seeds", text::quoted(text) + " is not allowed",
                  fmt::format("give the lower one first, and {} at most", most_seeds));
    }
    for (std::int64_t seed = first; seed <= last; ++seed) seeds.push_back(seed);
    return seeds;
  }
  for (const std::string& part : text.empty() ? std::vector<std::string>() : split_list(text)) {
    seeds.push_back(number(part));
  }
  if (std::set<std::int64_t>(seeds.begin(), seeds.end()).size() < seeds.size()) {
    throw Error(ErrorKind::usage, "--data-seeds", "a seed is given twice", "name it once");
  }
  return seeds;
}

// A file by its path, a bundled claim by its name.
Claim find_claim(const std::string& word, const std::map<std::string, fs::path>& bundled) {
  const auto known = bundled.find(word);
  if (known != bundled.end()) return read_claim(known->second);
  if (word.ends_with(".toml") || word.find('/') != std::string::npos) return read_claim(fs::path(word));
  std::vector<std::string> names;
  names.reserve(bundled.size());
  for (const auto& [name, path] : bundled) names.push_back(name);
  const std::string near = text::suggestion(word, names);
  throw Error(ErrorKind::usage, {}, "unknown claim " + text::quoted(word),
              near.empty() ? "'actlab list claims' shows all; a file's name ends in .toml" : near);
}

// Those that are named; all bundled ones without any.
std::vector<Claim> chosen_claims(const ClaimsFlags& flags) {
  const std::map<std::string, fs::path> bundled = bundled_claims();
  std::vector<Claim> claims;
  if (flags.claims.empty()) {
    for (const auto& [name, path] : bundled) claims.push_back(read_claim(path));
  }
  for (const std::string& word : flags.claims) {
    Claim claim = find_claim(word, bundled);
    if (std::ranges::count(claims, claim.name, &Claim::name) > 0) {
      throw Error(ErrorKind::usage, {}, text::quoted(claim.name) + " is given twice", "name it once");
    }
    claims.push_back(std::move(claim));
  }
  if (!flags.quick) return claims;
  for (Claim& claim : claims) claim = quick_claim(std::move(claim));
  return claims;
}

// What a reader must know before the verdicts.
std::vector<std::string> warnings_on(const std::vector<Claim>& claims, bool quick) {
  if (quick) return {"with --quick there are few networks, and verdicts are rough"};
  std::vector<std::string> warnings;
  for (const Claim& claim : claims) {
    if (replicates_of(claim) >= enough_replicates) continue;
    warnings.push_back(fmt::format("{} has {} {} only; from {} on verdicts are more than rough", claim.name,
                                   replicates_of(claim), claim.benchmark ? "rounds" : "networks in a group",
                                   enough_replicates));
  }
  return warnings;
}

void print_examined(const Examined& one) {
  fmt::print("{}: {}\n", one.claim.name, one.claim.sentence);
  for (const Role role : {Role::main, Role::mechanism}) {
    if (std::ranges::count(one.claim.rules, role, &ClaimRule::role) == 0) continue;
    fmt::print("{}\n", table_text(findings_table(one.claim, one.examination, role), TableFormat::text));
  }
  if (std::ranges::count(one.claim.rules, Role::control, &ClaimRule::role) > 0) {
    fmt::print("{}\n", table_text(controls_table(one.claim, one.examination), TableFormat::text));
  }
  fmt::print("{}\n", design_text(one.claim, one.examination));
  if (one.stability) {
    fmt::print("Verdict: {} ({})\n", verdict_name(one.stability->verdict), stability_text(*one.stability));
  } else {
    fmt::print("Verdict: {}\n", verdict_sentence(one.claim, one.examination));
  }
  fmt::print("{}\n\n", teacher_sentence(one.claim, final_verdict(one)));
  std::fflush(stdout);
}

Examination examine_in(const Claim& claim, const fs::path& out, const ClaimsFlags& flags, RunOptions options) {
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
  return examination;
}

std::vector<Outcome> outcomes_of(const Examination& examination) {
  std::vector<Outcome> outcomes;
  for (const Finding& finding : examination.findings) outcomes.push_back(finding.outcome);
  return outcomes;
}

// Under every data seed in a directory of its own, or once.
Examined examine_one(Claim claim, const ClaimsFlags& flags, const std::vector<std::int64_t>& data_seeds,
                     const RunOptions& options) {
  const fs::path out = fs::path(flags.out) / claim.name;
  Examined one;
  fs::path shown = out;
  std::vector<SeededVerdict> seeds;
  for (const std::int64_t seed : data_seeds) {
    const fs::path own = out / fmt::format("data-seed-{}", seed);
    Examination examination = examine_in(with_data_seed(claim, seed), own, flags, options);
    seeds.push_back({seed, outcomes_of(examination), examination.verdict.verdict});
    if (seeds.size() > 1) continue;
    one.examination = std::move(examination);
    shown = own;
  }
  if (seeds.empty()) {
    one.examination = examine_in(claim, out, flags, options);
  } else {
    one.stability = stability_of(seeds);
  }
  one.claim = std::move(claim);
  if (flags.no_figures) return one;
  one.forest = draw_claim_forest(one.claim, one.examination, shown);
  if (one.claim.picture) one.picture = draw_claim_picture(one.claim, shown);
  return one;
}

void write_page(const fs::path& out, const std::vector<Examined>& all, const std::string& command,
                const std::vector<std::string>& warnings, bool announce) {
  const Document document = claims_document(all, command, warnings);
  write_file(out / "index.html", html_text(document));
  write_file(out / "claims.md", markdown_text(document, out));
  if (announce) fmt::print("{}\n{}\n", (out / "index.html").string(), (out / "claims.md").string());
}

// The page of all claims only where all were examined; else one for each.
void write_pages(const ClaimsFlags& flags, const std::vector<Examined>& all, const std::vector<std::string>& warnings,
                 bool announce) {
  std::vector<std::string> options;
  if (flags.quick) options.emplace_back("--quick");
  if (!flags.data_seeds.empty()) add_flag(options, "--data-seeds", flags.data_seeds);
  const auto command = [&](const std::vector<std::string>& names) {
    std::vector<std::string> words{"actlab", "claims"};
    for (const std::string& name : names) words.push_back(path_word(name));
    words.insert(words.end(), options.begin(), options.end());
    return shell_line(words);
  };
  const fs::path out = flags.out;
  if (flags.claims.empty()) return write_page(out, all, command({}), warnings, announce);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Claim& claim = all[i].claim;
    write_page(out / claim.name, {all[i]}, command({flags.claims[i]}), warnings_on({claim}, flags.quick), announce);
  }
}

std::vector<std::string> failing(const std::vector<Examined>& all, FailOn fail_on) {
  std::vector<std::string> names;
  for (const Examined& one : all) {
    const Verdict verdict = final_verdict(one);
    const bool fails = (fail_on == FailOn::reversed && verdict == Verdict::reversed) ||
                       (fail_on == FailOn::not_held && verdict != Verdict::holds);
    if (fails) names.push_back(one.claim.name);
  }
  return names;
}

void claims(ClaimsFlags flags) {
  const TableFormat format = read_table_format(flags.format, "--format");
  const FailOn fail_on = read_fail_on(flags.fail_on);
  const std::vector<std::int64_t> data_seeds = read_data_seeds(flags.data_seeds);
  // Quick networks must not take the place of those that took longer.
  if (flags.out.empty()) flags.out = flags.quick ? "results/claims-quick" : "results/claims";
  RunOptions options;
  options.jobs = read_jobs(flags.jobs);
  options.target = simd_target(flags.simd);
  options.lanes = forced_lanes(flags.lanes);
  std::vector<Claim> chosen = chosen_claims(flags);
  const std::vector<std::string> warnings = warnings_on(chosen, flags.quick);
  for (const std::string& warning : warnings) spdlog::warn("{}", warning);
  options.stop = &watch_signals();
  const bool as_text = format == TableFormat::text;
  std::vector<Examined> all;
  for (Claim& claim : chosen) {
    all.push_back(examine_one(std::move(claim), flags, data_seeds, options));
    if (as_text) print_examined(all.back());
  }
  fmt::print("{}", table_text(verdicts_table(all), format));
  if (!data_seeds.empty() && !is_for_programs(format)) {
    fmt::print("\n{}{}\n", table_text(stability_table(all), format), flips_sentence(all));
  }
  if (as_text) fmt::print("\n");
  write_pages(flags, all, warnings, as_text);
  const std::vector<std::string> failed = failing(all, fail_on);
  if (failed.empty()) return;
  std::fflush(stdout);
  throw Error(ErrorKind::difference, "--fail-on " + flags.fail_on, "so it is with " + text::enumeration(failed),
              "the table of verdicts says more");
}

}  // namespace

void add_claims(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("claims", "what textbooks say of activation functions, asked of data");
  verb->footer(
      "Each claim is an experiment of paired networks on several data sets, every network with a draw or split of its\n"
      "own, with rules that state beforehand what difference matters. A claim holds, is reversed, makes no difference\n"
      "that matters, cannot be told, or was not tested, where a control failed. Whatever the verdict, the exit code "
      "is\n"
      "0 unless --fail-on says otherwise. Claims of your own are TOML files like those in scripts/claims; its "
      "README.md\n"
      "explains the keys.\n"
      "\n"
      "Examples:\n"
      "  actlab claims                          all of them, with a page of figures\n"
      "  actlab claims --quick                  all of them, roughly, in minutes\n"
      "  actlab claims relu-default my.toml     one of them and one of yours, each with a page of its own\n"
      "  actlab claims --data-seeds 1..5        whether the verdicts stand with other data\n"
      "  actlab claims --format markdown        the table alone\n"
      "\n"
      "Exit codes: 0 examined, 1 a cell cannot be trained, 2 a claim is written wrongly, 4 --fail-on found one.");
  const auto flags = std::make_shared<ClaimsFlags>();
  verb->add_option("CLAIM", flags->claims, "names of 'actlab list claims', or files [all]");
  verb->add_option("--out", flags->out,
                   "where experiments, figures and pages go [results/claims; results/claims-quick with --quick]")
      ->type_name("DIR");
  verb->add_option("--format", flags->format,
                   "text, csv, markdown, latex or json; all but text print the verdicts only [text]")
      ->type_name("FORMAT");
  verb->add_flag("--quick", flags->quick, "8 networks in a group, 4 to tune, every second value, half of the epochs");
  verb->add_option("--data-seeds", flags->data_seeds, "the whole again for each data seed: 1..5 or 1,2,7")
      ->type_name("SEEDS");
  verb->add_option("--fail-on", flags->fail_on, "reversed, or not-held (anything but holds): exit code 4")
      ->type_name("VERDICT");
  verb->add_option("--jobs", flags->jobs, "threads [all cores]")->type_name("N");
  add_simd_flag(*verb, flags->simd);
  add_lanes_flag(*verb, flags->lanes);
  verb->add_flag("--no-figures", flags->no_figures, "numbers only");
  verb->add_flag("--no-progress", flags->no_progress, "no progress line on the terminal");
  verb->callback([&action, flags] { action = [flags] { claims(*flags); }; });
}

}  // namespace actlab::cmd
