#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"

namespace actlab::text {

/// Up to three of `known` nearest to `name` by optimal string alignment distance, nearest first, none further than half
/// of the name's length.
std::vector<std::string> nearest_names(std::string_view name, const std::vector<std::string>& known);

/// "did you mean relu, selu or celu?", or "allowed are a, b and c" when nothing is near and the list is short, or
/// empty.
ACTLAB_API std::string suggestion(std::string_view name, const std::vector<std::string>& known);

}  // namespace actlab::text
