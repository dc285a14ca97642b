#include "training/unit_reading.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "training/evaluation.hpp"
#include "training/readout.hpp"

namespace actlab {
namespace {

// Keeps the samples of the largest activations, the largest first.
void keep_largest(std::vector<UnitReading::Sample>& samples, std::uint32_t row, double activation) {
  const auto before = [&](const UnitReading::Sample& other) {
    return other.activation > activation || (other.activation == activation && other.row < row);
  };
  if (std::isnan(activation)) return;
  if (samples.size() == UnitReading::most_samples) {
    if (before(samples.back())) return;
    samples.pop_back();
  }
  samples.insert(std::ranges::partition_point(samples, before), {row, activation});
}

std::vector<UnitReading> empty_readings(const NetworkShape& shape, std::size_t count, std::uint32_t first_replicate,
                                        std::size_t classes) {
  std::vector<UnitReading> readings;
  for (std::size_t lane = 0; lane < count; ++lane) {
    for (std::size_t layer = 1; layer <= shape.hidden_layers(); ++layer) {
      for (std::size_t unit = 0; unit < shape.layers[layer - 1].units; ++unit) {
        readings.push_back({.replicate = first_replicate + static_cast<std::uint32_t>(lane),
                            .layer = static_cast<std::uint32_t>(layer),
                            .unit = static_cast<std::uint32_t>(unit),
                            .class_means = std::vector<double>(classes, 0.0),
                            .samples = {}});
      }
    }
  }
  return readings;
}

// Calls visit(reading, row of the data set, activation) for each row of a part and each unit of the finite lanes, the
// rows of a unit in the order of the split.
template <class T, class F>
void for_each_activation(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, Part part,
                         const std::vector<std::uint8_t>& finite, std::vector<UnitReading>& readings, F visit) {
  const std::size_t rows = part_rows(data, part);
  const std::size_t lanes = network.lanes();
  for (std::size_t begin = 0; begin < rows; begin += network.block_rows()) {
    const std::size_t steps = std::min(network.block_rows(), rows - begin);
    load_part(network, data, kernels, part, begin, steps);
    network.forward(steps);
    const T* layer = nullptr;
    std::uint32_t layer_number = 0;
    for (UnitReading& reading : readings) {
      const std::size_t lane = reading.replicate - readings.front().replicate;
      if (finite[lane] == 0) continue;
      if (std::exchange(layer_number, reading.layer) != reading.layer) layer = network.layer_output(reading.layer);
      const std::size_t units = network.shape().layers[reading.layer - 1].units;
      const std::uint32_t* row = rows_of(data.view(lane).split, part).data() + begin;
      for (std::size_t i = 0; i < steps; ++i) {
        visit(reading, row[i], static_cast<double>(layer[(i * units + reading.unit) * lanes + lane]));
      }
    }
  }
}

// Test rows of each class, of each lane.
template <class T>
std::vector<std::vector<double>> rows_of_classes(const TrainingData<T>& data, std::size_t count, std::size_t classes) {
  std::vector<std::vector<double>> rows(count, std::vector<double>(classes, 0.0));
  for (std::size_t lane = 0; lane < count; ++lane) {
    const DataView& view = data.view(lane);
    for (const std::uint32_t row : view.split.test) ++rows[lane][static_cast<std::size_t>(view.dataset->targets[row])];
  }
  return rows;
}

}  // namespace

template <class T>
std::vector<UnitReading> read_units(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels,
                                    std::size_t count, std::uint32_t first_replicate, std::size_t classes) {
  std::vector<UnitReading> readings = empty_readings(network.shape(), count, first_replicate, classes);
  if (readings.empty()) return readings;
  const std::vector<std::uint8_t> finite = finite_lanes(network, count);
  for_each_activation(network, data, kernels, Part::train, finite, readings,
                      [](UnitReading& reading, std::uint32_t row, double activation) {
                        keep_largest(reading.samples, row, activation);
                      });
  if (classes == 0) return readings;
  for_each_activation(network, data, kernels, Part::test, finite, readings,
                      [&](UnitReading& reading, std::uint32_t row, double activation) {
                        const Dataset& dataset = *data.view(reading.replicate - first_replicate).dataset;
                        reading.class_means[static_cast<std::size_t>(dataset.targets[row])] += activation;
                      });
  const std::vector<std::vector<double>> rows = rows_of_classes(data, count, classes);
  for (UnitReading& reading : readings) {
    const std::size_t lane = reading.replicate - first_replicate;
    for (std::size_t c = 0; c < classes; ++c) {
      double& mean = reading.class_means[c];
      mean = finite[lane] != 0 && rows[lane][c] > 0 ? mean / rows[lane][c] : std::numeric_limits<double>::quiet_NaN();
    }
  }
  return readings;
}

#define ACTLAB_INSTANTIATE(T)                                                                                       \
  template std::vector<UnitReading> read_units(Network<T>&, const TrainingData<T>&, const Kernels<T>&, std::size_t, \
                                               std::uint32_t, std::size_t);
ACTLAB_INSTANTIATE(float)
ACTLAB_INSTANTIATE(double)
#undef ACTLAB_INSTANTIATE

}  // namespace actlab
