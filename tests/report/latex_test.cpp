#include "report/latex.hpp"

#include <catch2/catch.hpp>

#include "figure/own_scripts.hpp"
#include "report/results.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("A report for LaTeX is tables, and figures that are told where their files are") {
  TestResults results(relu_and_tanh_toml, relu_and_tanh_cells());
  results.add_file(1, "layer-curves.csv", "");
  const Subject subject = subject_of({&results});
  const OwnScripts scripts;
  for (const char* name : {"forest.gp", "compare-runs.gp", "gradient-flow.gp", "dead-units.gp", "saturation.gp"}) {
    scripts.add(name, OwnScripts::prints_arguments);
  }
  const TemporaryDirectory out;
  write_latex_report(subject, out.path());
  const std::string figures = read_file(out.path() / "figures.tex");
  CHECK(
      figures.starts_with("% \\usepackage{graphicx}; where these files are: \\newcommand{\\actlabreport}{DIRECTORY}"));
  CHECK(figures.find(
            "\\begin{figure}\n\\centering\n\\includegraphics[width=\\linewidth]{\\actlabreport/compare-runs.pdf}\n"
            "\\caption{Every run by data set and group, with quartiles, median, and mean with its 95 \\% interval.}\n"
            "\\end{figure}\n") != std::string::npos);
  const std::size_t effects = figures.find(
      "{\\actlabreport/compare-effects.pdf}\n\\caption{Effects with their intervals; shaded is what does not matter.}");
  CHECK(effects < figures.find("compare-runs.pdf"));
  CHECK(figures.find("{\\actlabreport/saturation.pdf}") != std::string::npos);
  CHECK(figures.find("critical-difference") == std::string::npos);
  CHECK(read_file(out.path() / "summary.tex") == table_text(summary_table(subject, true), TableFormat::latex));
  CHECK(read_file(out.path() / "groups.tex").find("\nrelu & 4 & 0 & 0.875 & ") != std::string::npos);
  CHECK(read_file(out.path() / "pairs.tex").find("\nrelu & tanh & 1 & 4 & +0.375 & ") != std::string::npos);
}

TEST_CASE("Over several data sets their means are a table of their own, and conditions stand before the captions") {
  std::vector<TestCell> cells = relu_and_tanh_cells();
  for (const TestCell& cell : relu_and_tanh_cells()) {
    cells.push_back(cell);
    cells.back().values["dataset"] = "xor";
  }
  const OwnScripts scripts;
  for (const char* name : {"forest.gp", "compare-runs.gp", "critical-difference.gp"}) {
    scripts.add(name, OwnScripts::prints_arguments);
  }
  const TestResults results(
      "replicates = 4\nrecord = []\ndataset = [\"circle\", \"xor\"]\nactivation = [\"relu\", \"tanh\"]\n", cells);
  const TemporaryDirectory out;
  write_latex_report(subject_of({&results}), out.path());
  CHECK(read_file(out.path() / "means.tex").find("\nxor & \\textbf{0.875} & 0.5 \\\\\n") != std::string::npos);
  CHECK(read_file(out.path() / "figures.tex")
            .find("critical-difference.pdf}\n\\caption{Average ranks over the data sets.}") != std::string::npos);

  std::vector<TestCell> crossed = relu_and_tanh_cells();
  for (TestCell cell : relu_and_tanh_cells()) {
    cell.values["arch"] = "4";
    crossed.push_back(cell);
  }
  const TestResults two(
      "replicates = 4\nrecord = []\ndataset = \"circle\"\narch = [\"8-8\", \"4\"]\nactivation = "
      "[\"relu\", \"tanh\"]\n",
      crossed);
  const TemporaryDirectory there;
  write_latex_report(subject_of({&two}), there.path());
  CHECK(!std::filesystem::exists(there.path() / "means.tex"));
  CHECK(read_file(there.path() / "figures.tex")
            .find("compare-runs-2.pdf}\n\\caption{arch 4: Every run by data set and group") != std::string::npos);
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
