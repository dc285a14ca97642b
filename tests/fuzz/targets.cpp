#include "fuzz/targets.hpp"

#include <algorithm>
#include <array>

namespace actlab::fuzz {

std::span<const Target> targets() {
  static constexpr std::array<Target, 10> table{{{"address", read_any_address},
                                                 {"claim", read_any_claim},
                                                 {"config", read_any_config},
                                                 {"csv", read_any_csv},
                                                 {"formula", read_any_formula},
                                                 {"idx", read_any_idx},
                                                 {"journal", read_any_journal},
                                                 {"manifest", read_any_manifest},
                                                 {"model", read_any_model},
                                                 {"table", read_any_table}}};
  return table;
}

const Target* find_target(std::string_view name) {
  const auto found = std::ranges::find(targets(), name, &Target::name);
  return found == targets().end() ? nullptr : &*found;
}

}  // namespace actlab::fuzz
