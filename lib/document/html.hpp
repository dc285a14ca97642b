#pragma once

#include <string>

#include "actlab/api.hpp"
#include "document/document.hpp"

namespace actlab {

/// One HTML page that holds its pictures, style and script, and asks for nothing else. Throws Error (no_input) where a
/// picture cannot be read.
ACTLAB_API std::string html_text(const Document& document);

}  // namespace actlab
