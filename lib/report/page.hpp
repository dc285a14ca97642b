#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "figure/experiment_figures.hpp"
#include "figure/gnuplot.hpp"
#include "report/subject.hpp"

namespace actlab {

/// Draws those figures of a results directory that are wanted and can be drawn. Throws Error.
std::vector<Picture> experiment_pictures(const Source& source, const Plotter& plotter,
                                         const std::function<bool(const ExperimentFigure&)>& wanted);

/// The lines of a shell that a report gives to repeat it.
struct ReportCommands {
  std::string again;  ///< trains every directory again, checks it, and makes the report
  std::vector<std::string>
      plain;  ///< the same networks without a file, by directory; empty where there is no such line
};

/// The report on a subject. Its pictures, and the CSV files that they are drawn from, are written into `figures`.
/// Throws Error.
Document report_document(const Subject& subject, const std::string& title, const ReportCommands& commands,
                         const std::filesystem::path& figures);

/// Writes the report's tables (booktabs) and figures (PDF) into the directory `out`, ready for \input. Throws Error.
void write_latex_report(const Subject& subject, const std::filesystem::path& out);

}  // namespace actlab
