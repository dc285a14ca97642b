#include "analysis/compare.hpp"

#include <fmt/format.h>

#include <memory>

#include "command.hpp"
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
  fmt::print("{}", comparison_text(comparison, !request.baseline.empty(), format));
  if (!flags.figures.empty()) {
    draw_comparison(comparison, request, flags.figures, Plotter(flags.figures, flags.figures, flags.figure_format));
  }
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  CLI::App* verb =
      app.add_subcommand("compare", "which setting is better, by how much, on which data sets, and how sure that is");
  verb->footer(
      "Runs are paired: the same settings but for --by, and the same replicate's random numbers. The data set is the\n"
      "unit: effects on data sets are pooled by random effects. Train with --resplit on to draw the data anew for "
      "every\n"
      "replicate; without it, what is said is said of this draw. Other settings with several values are compared one "
      "by\n"
      "one, or chosen by the validation rows. 'actlab list metrics' explains the metrics.\n"
      "\n"
      "Examples:\n"
      "  actlab compare results/demo\n"
      "  actlab compare results/demo --baseline relu --metric epochs_to_target --target 0.9\n"
      "  actlab compare results/a results/b --by optimizer --format latex\n"
      "  actlab compare results/rates --choose learning_rate --by-validation\n"
      "  actlab compare results/demo --figures results/demo/comparison\n"
      "\n"
      "Exit codes: 0 compared, 2 nothing to compare, 3 a directory is not finished or lacks a recording.");
  const auto flags = std::make_shared<CompareFlags>();
  add_comparison_flags(*verb, flags->comparison);
  verb->add_option("--format", flags->format, "text, csv, markdown, latex or json [text]")->type_name("FORMAT");
  verb->add_option("--figures", flags->figures, "draw the effects, runs, learning curves and ranks into this directory")
      ->type_name("DIR");
  verb->add_option("--figure-format", flags->figure_format, "png, svg or pdf [png]")->type_name("FORMAT");
  verb->callback([&action, flags] { action = [flags] { compare(*flags); }; });
}

}  // namespace actlab::cmd
