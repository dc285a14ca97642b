// Nanoseconds per element of each elementary function on arrays in the first-level cache, next to memcpy.

#include <benchmark/benchmark.h>

#include <cstring>
#include <vector>

#include "arithmetic/elementary.hpp"

namespace actlab::arithmetic {
namespace {

constexpr std::size_t count = 2048;

template <class T>
std::vector<T> arguments() {
  std::vector<T> x(count);
  for (std::size_t i = 0; i < count; ++i) x[i] = static_cast<T>(0.1 + 4.0 * static_cast<double>(i) / count);
  return x;
}

void per_element(benchmark::State& state) {
  const auto elements = static_cast<double>(state.iterations()) * static_cast<double>(count);
  state.counters["elements/ns"] = benchmark::Counter(elements / 1e9, benchmark::Counter::kIsRate);
}

template <class T>
void evaluate(benchmark::State& state, Elementary f, Target target) {
  const std::vector<T> x = arguments<T>();
  std::vector<T> y(count);
  for (auto _ : state) {
    apply(f, x.data(), y.data(), count, target);
    benchmark::ClobberMemory();
  }
  per_element(state);
}

template <class T>
void copy(benchmark::State& state) {
  const std::vector<T> x = arguments<T>();
  std::vector<T> y(count);
  for (auto _ : state) {
    std::memcpy(y.data(), x.data(), count * sizeof(T));
    benchmark::ClobberMemory();
  }
  per_element(state);
}

const bool registered = [] {
  struct Named {
    Elementary f;
    const char* name;
  };
  benchmark::RegisterBenchmark("elementary/memcpy/float", copy<float>);
  benchmark::RegisterBenchmark("elementary/memcpy/double", copy<double>);
  for (const Target target : available_targets()) {
    for (const Named& row : {Named{Elementary::exp, "exp"},
                             {Elementary::expm1, "expm1"},
                             {Elementary::log, "log"},
                             {Elementary::log1p, "log1p"},
                             {Elementary::tanh, "tanh"},
                             {Elementary::sigmoid, "sigmoid"},
                             {Elementary::softplus, "softplus"},
                             {Elementary::erf, "erf"},
                             {Elementary::normal_cdf, "normal_cdf"},
                             {Elementary::sin, "sin"},
                             {Elementary::cos, "cos"},
                             {Elementary::atan, "atan"}}) {
      const std::string name = std::string("elementary/") + row.name + "/";
      const std::string on = "/" + std::string(target_name(target));
      benchmark::RegisterBenchmark((name + "float" + on).c_str(), evaluate<float>, row.f, target);
      benchmark::RegisterBenchmark((name + "double" + on).c_str(), evaluate<double>, row.f, target);
    }
  }
  return true;
}();

}  // namespace
}  // namespace actlab::arithmetic
