#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace actlab {

/// How an activation changes the shape of a layer of n units.
enum class ActivationKind {
  elementwise,  ///< n pre-activations to n activations, each on its own
  row,          ///< n to n, every one depends on the whole row (softmax)
  pooled,       ///< pieces * n to n (maxout)
};

struct ActivationParameter {
  std::string_view name;
  double default_value = 0;
  double low = 0;      ///< smallest allowed
  double high = 0;     ///< largest allowed
  bool whole = false;  ///< only whole numbers
  std::string_view help;
};

/// One row of the activation table; its function and derivative stand beside it in activations-inl.hpp.
struct ActivationInfo {
  std::string_view name;
  std::string_view aliases = {};  ///< other names it answers to, separated by spaces
  ActivationKind kind = ActivationKind::elementwise;
  std::string_view formula;
  std::string_view derivative;   ///< with the convention at kinks (PyTorch's)
  double low = 0;                ///< infimum of the range
  double high = 0;               ///< supremum of the range
  std::string_view initializer;  ///< what --init auto means for the weights before it: he, lecun or glorot
  std::string_view citation;
  std::span<const ActivationParameter> parameters = {};
};

/// The table, in the order in which `actlab list activations` shows it.
std::span<const ActivationInfo> activations();

/// An activation with its parameters' values, in the order of its row.
struct ActivationSpec {
  std::size_t index = 0;           ///< its row in activations()
  std::vector<double> parameters;  ///< one value a parameter of the row

  [[nodiscard]] const ActivationInfo& info() const;
  /// Pre-activations a unit needs: `pieces` for a pooled kind, else 1.
  [[nodiscard]] std::size_t pieces() const;
  /// Canonical text: the row's own name, then the parameters that differ from their defaults: "relu",
  /// "leaky_relu:slope=0.1".
  [[nodiscard]] std::string text() const;
};

/// Reads "relu", "swish", "leaky_relu:0.1", "maxout:pieces=3". Throws Error (usage) at `where`, with the nearest names.
ActivationSpec parse_activation(std::string_view text, std::string_view where);

/// The output from which on a class or label is said to be there: half-way between the encoded targets, which are -1
/// and 1 where the output activation of that canonical name takes negative values, and else 0 and 1.
double decision_threshold(std::string_view output_activation);

}  // namespace actlab
