#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "document.hpp"
#include "experiment_figures.hpp"
#include "gnuplot.hpp"
#include "report_subject.hpp"

namespace actlab::cmd {

/// Draws those figures of a results directory that are wanted and can be drawn. Throws Error.
std::vector<Picture> experiment_pictures(const Source& source, const Plotter& plotter,
                                         const std::function<bool(const ExperimentFigure&)>& wanted);

/// The report on a subject. Its pictures, and the CSV files that they are drawn from, are written into `figures`;
/// `command` is the line that makes it. Throws Error.
Document report_document(const Subject& subject, const std::string& title, const std::string& command,
                         const std::filesystem::path& figures);

/// Writes the report's tables (booktabs) and figures (PDF) into the directory `out`, ready for \input. Throws Error.
void write_latex_report(const Subject& subject, const std::filesystem::path& out);

}  // namespace actlab::cmd
