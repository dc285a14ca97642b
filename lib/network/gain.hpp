#pragma once

#include "activation/table.hpp"

namespace actlab {

/// 1 / sqrt(E[f(z)^2]), z standard normal: weights N(0, gain^2 / fan-in) in front of a wide layer keep the second
/// moment of the activations (He et al. 2015 for ReLU, where it is sqrt 2; Klambauer et al. 2017 for SELU, where it is
/// 1). By the trapezoidal rule on [-12, 12]. 1 for activations of a whole layer or of several pre-activations, and
/// where the moment is 0 or not finite.
double activation_gain(const ActivationSpec& activation);

}  // namespace actlab
