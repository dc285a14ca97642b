#pragma once

#include <span>
#include <string_view>

#include "activation/table.hpp"
#include "actlab/api.hpp"

namespace actlab {

/// One row of the loss table; t is the target, y the output after the output activation, z before it.
struct LossInfo {
  std::string_view name;
  std::string_view formula;
  /// The output activation whose combination with this loss has a simple derivative with respect to z (y - t for most);
  /// it is used in that form. A loss with `requires_match` is defined for no other output activation.
  std::string_view matching_activation;
  bool requires_match = false;
  std::string_view default_for;  ///< tasks, separated by spaces, whose --loss auto it is
  std::string_view citation;
};

/// The table, in the order of `actlab list losses`.
ACTLAB_API std::span<const LossInfo> losses();

/// The output from which on a class or label is said to be there: half-way between the encoded targets, which are -1
/// and 1 where the output activation takes negative values and the loss does not ask for 0 and 1, and else 0 and 1.
double decision_threshold(const ActivationSpec& output_activation, const LossInfo& loss);

/// Row of the loss called `name`, which is one of the table's names.
std::size_t loss_index(std::string_view name);

}  // namespace actlab
