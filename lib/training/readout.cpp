#include "training/readout.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace actlab {
namespace {

// Fills the network's inputs with `rows` points from `begin`, every lane with the same ones under its own scaling.
template <class T>
void load_points(Network<T>& network, const TrainingData<T>& data, const std::vector<double>& points, std::size_t begin,
                 std::size_t rows) {
  const std::size_t lanes = network.lanes();
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const Scaling& scaling = data.view(std::min(lane, data.views.size() - 1)).scaling.inputs;
    for (std::size_t i = 0; i < rows * data.features; ++i) {
      const std::size_t feature = i % data.features;
      const double value = (points[begin * data.features + i] - scaling.mean[feature]) / scaling.sd[feature];
      network.inputs()[i * lanes + lane] = static_cast<T>(value);
    }
  }
}

// Calls visit(first point, rows) after each block has gone through the network.
template <class T, class F>
void for_each_block(Network<T>& network, const TrainingData<T>& data, const std::vector<double>& points,
                    std::size_t total, F visit) {
  for (std::size_t begin = 0; begin < total; begin += network.block_rows()) {
    const std::size_t rows = std::min(network.block_rows(), total - begin);
    load_points(network, data, points, begin, rows);
    network.forward(rows);
    visit(begin, rows);
  }
}

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

struct MeanAndSd {
  double mean;
  double sd;
};

// Over the replicates whose values are finite, which leaves out those that diverged; n - 1 in the denominator. Of one
// the sd is 0, of none both are NaN.
template <class F>
MeanAndSd over_replicates(std::size_t replicates, F value) {
  double n = 0;
  double sum = 0;
  for (std::size_t r = 0; r < replicates; ++r) {
    if (!std::isfinite(value(r))) continue;
    sum += value(r);
    ++n;
  }
  const double mean = sum / n;
  double squares = 0;
  for (std::size_t r = 0; r < replicates; ++r) {
    if (std::isfinite(value(r))) squares += (value(r) - mean) * (value(r) - mean);
  }
  return {mean, n > 1 ? std::sqrt(squares / (n - 1)) : 0.0 * mean};
}

std::size_t largest(const double* values, std::size_t count) {
  return static_cast<std::size_t>(std::max_element(values, values + count) - values);
}

double label_code(const double* values, std::size_t count, double threshold) {
  double code = 0;
  for (std::size_t label = 0; label < count; ++label) {
    if (values[label] >= threshold) code += std::ldexp(1.0, static_cast<int>(label));
  }
  return code;
}

}  // namespace

template <class T>
std::vector<std::uint8_t> finite_lanes(const Network<T>& network, std::size_t count) {
  std::vector<std::uint8_t> finite(count, 1);
  for (std::size_t i = 0; i < network.parameter_count(); ++i) {
    for (std::size_t lane = 0; lane < count; ++lane) {
      if (!std::isfinite(network.parameters()[i * network.lanes() + lane])) finite[lane] = 0;
    }
  }
  return finite;
}

template <class T>
std::vector<std::vector<double>> network_outputs(Network<T>& network, const TrainingData<T>& data,
                                                 const std::vector<double>& points, std::size_t rows,
                                                 std::size_t count) {
  const std::size_t width = network.shape().outputs();
  const std::size_t lanes = network.lanes();
  std::vector<std::vector<double>> outputs(count, std::vector<double>(rows * width, nan_value));
  const std::vector<std::uint8_t> finite = finite_lanes(network, count);
  for_each_block(network, data, points, rows, [&](std::size_t begin, std::size_t in_block) {
    for (std::size_t lane = 0; lane < count; ++lane) {
      if (finite[lane] == 0) continue;
      for (std::size_t i = 0; i < in_block * width; ++i) {
        outputs[lane][begin * width + i] = static_cast<double>(network.outputs()[i * lanes + lane]);
      }
    }
  });
  return outputs;
}

