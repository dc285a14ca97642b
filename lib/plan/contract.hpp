#pragma once

namespace actlab {

/// Version of the arithmetic contract (lib/arithmetic/README.md), part of every cell's identity.
inline constexpr int contract_version = 2;

}  // namespace actlab
