#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "text/parameters.hpp"

namespace actlab {

class Formula;

/// How an activation computes a layer, and how it changes its shape. A layer of width n has n units unless said
/// otherwise.
enum class ActivationKind {
  elementwise,  ///< n pre-activations to n activations, each on its own
  sloped,       ///< elementwise, x for x > 0 and s x else, with an s for every element: learned or drawn
  row,          ///< n to n, every one depends on the whole layer (softmax)
  pooled,       ///< pieces * n to n (maxout); unit u owns the pre-activations u * pieces ... u * pieces + pieces - 1
  gated,        ///< 2 n to n (glu); unit u owns the value 2 u and the gate 2 u + 1
  paired,       ///< n to 2 n (crelu); pre-activation u gives the units 2 u and 2 u + 1
};

/// Where a sloped activation has its slope left of zero from.
enum class SlopeSource {
  none,     ///< the activation is not sloped
  learned,  ///< parameters: first value, and 1 if the layer shares it
  drawn,    ///< parameters: lowest and highest
};

using ActivationParameter = text::Parameter;

/// One row of the activation table; its function and derivative stand beside it in activations-inl.hpp.
struct ActivationInfo {
  std::string_view name;
  std::string_view aliases = {};  ///< other names it answers to, separated by spaces
  ActivationKind kind = ActivationKind::elementwise;
  SlopeSource slope = SlopeSource::none;
  bool trainable = true;  ///< false where the derivative is 0 everywhere: for `actlab curves` only
  std::string_view formula;
  std::string_view derivative;   ///< with the convention at kinks (PyTorch's)
  double low = 0;                ///< infimum of the range
  double high = 0;               ///< supremum of the range
  std::string_view initializer;  ///< what --init auto means for the weights before it: he, lecun or glorot
  std::string_view citation;
  std::span<const ActivationParameter> parameters = {};
};

/// The table, in the order in which `actlab list activations` shows it.
ACTLAB_API std::span<const ActivationInfo> activations();

/// Row of the activation of that name or alias.
std::optional<std::size_t> find_activation(std::string_view name);

/// An activation with its parameters' values, in the order of its row; or a formula.
struct ACTLAB_API ActivationSpec {
  std::size_t index = 0;                   ///< its row in activations(), unless it is a formula
  std::vector<double> parameters;          ///< one value a parameter of the row
  std::shared_ptr<const Formula> formula;  ///< null for a row of the table

  [[nodiscard]] const ActivationInfo& info() const;
  /// Pre-activations and units of a layer of that width.
  [[nodiscard]] std::size_t pre_activations(std::size_t width) const;
  [[nodiscard]] std::size_t units(std::size_t width) const;
  /// Numbers of the activation that training moves, in a layer of that width, with their first values: prelu's slopes,
  /// a formula's declared parameters. [parameter][unit or, if shared, 1].
  [[nodiscard]] std::vector<double> learned(std::size_t width) const;
  /// Whether every unit of a layer has learned numbers of its own.
  [[nodiscard]] bool learned_by_unit() const;
  /// Whether training draws a slope for every element (rrelu).
  [[nodiscard]] bool draws_slopes() const;
  /// Canonical text: the row's own name, then the parameters that differ from their defaults: "relu",
  /// "leaky_relu:slope=0.1"; a formula as it was given.
  [[nodiscard]] std::string text() const;
};

/// Reads "relu", "swish", "leaky_relu:0.1", "maxout:pieces=3", "x*sigmoid(1.5*x)". Throws Error (usage) at `where`,
/// with the nearest names or the place in the formula.
ACTLAB_API ActivationSpec parse_activation(std::string_view text, std::string_view where);

/// The activations of "sigmoid/relu/relu", one for each layer from the first, or the one of "relu". A slash outside of
/// parentheses stands between layers where a name of the table (with its parameters) stands alone before or after it,
/// or a formula's own name ("a=x*x/b=x^3") after it; any other divides within a formula.
ACTLAB_API std::vector<std::string> split_layers(std::string_view text);

}  // namespace actlab