template <class T>
std::vector<NeuronMap> neuron_maps(Network<T>& network, const TrainingData<T>& data, const std::vector<double>& points,
                                   std::size_t rows, std::span<const std::size_t> lanes,
                                   std::uint32_t first_replicate) {
  std::vector<NeuronMap> maps;
  const std::vector<std::uint8_t> finite = finite_lanes(network, network.lanes());
  const std::size_t hidden = network.shape().hidden_layers();
  const std::size_t stride = network.lanes();
  for (const std::size_t lane : lanes) {
    for (std::size_t layer = 1; layer <= hidden; ++layer) {
      for (std::size_t unit = 0; unit < network.shape().layers[layer - 1].units; ++unit) {
        maps.push_back({first_replicate + static_cast<std::uint32_t>(lane), static_cast<std::uint32_t>(layer),
                        static_cast<std::uint32_t>(unit), std::vector<double>(rows, nan_value)});
      }
    }
  }
  for_each_block(network, data, points, rows, [&](std::size_t begin, std::size_t in_block) {
    for (std::size_t m = 0; m < maps.size(); ++m) {
      NeuronMap& map = maps[m];
      const std::size_t lane = map.replicate - first_replicate;
      if (finite[lane] == 0) continue;
      const std::size_t units = network.shape().layers[map.layer - 1].units;
      const T* layer = network.layer_output(map.layer);
      for (std::size_t row = 0; row < in_block; ++row) {
        map.values[begin + row] = static_cast<double>(layer[(row * units + map.unit) * stride + lane]);
      }
    }
  });
  return maps;
}

double unscaled(const ModelScaling& scaling, std::size_t output, double value) {
  return scaling.targets.mean.empty() ? value : value * scaling.targets.sd[output] + scaling.targets.mean[output];
}

Boundary make_boundary(const std::vector<double>& x, const std::vector<double>& y,
                       const std::vector<std::vector<double>>& outputs, std::size_t width, Task task, double threshold,
                       const std::vector<ModelScaling>& scalings) {
  Boundary boundary{x, y, {}, {}, std::vector<std::vector<double>>(outputs.size(), std::vector<double>(x.size())), {}};
  std::vector<double> mean(width);
  for (std::size_t point = 0; point < x.size(); ++point) {
    const auto output = [&](std::size_t r, std::size_t o) { return outputs[r][point * width + o]; };
    double squares = 0;
    for (std::size_t o = 0; o < width; ++o) {
      const MeanAndSd spread = over_replicates(outputs.size(), [&](std::size_t r) { return output(r, o); });
      mean[o] = spread.mean;
      squares += spread.sd * spread.sd;
    }
    const auto value_of = [&](std::size_t r) {
      const double* row = outputs[r].data() + point * width;
      if (std::isnan(row[0])) return row[0];
      if (task == Task::multiclass) return static_cast<double>(largest(row, width));
      if (task == Task::multilabel) return label_code(row, width, threshold);
      return unscaled(scalings[scalings.size() == 1 ? 0 : r], 0, row[0]);
    };
    for (std::size_t r = 0; r < outputs.size(); ++r) boundary.values[r][point] = value_of(r);
    MeanAndSd shown = over_replicates(outputs.size(), value_of);
    const bool known = !std::isnan(shown.mean);  // else no network is left, and no class is the largest
    if (known && task == Task::multiclass) {
      const std::size_t winner = largest(mean.data(), width);
      const double sd = over_replicates(outputs.size(), [&](std::size_t r) { return output(r, winner); }).sd;
      shown = {static_cast<double>(winner), sd};
    } else if (known && task == Task::multilabel) {
      shown = {label_code(mean.data(), width, threshold), std::sqrt(squares / static_cast<double>(width))};
    }
    boundary.diverged.push_back(static_cast<std::uint32_t>(std::ranges::count_if(
        boundary.values, [&](const std::vector<double>& values) { return std::isnan(values[point]); })));
    boundary.mean.push_back(shown.mean);
    boundary.sd.push_back(shown.sd);
  }
  return boundary;
}

#define ACTLAB_INSTANTIATE(T)                                                                                      \
  template std::vector<std::uint8_t> finite_lanes(const Network<T>&, std::size_t);                                 \
  template std::vector<std::vector<double>> network_outputs(Network<T>&, const TrainingData<T>&,                   \
                                                            const std::vector<double>&, std::size_t, std::size_t); \
  template std::vector<NeuronMap> neuron_maps(Network<T>&, const TrainingData<T>&, const std::vector<double>&,     \
                                              std::size_t, std::span<const std::size_t>, std::uint32_t);
ACTLAB_INSTANTIATE(float)
ACTLAB_INSTANTIATE(double)
#undef ACTLAB_INSTANTIATE

}  // namespace actlab
