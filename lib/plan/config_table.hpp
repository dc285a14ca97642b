#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "plan/experiment.hpp"

namespace actlab {

/// A TOML file, read. Throws Error: no_input with `remedy` for a file that cannot be opened, usage with
/// file:line:column for what is no TOML.
toml::table read_toml(const std::filesystem::path& path, const std::string& remedy);

/// The same of a file's text; `path` is for messages.
toml::table parse_toml(std::string_view text, const std::filesystem::path& path);

/// The experiment that a table of a TOML file describes, as read_config says.
Experiment experiment_of(const toml::table& table, const std::filesystem::path& path);

/// "file:line:column"
std::string toml_place(const std::filesystem::path& path, const toml::source_region& source);

/// A value as a setting's text; that of a list, item by item. Throws Error (usage) at `where` for tables and dates.
std::string toml_text(const toml::node& node, const std::string& where);
std::vector<std::string> toml_texts(const toml::node& node, const std::filesystem::path& path,
                                    const std::string& where);

}  // namespace actlab
