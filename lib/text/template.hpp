#pragma once

#include <map>
#include <string>
#include <string_view>

#include "actlab/api.hpp"

namespace actlab::text {

/// The template with every placeholder, a name of capital letters and underscores between @ signs (@SHARDS@), replaced
/// by its value. What a value holds is not looked at again, and an @ sign that begins no placeholder stands for itself.
/// Throws std::logic_error for a placeholder without a value: templates come with the program.
ACTLAB_API std::string fill_template(std::string_view text, const std::map<std::string, std::string>& values);

}  // namespace actlab::text
