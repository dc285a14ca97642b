// Training throughput against the machine's own fma peak, measured in the same run.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "arithmetic/peak.hpp"
#include "experiment/benchmark.hpp"
#include "network/layout.hpp"
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

struct Size {
  const char* name;
  std::size_t inputs;
  const char* arch;
  std::size_t outputs;
  std::size_t batch;
  std::size_t rows;
};
constexpr Size sizes[] = {{"points", 2, "8-8", 1, 10, 1000},
                          {"wide points", 2, "32-32", 1, 10, 1000},
                          {"wider points", 2, "64-64", 1, 10, 1000},
                          {"digits", 64, "128-64", 10, 32, 1024},
                          {"images", 784, "256-128", 10, 128, 1024}};

// Numbers that no generator is needed for; speed does not depend on them.
std::shared_ptr<const Dataset> data_of(const Size& size) {
  std::vector<double> inputs(size.rows * size.inputs);
  for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = static_cast<double>(i * 7919 % 1009) / 504.5 - 1;
  std::vector<double> targets(size.rows);
  const std::size_t classes = std::max<std::size_t>(2, size.outputs);
  for (std::size_t i = 0; i < size.rows; ++i) targets[i] = static_cast<double>(i % classes);
  return std::make_shared<const Dataset>(make_dataset(size.outputs == 1 ? Task::binary : Task::multiclass,
                                                      std::move(inputs), size.inputs, std::move(targets)));
}

// `evaluated`: whole epochs, after each of which losses and accuracies are measured on all rows.
void train(benchmark::State& state, const Size& size, const std::string& activation, std::size_t networks,
           Layout layout, bool evaluated) {
  Settings settings;
  settings.activation = activation;
  settings.arch = size.arch;
  if (!evaluated) settings.train_fraction = 1;
  settings.batch_size = static_cast<std::int64_t>(size.batch);
  settings.epochs = size.inputs > 2 ? 10 : 100;
  const auto dataset = data_of(size);
  const TrainingPlan plan = resolve(settings, *dataset).plan;
  const auto data = prepare_training_data<float>(
      plan, [&](std::uint32_t) { return dataset; }, 0, 1);
  const std::size_t lanes = std::min(kernels<float>(layout).lanes, networks);
  double samples = 0;
  double flops = 0;
  for (auto _ : state) {
    for (std::size_t first = 0; first < networks; first += lanes) {
      state.PauseTiming();  // large networks draw their weights as long as they train here
      Trainer<float> trainer(plan, data, layout, static_cast<std::uint32_t>(first), lanes);
      state.ResumeTiming();
      TrainingWatch watch;
      if (evaluated) {
        watch.every = 1;
        watch.metrics = [](const MetricsRow& row) { benchmark::DoNotOptimize(row.metrics.test_loss); };
      }
      trainer.run(watch);
      const double trained =
          static_cast<double>(data.view(0).split.train.size()) * static_cast<double>(settings.epochs * lanes);
      samples += trained;
      flops += trained * operations_per_sample(trainer.network().shape());
    }
  }
  const double machine = peak(layout.target);
  using benchmark::Counter;
  state.counters["model_samples/s"] = Counter(samples, Counter::kIsRate);
  state.counters["GFLOP/s"] = Counter(flops / 1e9, Counter::kIsRate);
  state.counters["peak_GFLOP/s"] = machine;
  state.counters["share_of_peak"] = Counter(flops / 1e9 / machine, Counter::kIsRate);
}

const bool registered = [] {
  for (const arithmetic::Target target : arithmetic::available_targets()) {
    for (const Size& size : sizes) {
      for (const char* activation : {"relu", "tanh", "gelu"}) {
        for (const std::size_t networks : {1, 4, 16}) {
          for (const Lanes lanes : {Lanes::replicates, Lanes::units}) {
            for (const bool evaluated : {false, true}) {
              const std::string name =
                  fmt::format("{}/{}/{}/{} networks/{}/{}", evaluated ? "epochs" : "train", size.name, activation,
                              networks, lanes_names[static_cast<std::size_t>(lanes)], arithmetic::target_name(target));
              benchmark::RegisterBenchmark(name.c_str(), train, size, activation, networks, Layout{lanes, target},
                                           evaluated)
                  ->Unit(benchmark::kMillisecond);
            }
          }
        }
      }
    }
  }
  return true;
}();

}  // namespace
}  // namespace actlab
