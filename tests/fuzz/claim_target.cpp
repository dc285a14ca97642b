#include "claim/claim.hpp"
#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"

namespace actlab::fuzz {

// A claim that is read has something to judge and to judge by, also in its quick form and on other data.
void read_any_claim(std::string_view bytes) {
  Claim claim;
  const auto path = file_of(bytes, "claim.toml");
  if (!accepted([&] { claim = read_claim(path); })) return;
  require(!claim.rules.empty(), "a claim has rules");
  require(replicates_of(claim) >= 1, "a claim has networks");
  require(claim.alpha > 0 && claim.alpha < 1, "alpha is a probability");
  const Claim quick = with_data_seed(quick_claim(claim), 7);
  require(replicates_of(quick) <= replicates_of(claim), "a quick claim is no larger");
  require(quick.rules.size() == claim.rules.size(), "a quick claim has the same rules");
}

}  // namespace actlab::fuzz
