#include "arithmetic/target.hpp"

#include <hwy/highway.h>

#include <algorithm>
#include <string>

#include "actlab/error.hpp"

namespace actlab::arithmetic {
namespace {

struct Known {
  Target target;
  std::string_view name;
  std::int64_t bit;
};
// Widest first.
constexpr Known known_targets[] = {
    {Target::avx512, "avx512", HWY_AVX3},
    {Target::avx2, "avx2", HWY_AVX2},
    {Target::neon, "neon", HWY_NEON},
};

}  // namespace

std::string_view target_name(Target target) { return std::ranges::find(known_targets, target, &Known::target)->name; }

std::vector<Target> available_targets() {
  // Once: a virtual machine takes most of a millisecond to answer what its processor can.
  static const std::int64_t supported = hwy::SupportedTargets() & HWY_TARGETS;
  std::vector<Target> targets;
  for (const Known& known : known_targets) {
    if ((supported & known.bit) != 0) targets.push_back(known.target);
  }
  return targets;
}

Target choose_target(std::string_view cap, std::string_view where) {
  const std::vector<Target> available = available_targets();
  if (available.empty()) {
    throw Error(ErrorKind::usage, {}, "this processor has no fused multiply-add in SIMD",
                "actlab needs AVX2 with FMA, AVX-512 or NEON");
  }
  if (cap.empty()) return available.front();
  const auto named = std::ranges::find(known_targets, cap, &Known::name);
  if (named == std::end(known_targets)) {
    throw Error(ErrorKind::usage, std::string(where), "unknown SIMD target '" + std::string(cap) + "'",
                "allowed are avx2, avx512 and neon");
  }
  if (std::ranges::find(available, named->target) == available.end()) {
    std::string have;
    for (const Target target : available) have += (have.empty() ? "" : ", ") + std::string(target_name(target));
    throw Error(ErrorKind::usage, std::string(where), "this processor or build has no " + std::string(cap),
                "it has " + have);
  }
  return named->target;
}

Target best_target() { return choose_target({}, {}); }

}  // namespace actlab::arithmetic
