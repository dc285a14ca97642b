#include <atomic>
#include <bit>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "activation/evaluate.hpp"
#include "activation/exact.hpp"
#include "arithmetic/float_error.hpp"
#include "arithmetic/philox.hpp"

using namespace actlab;
using test::evaluate;
using test::ValuesAndSlopes;

namespace {

// The activations whose float versions are their own (lib/arithmetic/float_*-inl.hpp), and those that follow from them.
constexpr const char* float_activations[] = {"tanh", "sigmoid",     "silu",        "gelu", "softplus",
                                             "mish", "log_sigmoid", "exponential", "sine", "snake"};

constexpr double allowed_value_ulp = 1;
constexpr double allowed_slope_ulp = 2;

// Where the slopes of silu, gelu, mish and snake are 0, and where methods change.
constexpr double hard_places[] = {-1.278464542761074,
                                  -0.7517915246935645,
                                  -1.192431214515495,
                                  -0.7853981633974483,
                                  2.356194490192345,
                                  0,
                                  0.0625,
                                  -1.02846,
                                  -1.52846,
                                  -70,
                                  24,
                                  64,
                                  8192,
                                  9.0109,
                                  2,
                                  53};

// All magnitudes up to 2^9, and neighbours of the hard places.
std::vector<float> hard_arguments(std::size_t count) {
  arithmetic::RandomStream numbers(13, 0, arithmetic::Purpose::data);
  std::vector<float> x;
  for (const double place : hard_places) {
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(place));
    for (std::uint32_t step = 0; step < 300; ++step) x.push_back(std::bit_cast<float>(bits + step - 150));
  }
  while (x.size() < count) {
    const auto signed_unit = [&] { return 2 * numbers.uniform() - 1; };
    x.push_back(static_cast<float>(4 * signed_unit()));
    x.push_back(static_cast<float>(16 * signed_unit()));
    x.push_back(static_cast<float>(-120 * numbers.uniform()));
    x.push_back(static_cast<float>(std::ldexp(signed_unit(), static_cast<int>(numbers.below(158)) - 149)));
  }
  return x;
}

struct Worst {
  double value = 0;
  double slope = 0;
  float value_at = 0;
  float slope_at = 0;

  void add(float x, double value_error, double slope_error) {
    if (!(value_error <= value)) value = value_error, value_at = x;
    if (!(slope_error <= slope)) slope = slope_error, slope_at = x;
  }
};

void check(const char* name, const Worst& worst) {
  CAPTURE(name, worst.value, worst.value_at, worst.slope, worst.slope_at);
  CHECK(worst.value <= allowed_value_ulp);
  CHECK(worst.slope <= allowed_slope_ulp);
}

// By the double kernels; the slope of snake as (sin(x) + cos(x))^2, since their 1 + sin(2 x) cancels.
ValuesAndSlopes<double> reference(const ActivationSpec& activation, const std::vector<double>& x) {
  ValuesAndSlopes<double> wide = evaluate<double>(activation, x);
  if (activation.info().name != "snake") return wide;
  const ValuesAndSlopes<double> sine = evaluate<double>(parse_activation("sine", "t"), x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double sum = sine.value[i] + sine.slope[i];
    wide.slope[i] = sum * sum;
  }
  return wide;
}

// The finite floats with the bit patterns first, first + stride, ...
void add_floats(const ActivationSpec& activation, std::uint64_t first, std::uint64_t stride, Worst& worst) {
  constexpr std::size_t block = 1U << 16;
  std::vector<float> x(block);
  for (std::uint64_t begin = first; begin < (std::uint64_t{1} << 32); begin += block * stride) {
    for (std::size_t i = 0; i < block; ++i) {
      const auto number = std::bit_cast<float>(static_cast<std::uint32_t>(begin + i * stride));
      x[i] = std::isinf(number) ? 0 : number;
    }
    const ValuesAndSlopes<float> narrow = evaluate<float>(activation, x);
    const ValuesAndSlopes<double> wide = reference(activation, std::vector<double>(x.begin(), x.end()));
    for (std::size_t i = 0; i < block; ++i) {
      worst.add(x[i], test::float_error_in_ulp(narrow.value[i], wide.value[i]),
                test::float_error_in_ulp(narrow.slope[i], wide.slope[i]));
    }
  }
}

}  // namespace

TEST_CASE("Values in float are within 1 ulp of MPFR and slopes within 2, also where a slope crosses 0") {
  const std::vector<float> x = hard_arguments(20'000);
  for (const char* name : float_activations) {
    const ValuesAndSlopes<float> computed = evaluate<float>(parse_activation(name, "t"), x);
    Worst worst;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const test::ExactActivation exact = test::exact_activation(name, static_cast<double>(x[i]));
      if (computed.value[i] == std::numeric_limits<float>::infinity() && exact.value.number() > 0x1.ffffffp127)
        continue;
      worst.add(x[i], exact.value.error_in_ulp(computed.value[i]), exact.slope.error_in_ulp(computed.slope[i]));
    }
    check(name, worst);
  }
}

TEST_CASE("Values and slopes are as accurate at every float, as far as the time allows", "[slow]") {
  // Strides over the bit patterns, one residue class after another until the time is up; ACTLAB_SLOW_SECONDS=4000 does
  // them all.
  constexpr std::uint64_t stride = 1021;
  for (const char* name : float_activations) {
    const ActivationSpec activation = parse_activation(name, "t");
    const auto start = std::chrono::steady_clock::now();
    const double budget = test::slow_seconds(3.0) / static_cast<double>(std::size(float_activations));
    std::atomic<std::uint64_t> next{0};
    Worst worst[2];
    {
      std::vector<std::jthread> workers;
      for (Worst& own : worst) {
        workers.emplace_back([&] {
          for (std::uint64_t residue = next++; residue < stride; residue = next++) {
            add_floats(activation, residue, stride, own);
            const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
            if (spent.count() > budget) break;
          }
        });
      }
    }
    for (const Worst& own : worst) check(name, own);
    if (std::getenv("ACTLAB_SLOW_SECONDS") != nullptr) {
      const double share = std::min(1.0, static_cast<double>(next) / static_cast<double>(stride));
      WARN(name << ": largest errors " << std::max(worst[0].value, worst[1].value) << " and "
                << std::max(worst[0].slope, worst[1].slope) << " ulp at " << 100 * share << " % of the floats");
    }
  }
}

TEST_CASE("All targets of this machine give the same bits of values and slopes") {
  const std::vector<float> narrow = hard_arguments(20'000);
  const std::vector<double> wide(narrow.begin(), narrow.end());
  const auto same = [](const auto& activation, const auto& x, arithmetic::Target target) {
    using T = std::decay_t<decltype(x[0])>;
    const ValuesAndSlopes<T> best = evaluate<T>(activation, x);
    const ValuesAndSlopes<T> other = evaluate<T>(activation, x, target);
    const auto equal = [](T a, T b) {
      return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
    };
    return std::ranges::equal(best.value, other.value, equal) && std::ranges::equal(best.slope, other.slope, equal);
  };
  for (const ActivationInfo& row : activations()) {
    if (row.kind != ActivationKind::elementwise && row.kind != ActivationKind::sloped) continue;
    const ActivationSpec activation = parse_activation(row.name, "t");
    for (const arithmetic::Target target : arithmetic::available_targets()) {
      CAPTURE(row.name, arithmetic::target_name(target));
      CHECK(same(activation, narrow, target));
      CHECK(same(activation, wide, target));
    }
  }
}
