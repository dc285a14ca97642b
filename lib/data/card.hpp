#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace actlab {

/// The names of the classes 0, 1, ... in a data set's card, a Markdown file with a line "- classes: A; B; ...". Throws
/// Error: no_input or cannot_read where there is no card, bad_data where it names no classes.
std::vector<std::string> class_names(const std::filesystem::path& card);

}  // namespace actlab
