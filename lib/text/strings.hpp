#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"

namespace actlab::text {

/// The words of a text that are separated by spaces.
std::vector<std::string> words(std::string_view text);

/// The items in one text with `separator` between.
std::string joined(const std::vector<std::string>& items, std::string_view separator);

/// "a, b and c"
ACTLAB_API std::string enumeration(const std::vector<std::string>& items, std::string_view last_joint = "and");

/// The same of at most `most` items: "a, b and 782 more".
std::string enumeration_of_some(std::vector<std::string> items, std::size_t most);

/// `text` in single quotes with control characters escaped (\n, \x1b), shortened to 60 characters: safe to print on a
/// terminal.
ACTLAB_API std::string quoted(std::string_view text);

/// Whether `text` is well-formed UTF-8 (RFC 3629).
ACTLAB_API bool is_utf8(std::string_view text);

}  // namespace actlab::text
