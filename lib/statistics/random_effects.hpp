#pragma once

#include <cstddef>
#include <vector>

#include "statistics/intervals.hpp"

namespace actlab {

/// What effects on several data sets have in common: a normal distribution of true effects with mean `mean` and
/// variance `tau_squared`, observed with known variances.
struct RandomEffects {
  std::size_t studies = 0;
  double mean = 0;
  double tau_squared = 0;     ///< by restricted maximum likelihood (Viechtbauer 2005): its greatest maximum, 0 included
  double standard_error = 0;  ///< of the mean, with Hartung and Knapp's (2003) factor, which is not allowed below 1
  Interval interval;          ///< of the mean: Student's with studies - 1 degrees of freedom
  Interval prediction;        ///< where the true effect on a further data set lies: Higgins, Thompson, Spiegelhalter
                              ///< (2009), Student's with studies - 2 degrees of freedom; NaN for fewer than three
};

/// `variances` are those of the estimates, all positive and finite. One study: its own interval (normal), NaN
/// prediction. Throws nothing; NaN for none.
RandomEffects random_effects(const std::vector<double>& estimates, const std::vector<double>& variances,
                             double level = 0.95, double prediction_level = 0.8);

/// By what the variance sd^2 / n of a mean over n random splits of one set of rows is multiplied, because the splits
/// overlap: (1/n + test/train) / (1/n) (Nadeau, Bengio 2003).
double overlapping_splits_factor(std::size_t n, double test_rows, double train_rows);

}  // namespace actlab
