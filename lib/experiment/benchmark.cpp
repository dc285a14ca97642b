#include "experiment/benchmark.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <limits>

#include "activation/kernels.hpp"
#include "arithmetic/aligned.hpp"
#include "arithmetic/peak.hpp"
#include "plan/resolve.hpp"
#include "training/layout_choice.hpp"
#include "training/trainer.hpp"

namespace actlab {
namespace {

constexpr std::size_t elements = 2048;  // two arrays of them in double, or four in float, fill 32 KiB
constexpr std::size_t width = 8;

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

constexpr std::size_t networks = 16;  // of a training

// Keeps the compiler from leaving out work whose results nobody reads.
void keep(const void* data) { asm volatile("" : : "r"(data) : "memory"); }

// Seconds of one call of f: the best stretch of many calls within the time.
template <class F>
double best_seconds(double seconds, F f) {
  f();
  long calls = 1;
  double best = std::numeric_limits<double>::infinity();
  for (const double end = now() + seconds; now() < end;) {
    const double start = now();
    for (long i = 0; i < calls; ++i) f();
    const double spent = now() - start;
    best = std::min(best, spent / static_cast<double>(calls));
    if (spent < seconds / 20) calls *= 2;
  }
  return best;
}

template <class T>
TrainingSpeed measure(const TrainingPlan& plan, const std::shared_ptr<const Dataset>& dataset, Layout layout,
                      double seconds) {
  const TrainingData<T> data = prepare_training_data<T>(
      plan, [&](std::uint32_t) { return dataset; }, 0, 1);
  const std::size_t lanes = std::min(networks, kernels<T>(layout).lanes);
  const double spent = best_seconds(seconds, [&] {
    for (std::size_t first = 0; first < networks; first += lanes) {
      Trainer<T> trainer(plan, data, layout, static_cast<std::uint32_t>(first), lanes);
      trainer.run({});
      keep(trainer.network().parameters());
    }
  });
  const double samples =
      static_cast<double>(data.view(0).split.train.size() * networks) * static_cast<double>(plan.epochs);
  return {samples / spent, samples / spent * operations_per_sample(plan.shape), layout.lanes};
}

}  // namespace

template <class T>
ActivationSpeed measure_activation(const ActivationSpec& activation, arithmetic::Target target, double seconds) {
  const ActivationKernels<T>& kernels = activation_kernels<T>(target);
  const ActivationKernel<T>& kernel = kernels.of(activation);
  const std::size_t rows = elements / (width * kernels.lanes);
  const std::size_t pre = rows * activation.pre_activations(width) * kernels.lanes;
  const std::size_t units = rows * activation.units(width) * kernels.lanes;
  arithmetic::AlignedVector<T> z(pre), slope(pre), a(units), da(units, T{1}), learned;
  for (std::size_t i = 0; i < pre; ++i)
    z[i] = static_cast<T>(6.0 * static_cast<double>(i * 7919 % pre) / static_cast<double>(pre) - 3);
  for (const double first : activation.learned(width)) {
    learned.insert(learned.end(), kernels.lanes, static_cast<T>(first));
  }
  const std::vector<T> parameters(activation.parameters.begin(), activation.parameters.end());
  arithmetic::AlignedVector<T> dz(pre);
  ActivationCall<T> call;
  call.parameters = parameters.data();
  call.learned = learned.data();
  call.learned_stride = activation.learned_by_unit() ? kernels.lanes : 0;
  call.formula = activation.formula.get();
  call.rows = rows;
  call.width = width;
  const double forward = best_seconds(seconds, [&] {
    kernel.forward(call, z.data(), a.data());
    keep(a.data());
  });
  const double training = best_seconds(seconds, [&] {
    kernel.forward_with_slope(call, z.data(), a.data(), slope.data());
    kernel.backward(call, z.data(), a.data(), slope.data(), da.data(), dz.data());
    keep(dz.data());
  });
  const auto count = static_cast<double>(units);
  return {1e9 * forward / count, 1e9 * training / count};
}

template <class T>
double measure_copy(double seconds) {
  arithmetic::AlignedVector<T> from(elements, T{1}), to(elements);
  const double spent = best_seconds(seconds, [&] {
    std::memcpy(to.data(), from.data(), elements * sizeof(T));
    keep(to.data());
  });
  return 1e9 * spent / static_cast<double>(elements);
}

template <class T>
double measure_peak(arithmetic::Target target, double seconds) {
  constexpr long rounds = 100'000;
  double operations = 0;
  const double spent = best_seconds(seconds, [&] {
    T sink = 0;
    operations = arithmetic::multiply_add_in_registers<T>(target, rounds, &sink);
    keep(&sink);
  });
  return operations / spent;
}

TrainingSpeed measure_training(const std::string& arch, const std::string& activation, Precision precision,
                               arithmetic::Target target, double seconds) {
  Settings settings;
  settings.arch = arch;
  settings.activation = activation;
  settings.precision = precision;
  settings.epochs = 100;
  const auto dataset = std::make_shared<const Dataset>(load_dataset(settings));
  TrainingPlan plan = resolve(settings, *dataset).plan;
  // A wide network takes long enough in fewer epochs, in some of which making its weights still weighs nothing.
  constexpr double enough_operations = 6e7;
  constexpr double fewest_epochs = 4;
  const double of_epoch = operations_per_sample(plan.shape) * static_cast<double>(dataset->rows);
  plan.epochs = static_cast<decltype(plan.epochs)>(
      std::clamp(enough_operations / of_epoch, fewest_epochs, static_cast<double>(settings.epochs)));
  const Layout layout = choose_layout(plan, networks, {target, {}});
  return precision == Precision::float32 ? measure<float>(plan, dataset, layout, seconds)
                                         : measure<double>(plan, dataset, layout, seconds);
}

double operations_per_sample(const NetworkShape& shape) {
  double multiply_adds = 0;
  for (std::size_t l = 0; l < shape.layers.size(); ++l) {
    const auto weights = static_cast<double>(shape.layers[l].pre_activations * shape.layers[l].inputs);
    multiply_adds += weights * (l == 0 ? 2 : 3);
  }
  return 2 * multiply_adds;
}

template ActivationSpeed measure_activation<float>(const ActivationSpec&, arithmetic::Target, double);
template ActivationSpeed measure_activation<double>(const ActivationSpec&, arithmetic::Target, double);
template double measure_copy<float>(double);
template double measure_copy<double>(double);
template double measure_peak<float>(arithmetic::Target, double);
template double measure_peak<double>(arithmetic::Target, double);

}  // namespace actlab
