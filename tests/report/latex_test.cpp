#include "report/latex.hpp"

#include <catch2/catch.hpp>

#include "figure/own_scripts.hpp"
#include "report/results.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("A report for LaTeX is tables, and figures that are told where their files are") {
  const TestResults results(relu_and_tanh_toml, relu_and_tanh_cells());
  results.add_file(1, "layer-curves.csv", "");
  const Subject subject = subject_of({&results});
  const OwnScripts scripts;
  for (const char* name : {"compare-runs.gp", "gradient-flow.gp", "dead-units.gp", "saturation.gp"}) {
    scripts.add(name, OwnScripts::prints_arguments);
  }
  const TemporaryDirectory out;
  write_latex_report(subject, out.path());
  const std::string figures = read_file(out.path() / "figures.tex");
  CHECK(
      figures.starts_with("% \\usepackage{graphicx}; where these files are: \\newcommand{\\actlabreport}{DIRECTORY}"));
  CHECK(figures.find(
            "\\begin{figure}\n\\centering\n\\includegraphics[width=\\linewidth]{\\actlabreport/compare-runs.pdf}\n"
            "\\caption{Every run by group, with quartiles, median, and mean with its 95 \\% interval.}\n"
            "\\end{figure}\n") != std::string::npos);
  CHECK(figures.find("{\\actlabreport/saturation.pdf}") != std::string::npos);
  CHECK(figures.find("critical-difference") == std::string::npos);
  CHECK(read_file(out.path() / "summary.tex") == table_text(summary_table(subject, true), TableFormat::latex));
  CHECK(read_file(out.path() / "groups.tex").find("\nrelu & 4 & 0 & 0.875 & ") != std::string::npos);
  CHECK(read_file(out.path() / "pairs.tex").find("\nrelu & tanh & 4 & 0.375 & ") != std::string::npos);
}

TEST_CASE("Without a comparison or recordings the report for LaTeX is the summary alone") {
  const TestResults results("replicates = 2\nrecord = []\ndataset = \"circle\"\n",
                            {{{{"dataset", "circle"}}, {0.5, 0.75}}});
  const TemporaryDirectory out;
  write_latex_report(subject_of({&results}), out.path());
  CHECK(std::filesystem::exists(out.path() / "summary.tex"));
  CHECK(!std::filesystem::exists(out.path() / "groups.tex"));
  CHECK(read_file(out.path() / "figures.tex").find("\\begin{figure}") == std::string::npos);
}
