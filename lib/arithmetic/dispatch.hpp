#pragma once

#include <hwy/detect_targets.h>

#include "arithmetic/target.hpp"

#if defined(__FAST_MATH__) && !defined(ACTLAB_WITHOUT_CONTRACT)
#error "The arithmetic contract cannot be kept under -ffast-math."
#endif

/// `call` in the namespace of a run-time target; all alternatives have one type. Used once in each SIMD translation
/// unit, after HWY_AFTER_NAMESPACE, where the per-target namespaces are visible.
#if HWY_ARCH_X86 && (HWY_TARGETS & HWY_AVX3) == 0
#define ACTLAB_ON_TARGET(target, call) ((void)(target), N_AVX2::call)
#elif HWY_ARCH_X86
#define ACTLAB_ON_TARGET(target, call) ((target) == ::actlab::arithmetic::Target::avx512 ? N_AVX3::call : N_AVX2::call)
#else
#define ACTLAB_ON_TARGET(target, call) ((void)(target), N_NEON::call)
#endif
