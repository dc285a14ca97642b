#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace actlab {

/// How an activation changes the shape of a layer of n units.
enum class ActivationKind {
  elementwise,  ///< n pre-activations to n activations, each on its own
  row,          ///< n to n, every one depends on all of the row (softmax)
  pooled,       ///< pieces * n to n (maxout)
};

struct ActivationParameter {
  std::string name;
  double default_value;
  double low;   ///< smallest allowed
  double high;  ///< largest allowed
  std::string help;
};

/// One row of the activation table.
struct ActivationInfo {
  std::string name;
  std::vector<std::string> aliases;
  ActivationKind kind = ActivationKind::elementwise;
  std::string formula;
  std::string derivative;  ///< with the convention at kinks
  double low;              ///< infimum of the range
  double high;             ///< supremum of the range
  std::vector<ActivationParameter> parameters;
  std::string initializer;  ///< what --init auto means for a layer before it: he, lecun or glorot
  std::string citation;
};

/// The table, in the order in which `actlab list activations` shows it.
const std::vector<ActivationInfo>& activations();

/// An activation with its parameters' values, in the order of its row.
struct ActivationSpec {
  const ActivationInfo* info = nullptr;
  std::vector<double> parameters;

  /// Pre-activations a unit needs: `pieces` for a pooled kind, else 1.
  [[nodiscard]] std::size_t pieces() const;
  /// Canonical text: the row's own name, then the parameters that differ from their defaults: "relu", "leaky_relu:slope=0.1".
  [[nodiscard]] std::string text() const;
};

/// Reads "relu", "swish", "leaky_relu:0.1", "maxout:pieces=3". Throws Error (usage) at `where`, with the nearest names.
ActivationSpec parse_activation(std::string_view text, std::string_view where);

}  // namespace actlab
