#pragma once

#include <span>
#include <string_view>

namespace actlab {

/// One row of the loss table; t is the target, y the output after the output activation, z before it.
struct LossInfo {
  std::string_view name;
  std::string_view formula;
  /// The output activation whose combination with this loss has the derivative y - t with respect to z; it is used in
  /// that form. A loss with `requires_match` is defined for no other output activation.
  std::string_view matching_activation;
  bool requires_match = false;
  std::string_view default_for;  ///< tasks, separated by spaces, whose --loss auto it is
  std::string_view citation;
};

/// The table, in the order of `actlab list losses`.
std::span<const LossInfo> losses();

/// Row of the loss called `name`, which is one of the table's names.
std::size_t loss_index(std::string_view name);

}  // namespace actlab
