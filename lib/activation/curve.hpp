#pragma once

#include <string_view>
#include <vector>

#include "activation/table.hpp"
#include "actlab/api.hpp"
#include "arithmetic/target.hpp"

namespace actlab {

/// An activation as a function of one number.
struct ActivationCurve {
  std::vector<double> value;
  std::vector<double> slope;
};

/// f and f' at each x, in T, with learned numbers at their first values and drawn slopes at their mean. Activations of
/// several pre-activations are shown along the line that curve_section() describes.
template <class T>
ACTLAB_API ActivationCurve activation_curve(const ActivationSpec& activation, const std::vector<double>& x,
                                            arithmetic::Target target);

/// What is shown of an activation that is no function of one number: "first unit of (x, 0)"; else empty.
ACTLAB_API std::string_view curve_section(ActivationKind kind);

}  // namespace actlab
