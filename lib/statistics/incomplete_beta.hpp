#pragma once

namespace actlab {

/// The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22). `x` and `y` = 1 - x
/// are both given, 0 <= x <= 1, so that neither end loses digits; a and b are positive. About 13 digits for a and b
/// below 1e5.
double regularized_beta(double x, double y, double a, double b);

/// log(Gamma(a) Gamma(b) / Gamma(a + b)), a and b positive.
double log_beta(double a, double b);

}  // namespace actlab
