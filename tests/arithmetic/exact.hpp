#pragma once

#include <mpfr.h>

#include <cmath>
#include <limits>

#include "arithmetic/elementary.hpp"

namespace actlab::test {

inline constexpr arithmetic::Elementary all_functions[] = {
    arithmetic::Elementary::exp,      arithmetic::Elementary::expm1, arithmetic::Elementary::log,
    arithmetic::Elementary::log1p,    arithmetic::Elementary::tanh,  arithmetic::Elementary::sigmoid,
    arithmetic::Elementary::softplus, arithmetic::Elementary::erf,   arithmetic::Elementary::normal_cdf,
    arithmetic::Elementary::sin,      arithmetic::Elementary::cos,   arithmetic::Elementary::atan};

inline const char* name_of(arithmetic::Elementary f) {
  constexpr const char* names[] = {"exp",      "expm1", "log",        "log1p", "tanh", "sigmoid",
                                   "softplus", "erf",   "normal_cdf", "sin",   "cos",  "atan"};
  return names[static_cast<int>(f)];
}

/// The true value of an elementary function by MPFR, to 200 bits and more.
class Exact {
 public:
  Exact() {
    mpfr_init2(value_, 220);
    mpfr_init2(work_, 220);
  }
  Exact(const Exact&) = delete;
  Exact& operator=(const Exact&) = delete;
  ~Exact() {
    mpfr_clear(value_);
    mpfr_clear(work_);
  }

  /// |computed - f(x)| in units in the last place of f(x) in T. Infinite where one is infinite or NaN and the other is
  /// not.
  template <class T>
  double error_in_ulp(arithmetic::Elementary f, T x, T computed) {
    evaluate(f, static_cast<double>(x));
    const T nearest = rounded<T>();
    if (std::isnan(computed) || std::isnan(nearest)) return std::isnan(computed) == std::isnan(nearest) ? 0 : infinite;
    if (std::isinf(computed) || std::isinf(nearest)) return computed == nearest ? 0 : infinite;
    if (mpfr_zero_p(value_) != 0) return computed == 0 ? 0 : infinite;
    constexpr long digits = std::numeric_limits<T>::digits;
    constexpr long lowest = std::numeric_limits<T>::min_exponent - digits;
    const long exponent = std::max(mpfr_get_exp(value_) - digits, lowest);
    mpfr_set_d(work_, static_cast<double>(computed), MPFR_RNDN);
    mpfr_sub(work_, work_, value_, MPFR_RNDN);
    mpfr_mul_2si(work_, work_, -exponent, MPFR_RNDN);
    return std::fabs(mpfr_get_d(work_, MPFR_RNDN));
  }

 private:
  static constexpr double infinite = std::numeric_limits<double>::infinity();

  template <class T>
  T rounded() const {
    if constexpr (sizeof(T) == sizeof(float))
      return mpfr_get_flt(value_, MPFR_RNDN);
    else
      return mpfr_get_d(value_, MPFR_RNDN);
  }

  void evaluate(arithmetic::Elementary f, double x) {
    using arithmetic::Elementary;
    mpfr_set_d(value_, x, MPFR_RNDN);
    switch (f) {
      case Elementary::exp:
        mpfr_exp(value_, value_, MPFR_RNDN);
        break;
      case Elementary::expm1:
        mpfr_expm1(value_, value_, MPFR_RNDN);
        break;
      case Elementary::log:
        mpfr_log(value_, value_, MPFR_RNDN);
        break;
      case Elementary::log1p:
        mpfr_log1p(value_, value_, MPFR_RNDN);
        break;
      case Elementary::tanh:
        mpfr_tanh(value_, value_, MPFR_RNDN);
        break;
      case Elementary::erf:
        mpfr_erf(value_, value_, MPFR_RNDN);
        break;
      case Elementary::sin:
        mpfr_sin(value_, value_, MPFR_RNDN);
        break;
      case Elementary::cos:
        mpfr_cos(value_, value_, MPFR_RNDN);
        break;
      case Elementary::atan:
        mpfr_atan(value_, value_, MPFR_RNDN);
        break;
      case Elementary::sigmoid:
        mpfr_neg(value_, value_, MPFR_RNDN);
        mpfr_exp(value_, value_, MPFR_RNDN);
        mpfr_add_ui(value_, value_, 1, MPFR_RNDN);
        mpfr_ui_div(value_, 1, value_, MPFR_RNDN);
        break;
      case Elementary::softplus:
        if (x > 1000) break;  // log(1 + exp(x)) - x is far below an ulp, and exp(x) beyond MPFR's range in time
        mpfr_exp(value_, value_, MPFR_RNDN);
        mpfr_log1p(value_, value_, MPFR_RNDN);
        break;
      case Elementary::normal_cdf:
        mpfr_sqrt_ui(work_, 2, MPFR_RNDN);
        mpfr_div(value_, value_, work_, MPFR_RNDN);
        mpfr_neg(value_, value_, MPFR_RNDN);
        mpfr_erfc(value_, value_, MPFR_RNDN);
        mpfr_div_ui(value_, value_, 2, MPFR_RNDN);
        break;
    }
  }

  mpfr_t value_;
  mpfr_t work_;
};

}  // namespace actlab::test
