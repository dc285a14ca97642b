#pragma once

#include <string_view>
#include <vector>

#include "actlab/api.hpp"

namespace actlab::arithmetic {

/// A SIMD instruction set with a true fused multiply-add. Results are the same bits on each.
enum class Target { avx2, avx512, neon };

ACTLAB_API std::string_view target_name(Target target);

/// The targets that this processor has and this build knows, widest first. Empty on a processor without fma.
ACTLAB_API std::vector<Target> available_targets();

/// The widest available target no wider than `cap` ("avx2", "avx512", "neon"; empty: no cap).
/// Throws Error (usage) naming `where` if the cap is unknown or the processor has no such target.
ACTLAB_API Target choose_target(std::string_view cap, std::string_view where);

/// The widest available target. Throws Error (usage) on a processor without AVX2+FMA or NEON.
Target best_target();

}  // namespace actlab::arithmetic
