#include "claim/stability.hpp"

#include <algorithm>

namespace actlab {

Stability stability_of(const std::vector<SeededVerdict>& seeds) {
  Stability stability;
  const SeededVerdict& first = seeds.front();
  stability.findings = first.outcomes.size();
  for (std::size_t f = 0; f < stability.findings; ++f) {
    const bool kept =
        std::ranges::all_of(seeds, [&](const SeededVerdict& seed) { return seed.outcomes[f] == first.outcomes[f]; });
    if (kept) ++stability.kept;
  }
  for (const SeededVerdict& seed : seeds) {
    stability.data_seeds.push_back(seed.data_seed);
    stability.verdicts.push_back(seed.verdict);
  }
  const auto ever = [&](Verdict verdict) { return std::ranges::count(stability.verdicts, verdict) > 0; };
  stability.flipped = ever(Verdict::holds) && ever(Verdict::reversed);
  stability.stable = static_cast<double>(stability.kept) >= least_kept * static_cast<double>(stability.findings);
  const bool agree = std::ranges::count(stability.verdicts, first.verdict) == std::ssize(stability.verdicts);
  stability.verdict = stability.stable && agree ? first.verdict : Verdict::cannot_tell;
  return stability;
}

}  // namespace actlab
