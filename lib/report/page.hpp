#pragma once

#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "document/document.hpp"
#include "report/pictures.hpp"
#include "report/subject.hpp"

namespace actlab {

/// The lines of a shell that a report gives to repeat it.
struct ReportCommands {
  std::string again;  ///< trains every directory again, checks it, and makes the report
  std::vector<std::string>
      plain;  ///< the same networks without a file, by directory; empty where there is no such line
};

/// The report on a subject, from its values and what draw_pictures drew; run.toml and the manifest's hash are read from
/// the subject's directories.
ACTLAB_API Document report_document(const Subject& subject, const std::string& title, const ReportCommands& commands,
                                    const ReportPictures& pictures);

}  // namespace actlab
