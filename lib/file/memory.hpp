#pragma once

#include <string>

#include "actlab/api.hpp"

namespace actlab {

/// Bytes of memory that the process may still take: the least of what the machine has available, what the control
/// groups of the process leave, and what the limit of its address space leaves. Infinity where nothing is known.
ACTLAB_API double available_memory();

/// Throws Error (usage) at `where` where so many bytes are not there: "`what` would take 9 GB of memory, and 3 GB are
/// left".
void require_memory(double bytes, std::string where, std::string what, std::string remedy);

}  // namespace actlab
