// Training throughput against the machine's own fma peak, measured in the same run.

#include <benchmark/benchmark.h>

#include <chrono>
#include <memory>

#include "arithmetic/peak.hpp"
#include "experiment/benchmark.hpp"
#include "plan/grid.hpp"
#include "training/trainer.hpp"

namespace actlab {
namespace {

// GFLOP/s of fused multiply-adds in registers.
double peak(arithmetic::Target target) {
  double best = 0;
  for (int run = 0; run < 5; ++run) {
    float sink = 0;
    const auto start = std::chrono::steady_clock::now();
    const double flops = arithmetic::multiply_add_in_registers<float>(target, 2'000'000, &sink);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    benchmark::DoNotOptimize(sink);
    best = std::max(best, flops / seconds / 1e9);
  }
  return best;
}

void train(benchmark::State& state, const std::string& activation, const std::string& arch, arithmetic::Target target) {
  Settings settings;
  settings.activation = activation;
  settings.arch = arch;
  settings.epochs = 200;
  const auto dataset = std::make_shared<const Dataset>(load_dataset(settings));
  const TrainingPlan plan = resolve(settings, *dataset).plan;
  const auto data = prepare_training_data<float>(
      plan, [&](std::uint32_t) { return dataset; }, 0, 1);
  const std::size_t lanes = kernels<float>(target).lanes;
  double samples = 0;
  double flops = 0;
  for (auto _ : state) {
    for (std::size_t first = 0; first < 16; first += lanes) {
      Trainer<float> trainer(plan, data, {Lanes::replicates, target}, static_cast<std::uint32_t>(first), lanes);
      trainer.run({});
      const double trained =
          static_cast<double>(data.view(0).split.train.size()) * static_cast<double>(settings.epochs * lanes);
      samples += trained;
      flops += trained * operations_per_sample(trainer.network().shape());
    }
  }
  const double machine = peak(target);
  using benchmark::Counter;
  state.counters["model_samples/s"] = Counter(samples, Counter::kIsRate);
  state.counters["GFLOP/s"] = Counter(flops / 1e9, Counter::kIsRate);
  state.counters["peak_GFLOP/s"] = machine;
  state.counters["share_of_peak"] = Counter(flops / 1e9 / machine, Counter::kIsRate);
}

const bool registered = [] {
  for (const arithmetic::Target target : arithmetic::available_targets()) {
    for (const char* activation : {"relu", "tanh", "sigmoid", "gelu"}) {
      for (const char* arch : {"8-8", "32-32"}) {
        const std::string name =
            std::string("train/spiral/") + arch + "/" + activation + "/" + std::string(arithmetic::target_name(target));
        benchmark::RegisterBenchmark(name.c_str(), train, activation, arch, target)->Unit(benchmark::kMillisecond);
      }
    }
  }
  return true;
}();

}  // namespace
}  // namespace actlab
