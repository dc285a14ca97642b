#pragma once

#include "arithmetic/target.hpp"

namespace actlab::arithmetic {

/// Fused multiply-adds in registers alone, as fast as one core does them: the yardstick for kernels. Runs `rounds`
/// times ten vector operations and returns how many floating-point operations (two a lane and operation) that was.
/// `sink` keeps the result alive.
template <class T>
double multiply_add_in_registers(Target target, long rounds, T* sink);

}  // namespace actlab::arithmetic
