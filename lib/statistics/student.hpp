#pragma once

namespace actlab {

/// The p-quantile of the standard normal distribution; NaN unless 0 < p < 1. At least 12 digits.
double normal_quantile(double p);

/// P(T <= t) of Student's t distribution with `degrees` > 0 degrees of freedom.
double student_probability(double t, double degrees);

/// The p-quantile of Student's t distribution with `degrees` > 0 degrees of freedom; NaN unless 0 < p < 1. At least 10
/// digits.
double student_quantile(double p, double degrees);

}  // namespace actlab
