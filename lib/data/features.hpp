#pragma once

#include <span>
#include <string_view>

#include "actlab/api.hpp"
#include "actlab/dataset.hpp"

namespace actlab {

/// An input made of a point of the plane, as in TensorFlow Playground: by one formula, without scaling.
struct FeatureFormula {
  std::string_view name;
  double (*value)(double x, double y);
};

ACTLAB_API std::span<const FeatureFormula> feature_formulas();

/// Keeps the inputs that `features` names: "all", or joined by '+' columns by name or #number (from 1; a categorical
/// column's name stands for all its one-hot columns) and, for data of the plane, formulas; or, of such data, "none",
/// which leaves the biases alone to learn. Throws Error (usage) at
/// --features.
void select_features(std::string_view features, Dataset& dataset);

}  // namespace actlab
