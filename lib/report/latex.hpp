#pragma once

#include <filesystem>

#include "actlab/api.hpp"
#include "report/subject.hpp"

namespace actlab {

/// Writes the report's tables (booktabs) and figures (PDF) into the directory `out`, ready for \input. Throws Error.
ACTLAB_API void write_latex_report(const Subject& subject, const std::filesystem::path& out);

}  // namespace actlab
