#pragma once

#include <filesystem>
#include <string>

#include "document/document.hpp"

namespace actlab {

/// Markdown; pictures are named relative to `directory`.
std::string markdown_text(const Document& document, const std::filesystem::path& directory);

}  // namespace actlab
