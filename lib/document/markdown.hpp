#pragma once

#include <filesystem>
#include <string>

#include "actlab/api.hpp"
#include "document/document.hpp"

namespace actlab {

/// Markdown; pictures are named relative to `directory`.
ACTLAB_API std::string markdown_text(const Document& document, const std::filesystem::path& directory);

}  // namespace actlab
