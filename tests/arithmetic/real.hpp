#pragma once

#include <mpfr.h>

#include <cmath>
#include <limits>
#include <utility>

namespace actlab::test {

/// A number of 220 bits by MPFR.
class Real {
 public:
  Real(double value = 0) {  // NOLINT: numbers mix freely in formulas
    mpfr_init2(value_, 220);
    mpfr_set_d(value_, value, MPFR_RNDN);
  }
  Real(const Real& other) : Real() { mpfr_set(value_, other.value_, MPFR_RNDN); }
  Real& operator=(const Real& other) {
    mpfr_set(value_, other.value_, MPFR_RNDN);
    return *this;
  }
  ~Real() { mpfr_clear(value_); }

  /// |computed - this| in units in the last place of T at this, or at `floor` where that is larger.
  template <class T>
  [[nodiscard]] double error_in_ulp(T computed, double floor = 0) const {
    if (std::isnan(computed)) return mpfr_nan_p(value_) != 0 ? 0 : std::numeric_limits<double>::infinity();
    constexpr long digits = std::numeric_limits<T>::digits;
    long exponent = std::numeric_limits<T>::min_exponent - digits;
    if (mpfr_zero_p(value_) == 0) exponent = std::max(exponent, mpfr_get_exp(value_) - digits);
    if (floor > 0) exponent = std::max(exponent, static_cast<long>(std::ilogb(floor)) + 1 - digits);
    Real error = *this - Real(static_cast<double>(computed));
    mpfr_mul_2si(error.value_, error.value_, -exponent, MPFR_RNDN);
    return std::fabs(mpfr_get_d(error.value_, MPFR_RNDN));
  }

  [[nodiscard]] double number() const { return mpfr_get_d(value_, MPFR_RNDN); }

  friend Real operator+(Real a, const Real& b) { return a.with(mpfr_add, b); }
  friend Real operator-(Real a, const Real& b) { return a.with(mpfr_sub, b); }
  friend Real operator*(Real a, const Real& b) { return a.with(mpfr_mul, b); }
  friend Real operator/(Real a, const Real& b) { return a.with(mpfr_div, b); }
  friend Real operator-(Real a) { return a.through(mpfr_neg); }
  friend bool operator<(const Real& a, const Real& b) { return mpfr_less_p(a.value_, b.value_) != 0; }
  friend bool operator>(const Real& a, const Real& b) { return b < a; }

  friend Real exp(Real a) { return a.through(mpfr_exp); }
  friend Real expm1(Real a) { return a.through(mpfr_expm1); }
  friend Real log(Real a) { return a.through(mpfr_log); }
  friend Real log1p(Real a) { return a.through(mpfr_log1p); }
  friend Real tanh(Real a) { return a.through(mpfr_tanh); }
  friend Real cosh(Real a) { return a.through(mpfr_cosh); }
  friend Real sqrt(Real a) { return a.through(mpfr_sqrt); }
  friend Real erfc(Real a) { return a.through(mpfr_erfc); }
  friend Real sin(Real a) { return a.through(mpfr_sin); }
  friend Real cos(Real a) { return a.through(mpfr_cos); }
  friend Real atan(Real a) { return a.through(mpfr_atan); }
  friend Real abs(Real a) { return a.through(mpfr_abs); }
  static Real pi() {
    Real out;
    mpfr_const_pi(out.value_, MPFR_RNDN);
    return out;
  }

 private:
  template <class F>
  Real& with(F f, const Real& b) {
    f(value_, value_, b.value_, MPFR_RNDN);
    return *this;
  }
  template <class F>
  Real& through(F f) {
    f(value_, value_, MPFR_RNDN);
    return *this;
  }

  mpfr_t value_;
};

}  // namespace actlab::test
