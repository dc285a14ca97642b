#pragma once

#include <fmt/format.h>

#include <string>

#include "activation/accuracy.hpp"

namespace actlab::test {

/// The table of lib/activation/README.md: measured at 30,000 arguments.
inline std::string accuracy_table() {
  std::string out =
      "| activation | float: value | derivative | double: value | derivative |\n| --- | --- | --- | --- | --- |\n";
  for (const ActivationInfo& row : activations()) {
    if (row.kind != ActivationKind::elementwise && row.kind != ActivationKind::sloped) continue;
    const ActivationSpec activation = parse_activation(row.name, "table");
    const Accuracy narrow = accuracy_of<float>(activation, 30'000);
    const Accuracy wide = accuracy_of<double>(activation, 30'000);
    out += fmt::format("| {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |\n", row.name, narrow.value, narrow.slope, wide.value,
                       wide.slope);
  }
  return out;
}

}  // namespace actlab::test
