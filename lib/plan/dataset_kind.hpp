#pragma once

#include <string>

#include "actlab/api.hpp"

namespace actlab {

/// Whether a value of the setting `dataset` names points that are drawn anew for every data seed, and not rows of a
/// file.
ACTLAB_API bool is_generated(const std::string& dataset);

}  // namespace actlab
