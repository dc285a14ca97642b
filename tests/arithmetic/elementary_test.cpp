#include "arithmetic/elementary.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <numbers>
#include <thread>
#include <vector>

#include "arithmetic/exact.hpp"
#include "arithmetic/float_error.hpp"
#include "arithmetic/philox.hpp"

using namespace actlab::arithmetic;
using actlab::test::all_functions;
using actlab::test::Exact;
using actlab::test::name_of;

namespace {

template <class T>
using BitsOf = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

// The contract: 1 ulp in float, 2 in double; 3 of the normal distribution function in double, which is not part of it.
template <class T>
double allowed_ulp(Elementary f) {
  if (sizeof(T) == sizeof(float)) return 1.0;
  return f == Elementary::normal_cdf ? 3.0 : 2.0;
}

// Ordinary arguments, all magnitudes, all bit patterns, and where each function is hard.
template <class T>
std::vector<T> hard_arguments(Elementary f, std::size_t count) {
  RandomStream numbers(7, static_cast<std::uint32_t>(f), Purpose::data);
  const auto signed_unit = [&] { return 2 * numbers.uniform() - 1; };
  const double edge = sizeof(T) == 4 ? 104 : 746;
  std::vector<T> x;
  while (x.size() < count) {
    x.push_back(static_cast<T>(5 * signed_unit()));
    x.push_back(static_cast<T>(edge * signed_unit()));
    x.push_back(static_cast<T>(std::ldexp(signed_unit(), static_cast<int>(numbers.below(120)) - 100)));
    const auto high = std::uint64_t{numbers.word()} << 32;
    x.push_back(std::bit_cast<T>(static_cast<BitsOf<T>>(high >> (64 - 8 * sizeof(T)) | numbers.word())));
    x.push_back(static_cast<T>(1 + 1e-3 * signed_unit()));
    x.push_back(static_cast<T>(-1 + 1e-6 * numbers.uniform()));
    x.push_back(static_cast<T>(numbers.below(1U << 30) * std::numbers::pi / 2));
    x.push_back(static_cast<T>(-39 * numbers.uniform()));
    if (f == Elementary::log) {
      for (std::size_t i = x.size() - 8; i < x.size(); ++i) x[i] = std::abs(x[i]);
    }
  }
  return x;
}

template <class T>
std::vector<T> evaluate(Elementary f, const std::vector<T>& x, Target target) {
  std::vector<T> y(x.size());
  apply(f, x.data(), y.data(), x.size(), target);
  return y;
}

// Says how large the error was where somebody asked for the long tests.
void report(const char* name, double worst, double arguments) {
  if (std::getenv("ACTLAB_SLOW_SECONDS") == nullptr) return;
  WARN(name << ": largest error " << worst << " ulp at " << arguments << " arguments");
}

template <class T>
void check_accuracy(Elementary f, std::size_t count) {
  const std::vector<T> x = hard_arguments<T>(f, count);
  const std::vector<T> y = evaluate(f, x, best_target());
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<double> worst(threads, 0);
  std::vector<T> worst_at(threads, 0);
  {
    std::vector<std::jthread> workers;
    for (unsigned t = 0; t < threads; ++t) {
      workers.emplace_back([&, t] {
        Exact exact;
        for (std::size_t i = t; i < x.size(); i += threads) {
          const double error = exact.error_in_ulp(f, x[i], y[i]);
          if (error > worst[t]) worst_at[t] = x[i];
          worst[t] = std::max(worst[t], error);
        }
        mpfr_free_cache();
      });
    }
  }
  for (unsigned t = 0; t < threads; ++t) {
    CAPTURE(name_of(f), sizeof(T), worst_at[t]);
    CHECK(worst[t] <= allowed_ulp<T>(f));
  }
  report(name_of(f), *std::ranges::max_element(worst), static_cast<double>(count));
}

template <class T>
T one(Elementary f, T x) {
  T y = 0;
  apply(f, &x, &y, 1, best_target());
  return y;
}

template <class T>
bool same_bits(T a, T b) {
  return std::isnan(a) ? std::isnan(b) : std::bit_cast<BitsOf<T>>(a) == std::bit_cast<BitsOf<T>>(b);
}

// Floats with the bit patterns first, first + stride, ...
void check_floats(Elementary f, std::uint64_t first, std::uint64_t stride, double& worst, std::uint32_t& worst_at) {
  constexpr std::size_t block = 4096;
  std::vector<float> x(block), y(block);
  std::vector<double> wide(block), truth(block);
  for (std::uint64_t begin = first; begin < (std::uint64_t{1} << 32); begin += block * stride) {
    for (std::size_t i = 0; i < block; ++i) {
      const std::uint64_t bits = begin + i * stride;
      x[i] = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
      wide[i] = x[i];
    }
    apply(f, x.data(), y.data(), block, best_target());
    apply(f, wide.data(), truth.data(), block, best_target());
    for (std::size_t i = 0; i < block; ++i) {
      const double error = actlab::test::float_error_in_ulp(y[i], truth[i]);
      if (error > worst) worst_at = std::bit_cast<std::uint32_t>(x[i]);
      worst = std::max(worst, error);
    }
  }
}

}  // namespace

