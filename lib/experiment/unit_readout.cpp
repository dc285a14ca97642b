#include "experiment/unit_readout.hpp"

#include <cmath>
#include <limits>

#include "training/answers.hpp"
#include "training/plan.hpp"
#include "training/unit_reading.hpp"

namespace actlab {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

std::size_t numbers_of_a_unit(std::size_t classes) { return classes + 2 * UnitReading::most_samples; }

// Class means, then row and activation of each sample; NaN where there are fewer.
std::vector<double> numbers_of(const UnitReading& reading) {
  std::vector<double> numbers = reading.class_means;
  for (const UnitReading::Sample& sample : reading.samples) {
    numbers.push_back(sample.row);
    numbers.push_back(sample.activation);
  }
  numbers.resize(numbers_of_a_unit(reading.class_means.size()), nan_value);
  return numbers;
}

void take_numbers(const std::vector<double>& numbers, std::size_t classes, UnitReading& reading) {
  const auto samples = numbers.begin() + static_cast<std::ptrdiff_t>(classes);
  reading.class_means.assign(numbers.begin(), samples);
  for (auto number = samples; number != numbers.end() && !std::isnan(*number); number += 2) {
    reading.samples.push_back({static_cast<std::uint32_t>(number[0]), number[1]});
  }
}

}  // namespace

UnitReadout::UnitReadout(const Cell& cell, std::size_t replicates, const Recording& recording,
                         const Directory* directory)
    : cell_(cell), replicates_(replicates), classes_(classes_in_tables(*cell.dataset, cell.plan->split)) {
  const std::size_t units = cell.plan->shape.hidden_units();
  if (!recording.units || units == 0) return;
  units_.emplace(OutputSizes{.series = replicates * units, .points = 1, .width = numbers_of_a_unit(classes_)},
                 directory);
}

template <class T>
void UnitReadout::take(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, std::size_t first,
                       std::size_t count) {
  if (!units_) return;
  std::size_t series = first * network.shape().hidden_units();
  for (const UnitReading& reading :
       read_units(network, data, kernels, count, static_cast<std::uint32_t>(first), classes_)) {
    units_->write(0, 0, series++, numbers_of(reading));
  }
}

void UnitReadout::add_to(CellReadings& readings) const {
  if (!units_) return;
  readings.units = [this](const Visit<UnitReading>& visit) { give(visit); };
  readings.units_by_class = classes_ > 0;
}

void UnitReadout::give(const Visit<UnitReading>& visit) const {
  const NetworkShape& shape = cell_.plan->shape;
  std::size_t series = 0;
  for (std::uint32_t replicate = 0; replicate < replicates_; ++replicate) {
    for (std::uint32_t layer = 1; layer <= shape.hidden_layers(); ++layer) {
      for (std::uint32_t unit = 0; unit < shape.layers[layer - 1].units; ++unit) {
        UnitReading reading{.replicate = replicate, .layer = layer, .unit = unit, .class_means = {}, .samples = {}};
        take_numbers(units_->read_series(0, series++), classes_, reading);
        visit(reading);
      }
    }
  }
}

#define ACTLAB_INSTANTIATE(T) \
  template void UnitReadout::take(Network<T>&, const TrainingData<T>&, const Kernels<T>&, std::size_t, std::size_t);
ACTLAB_INSTANTIATE(float)
ACTLAB_INSTANTIATE(double)
#undef ACTLAB_INSTANTIATE

}  // namespace actlab
