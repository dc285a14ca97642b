#include "analysis/compare.hpp"

#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "document/table.hpp"
#include "figure/comparison_figures.hpp"
#include "figure/gnuplot.hpp"
#include "flags/comparison.hpp"
#include "report/comparison_text.hpp"

namespace actlab::cmd {
namespace {

struct CompareFlags {
  ComparisonFlags comparison;
  std::string format = "text";
  std::string figures;
  std::string figure_format = "png";
};

void compare(const CompareFlags& flags) {
  const TableFormat format = read_table_format(flags.format, "--format");
  check_figure_format(flags.figure_format, "--figure-format");
  const ComparisonRequest request = read_request(flags.comparison);
  const Comparison comparison = compare(request);
  fmt::print("{}\n", table_text(groups_table(comparison, format), format));
  fmt::print("{}", table_text(pairs_table(comparison, format), format));
  if (format == TableFormat::text || format == TableFormat::markdown) {
    fmt::print("\n");
    if (comparison.statistics.ranks) fmt::print("{}\n", ranks_text(comparison));
    for (const std::string& sentence : verdict(comparison, !request.baseline.empty())) fmt::print("{}\n", sentence);
  }
  if (!flags.figures.empty()) {
    draw_comparison(comparison, request, flags.figures, Plotter(flags.figures, flags.figures, flags.figure_format));
  }
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("compare", "which setting is better, by how much, and how sure that is");
  verb->footer(
      "Runs are paired: the same settings but for --by, and the same replicate's random numbers.\n"
      "'actlab list metrics' explains the metrics.\n"
      "\n"
      "Examples:\n"
      "  actlab compare results/demo\n"
      "  actlab compare results/demo --baseline relu --metric epochs_to_target --target 0.9\n"
      "  actlab compare results/a results/b --by optimizer --format latex\n"
      "  actlab compare results/demo --figures results/demo/comparison\n"
      "\n"
      "Exit codes: 0 compared, 2 nothing to compare, 3 a directory is not finished or lacks a recording.");
  const auto flags = std::make_shared<CompareFlags>();
  add_comparison_flags(*verb, flags->comparison);
  verb->add_option("--format", flags->format, "text, csv, markdown or latex [text]")->type_name("FORMAT");
  verb->add_option("--figures", flags->figures, "draw the runs, the learning curves and the ranks into this directory")
      ->type_name("DIR");
  verb->add_option("--figure-format", flags->figure_format, "png, svg or pdf [png]")->type_name("FORMAT");
  verb->callback([&action, flags] { action = [flags] { compare(*flags); }; });
}

}  // namespace actlab::cmd