TEST_CASE("Every elementary function is within 1 ulp in float at hard and random arguments") {
  for (const Elementary f : all_functions) check_accuracy<float>(f, 60'000);
}

TEST_CASE("Every elementary function is within 2 ulp in double at a million hard and random arguments", "[slow]") {
  for (const Elementary f : all_functions) check_accuracy<double>(f, 1'000'000);
}

TEST_CASE("Every elementary function is within 1 ulp at every float, as far as the time allows", "[slow]") {
  // Strides over the bit patterns, one residue class after another until the time is up; ACTLAB_SLOW_SECONDS=3000 does
  // them all.
  constexpr std::uint64_t stride = 1021;
  for (const Elementary f : all_functions) {
    const auto start = std::chrono::steady_clock::now();
    const double budget = actlab::test::slow_seconds(4.0) / static_cast<double>(std::size(all_functions));
    std::atomic<std::uint64_t> next{0};
    double worst[2] = {0, 0};
    std::uint32_t worst_at[2] = {0, 0};
    {
      std::vector<std::jthread> workers;
      for (int t = 0; t < 2; ++t) {
        workers.emplace_back([&, t] {
          for (std::uint64_t residue = next++; residue < stride; residue = next++) {
            check_floats(f, residue, stride, worst[t], worst_at[t]);
            const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
            if (spent.count() > budget) break;
          }
        });
      }
    }
    const double share = std::min(1.0, static_cast<double>(next) / static_cast<double>(stride));
    CAPTURE(name_of(f), share, worst_at[0], worst_at[1]);
    CHECK(std::max(worst[0], worst[1]) <= allowed_ulp<float>(f));
    report(name_of(f), std::max(worst[0], worst[1]), share * 0x1p32);
  }
}

TEST_CASE("All targets of this machine give the same bits, whatever the place in the array") {
  for (const Elementary f : all_functions) {
    CAPTURE(name_of(f));
    const auto check = [&](auto zero) {
      using T = decltype(zero);
      std::vector<T> x = hard_arguments<T>(f, 20'000);
      for (const T special : {T(0), -T(0), std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(),
                              std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::denorm_min()}) {
        x.push_back(special);
      }
      const std::vector<T> reference = evaluate(f, x, best_target());
      for (const Target target : available_targets()) {
        const std::vector<T> y = evaluate(f, x, target);
        bool equal = true;
        for (std::size_t i = 0; i < x.size(); ++i) equal = equal && same_bits(y[i], reference[i]);
        CHECK(equal);
        for (const std::size_t block : {1, 7, 64}) {
          std::vector<T> pieces(x.size());
          for (std::size_t begin = 0; begin < x.size(); begin += block) {
            apply(f, x.data() + begin, pieces.data() + begin, std::min(block, x.size() - begin), target);
          }
          bool blocks_equal = true;
          for (std::size_t i = 0; i < x.size(); ++i) blocks_equal = blocks_equal && same_bits(pieces[i], reference[i]);
          CHECK(blocks_equal);
        }
      }
    };
    check(0.0F);
    check(0.0);
  }
}

TEMPLATE_TEST_CASE("Special arguments give the limits of the functions", "", float, double) {
  constexpr TestType inf = std::numeric_limits<TestType>::infinity();
  constexpr TestType nan = std::numeric_limits<TestType>::quiet_NaN();
  for (const Elementary f : all_functions) {
    CAPTURE(name_of(f));
    CHECK(std::isnan(one(f, nan)));
  }
  CHECK(one<TestType>(Elementary::exp, 0) == 1);
  CHECK(one(Elementary::exp, inf) == inf);
  CHECK(one(Elementary::exp, -inf) == 0);
  CHECK(one<TestType>(Elementary::exp, 1e5) == inf);
  CHECK(one<TestType>(Elementary::exp, -1e5) == 0);
  CHECK(one(Elementary::expm1, inf) == inf);
  CHECK(one(Elementary::expm1, -inf) == -1);
  CHECK(one<TestType>(Elementary::log, 1) == 0);
  CHECK(one<TestType>(Elementary::log, 0) == -inf);
  CHECK(one(Elementary::log, inf) == inf);
  CHECK(std::isnan(one<TestType>(Elementary::log, -1)));
  CHECK(one<TestType>(Elementary::log1p, -1) == -inf);
  CHECK(one(Elementary::log1p, inf) == inf);
  CHECK(std::isnan(one<TestType>(Elementary::log1p, -2)));
  CHECK(one(Elementary::tanh, inf) == 1);
  CHECK(one(Elementary::tanh, -inf) == -1);
  CHECK(one(Elementary::sigmoid, inf) == 1);
  CHECK(one(Elementary::sigmoid, -inf) == 0);
  CHECK(one<TestType>(Elementary::sigmoid, 0) == TestType(0.5));
  CHECK(one(Elementary::softplus, inf) == inf);
  CHECK(one(Elementary::softplus, -inf) == 0);
  CHECK(one<TestType>(Elementary::softplus, 1e30F) == TestType(1e30F));
  CHECK(one(Elementary::erf, inf) == 1);
  CHECK(one(Elementary::erf, -inf) == -1);
  CHECK(one(Elementary::normal_cdf, inf) == 1);
  CHECK(one(Elementary::normal_cdf, -inf) == 0);
  CHECK(one<TestType>(Elementary::normal_cdf, 0) == TestType(0.5));
  CHECK(one<TestType>(Elementary::cos, 0) == 1);
  CHECK(one(Elementary::atan, inf) == static_cast<TestType>(std::numbers::pi / 2));
  CHECK(one(Elementary::atan, -inf) == static_cast<TestType>(-std::numbers::pi / 2));
  CHECK(std::isnan(one(Elementary::sin, inf)));
  CHECK(std::isnan(one(Elementary::cos, -inf)));
  for (const Elementary odd :
       {Elementary::expm1, Elementary::log1p, Elementary::tanh, Elementary::erf, Elementary::sin}) {
    CAPTURE(name_of(odd));
    CHECK(same_bits(one<TestType>(odd, 0), TestType(0)));
    CHECK(same_bits(one(odd, -TestType(0)), -TestType(0)));
    constexpr TestType tiny = std::numeric_limits<TestType>::denorm_min();
    if (odd != Elementary::erf) CHECK(one(odd, tiny) == tiny);
  }
}

TEMPLATE_TEST_CASE("Odd functions are odd to the bit", "", float, double) {
  for (const Elementary f : {Elementary::tanh, Elementary::erf, Elementary::sin, Elementary::atan}) {
    std::vector<TestType> x = hard_arguments<TestType>(f, 4000);
    const std::vector<TestType> positive = evaluate(f, x, best_target());
    for (TestType& value : x) value = -value;
    const std::vector<TestType> negative = evaluate(f, x, best_target());
    for (std::size_t i = 0; i < x.size(); ++i) CHECK(same_bits(negative[i], -positive[i]));
  }
}
