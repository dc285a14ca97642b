#include "report/latex.hpp"

#include "figure/comparison_figures.hpp"
#include "figure/gnuplot.hpp"
#include "file/atomic_file.hpp"
#include "report/comparison_text.hpp"
#include "report/pictures.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// A figure environment; \actlabreport is where the files are, which whoever includes them says.
std::string latex_figure(const fs::path& file, const std::string& caption) {
  return "\\begin{figure}\n\\centering\n\\includegraphics[width=\\linewidth]{\\actlabreport/" +
         file.filename().string() + "}\n\\caption{" + latex_escaped(caption) + "}\n\\end{figure}\n";
}

}  // namespace

void write_latex_report(const Subject& subject, const std::filesystem::path& out) {
  const Plotter comparison_plotter(out, out, "pdf", false);  // makes the directory
  std::string figures =
      "% \\usepackage{graphicx}; where these files are: \\newcommand{\\actlabreport}{DIRECTORY}; then "
      "\\input{\\actlabreport/figures}\n";
  write_file(out / "summary.tex", table_text(summary_table(subject, true), TableFormat::latex));
  if (subject.comparison) {
    write_file(out / "groups.tex",
               table_text(groups_table(*subject.comparison, TableFormat::latex), TableFormat::latex));
    write_file(out / "pairs.tex", table_text(pairs_table(*subject.comparison, TableFormat::latex), TableFormat::latex));
    std::string means;
    for (const ComparisonPanel& panel : subject.comparison->panels) {
      if (panel.data_sets.size() > 1)
        means += table_text(means_table(panel, *subject.comparison, TableFormat::latex), TableFormat::latex);
    }
    if (!means.empty()) write_file(out / "means.tex", means);
    for (const ComparisonFigures& drawn :
         draw_comparison(*subject.comparison, subject.request, out, comparison_plotter)) {
      const std::string when = drawn.condition.empty() ? "" : drawn.condition + ": ";
      const auto add = [&](const fs::path& file, const std::string& caption) {
        if (!file.empty()) figures += latex_figure(file, when + caption);
      };
      add(drawn.effects, "Effects with their intervals; shaded is what does not matter.");
      add(drawn.runs, "Every run by data set and group, with quartiles, median, and mean with its 95 % interval.");
      add(drawn.curves, "Learning curves of the groups by data set.");
      add(drawn.ranks, "Average ranks over the data sets.");
    }
  }
  for (const Source& source : subject.sources) {
    const Plotter plotter(source.directory, out, "pdf", false);
    for (const Picture& picture : experiment_pictures(source, plotter, [](const auto&) { return true; })) {
      figures += latex_figure(picture.file, picture.description);
    }
  }
  write_file(out / "figures.tex", figures);
}

}  // namespace actlab
