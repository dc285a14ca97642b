#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "command.hpp"
#include "console/shell.hpp"
#include "document/html.hpp"
#include "document/markdown.hpp"
#include "file/atomic_file.hpp"
#include "file/path.hpp"
#include "flags/comparison.hpp"
#include "flags/experiment.hpp"
#include "report/latex.hpp"
#include "report/page.hpp"
#include "report/pictures.hpp"
#include "report/subject.hpp"

namespace actlab::cmd {
namespace {

namespace fs = std::filesystem;

struct ReportFlags {
  ComparisonFlags comparison;
  std::string question;
  std::string out;
  bool latex = false;
};

// The command line that makes the report again.
std::string own_command(const ReportFlags& flags) {
  std::vector<std::string> again{"actlab", "report"};
  const ComparisonFlags& given = flags.comparison;
  for (const std::string& directory : given.directories) again.push_back(path_word(directory));
  const auto repeat = [&](const char* flag, const std::string& value) {
    if (!value.empty()) add_flag(again, flag, value);
  };
  repeat("--by", given.by);
  repeat("--metric", given.metric);
  repeat("--baseline", given.baseline);
  repeat("--target", given.target);
  repeat("--smallest", given.smallest);
  repeat("--choose", given.choose);
  if (given.by_validation) again.emplace_back("--by-validation");
  for (const std::string& condition : given.where) repeat("--where", condition);
  repeat("--question", flags.question);
  repeat("--out", flags.out);
  if (flags.latex) again.emplace_back("--latex");
  return shell_line(again);
}

ReportCommands commands_of(const Subject& subject, const ReportFlags& flags) {
  ReportCommands commands;
  for (const Source& source : subject.sources) {
    const std::string directory = path_word(file::without_trailing_slash(source.directory));
    commands.again +=
        shell_line({"actlab", "train", "--config", directory + "/run.toml", "--out", directory + "-again"}) + "\n" +
        shell_line({"actlab", "verify", directory}) + "\n";
    commands.plain.push_back(source.experiment.grids.empty() ? plain_command(source.experiment) : "");
  }
  commands.again += own_command(flags);
  return commands;
}

void report(const ReportFlags& flags) {
  const Subject subject = read_subject(read_request(flags.comparison), flags.comparison.by.empty());
  const fs::path out =
      flags.out.empty() ? fs::path(flags.comparison.directories.front()) / "report" : fs::path(flags.out);
  const std::string title = flags.question.empty() ? question(subject) : flags.question;
  const Document document =
      report_document(subject, title, commands_of(subject, flags), draw_pictures(subject, out / "figures"));
  write_file(out / "index.html", html_text(document));
  write_file(out / "report.md", markdown_text(document, out));
  if (flags.latex) write_latex_report(subject, out / "latex");
  for (const std::string& sentence : document.lead) fmt::print("{}\n", sentence);
  fmt::print("\n{}\n{}\n", (out / "index.html").string(), (out / "report.md").string());
  if (flags.latex) fmt::print("{}\n", (out / "latex").string());
}

}  // namespace

void add_report(CLI::App& app, Action& action) {
  CLI::App* verb =
      app.add_subcommand("report", "one HTML page and a Markdown file with figures: what was found and how");
  verb->footer(
      "The page holds its figures and asks for nothing from the network. It states the question, the settings, the "
      "verdict\n"
      "with its interval, tables that sort, learning curves, the layers' health, boundaries (with a slider over epochs "
      "if\n"
      "the cells were trained with --snapshots), the commands that repeat it, versions and hashes.\n"
      "'actlab list metrics' explains the metrics.\n"
      "\n"
      "Examples:\n"
      "  actlab report results/demo\n"
      "  actlab report results/demo --metric test_loss --baseline relu --latex\n"
      "  actlab report results/a results/b --by optimizer --question 'Is Adam worth it?' --out results/adam\n"
      "\n"
      "Exit codes: 0 written, 2 nothing to compare as asked, 3 a directory is not finished or lacks a recording.");
  const auto flags = std::make_shared<ReportFlags>();
  add_comparison_flags(*verb, flags->comparison);
  verb->add_option("--question", flags->question, "the page's title [made from what varies]")->type_name("TEXT");
  verb->add_option("--out", flags->out, "where the report goes [DIR/report]")->type_name("DIR");
  verb->add_flag("--latex", flags->latex, "also figures as PDF and tables (booktabs), ready for \\input");
  verb->callback([&action, flags] { action = [flags] { report(*flags); }; });
}

}  // namespace actlab::cmd
