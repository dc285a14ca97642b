#pragma once

#include <string_view>

#include "actlab/dataset.hpp"
#include "data/generators.hpp"

namespace actlab {

/// Whether `dataset` is "fn:EXPR".
bool is_function_data(std::string_view dataset);

/// Points of a function to approximate: x uniform on [from, to], the target f(x) plus normal noise, whose standard
/// deviation is the given share of that of f(x) over the points. "fn:sin(3*x)" with the grammar of activations'
/// formulas (activation/formula.hpp); ";from=-1;to=1" set the interval, else [-5, 5]. Throws Error: usage for a formula
/// that cannot be read, bad_data where f is not finite.
Dataset function_data(std::string_view dataset, std::size_t samples, double noise_percent, const Uniform& uniform);

}  // namespace actlab
