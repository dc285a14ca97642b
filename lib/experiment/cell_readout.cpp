#include "experiment/cell_readout.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "training/evaluation.hpp"
#include "training/plan.hpp"
#include "training/readout.hpp"

namespace actlab {
namespace {

// So many epochs, evenly from 0 to the last; fewer where there are fewer.
std::vector<std::uint32_t> spread_epochs(std::int64_t epochs, std::int64_t count) {
  std::vector<std::uint32_t> out;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t epoch = count == 1 ? epochs : (2 * epochs * i + count - 1) / (2 * (count - 1));
    if (out.empty() || epoch > out.back()) out.push_back(static_cast<std::uint32_t>(epoch));
  }
  return out;
}

// Rows of the data set, those to train first, then those to validate and to test.
std::vector<std::uint32_t> rows_in_order(const Split& split) {
  std::vector<std::uint32_t> rows;
  for (const Part part : all_parts) {
    const std::vector<std::uint32_t>& of_part = rows_of(split, part);
    rows.insert(rows.end(), of_part.begin(), of_part.end());
  }
  return rows;
}

std::vector<double> inputs_of(const Dataset& data, std::span<const std::uint32_t> rows) {
  std::vector<double> inputs(rows.size() * data.features());
  for (std::size_t i = 0; i < rows.size(); ++i) data.inputs.read_row(rows[i], inputs.data() + i * data.features());
  return inputs;
}

Part part_at(const SplitSizes& sizes, std::size_t place) {
  if (place < sizes.train) return Part::train;
  return place < sizes.train + sizes.validation ? Part::validation : Part::test;
}

}  // namespace

CellReadout::CellReadout(const Cell& cell, std::size_t replicates, const Recording& recording,
                         const Directory* directory)
    : cell_(cell),
      replicates_(replicates),
      neuron_networks_(recording.neurons_of),
      snapshots_of_all_(recording.snapshots_of_all),
      units_(cell, replicates, recording, directory),
      answers_(cell, replicates, recording, directory) {
  const TrainingPlan& plan = *cell.plan;
  const Dataset& data = *cell.dataset;
  if (recording.predictions) {
    predictions_.emplace(OutputSizes{.series = replicates,
                                     .points = data.rows,
                                     .width = 1 + data.target_columns() + plan.shape.outputs(),
                                     .inputs = data.features()},
                         directory);
  }
  if (!recording.boundary && !recording.neurons && recording.snapshots == 0) return;
  split_ = split_rows(data.rows, plan.split, 0);
  const auto resolution = static_cast<std::size_t>(recording.boundary_resolution);
  plane_ = make_plane(data, split_.train, recording.boundary_plane, resolution);
  if (recording.boundary && data.features() == 1 && data.task == Task::regression) {
    line_ = make_line(data, resolution);
    fit_.emplace(
        OutputSizes{
            .series = replicates, .points = resolution, .width = plan.shape.outputs(), .precision = plan.precision},
        directory);
  }
  if (plane_.empty()) return;
  OutputSizes sizes{.series = replicates,
                    .points = plane_.x.size(),
                    .width = plan.shape.outputs(),
                    .inputs = data.features(),
                    .precision = plan.precision};
  if (recording.boundary) boundary_.emplace(sizes, directory);
  map_plane_ = with_resolution(plane_, static_cast<std::size_t>(recording.map_resolution));
  snapshot_epochs_ = spread_epochs(plan.epochs, recording.snapshots);
  sizes.frames = snapshot_epochs_.size();
  sizes.points = map_plane_.x.size();
  if (!snapshot_epochs_.empty()) snapshots_.emplace(sizes, directory);
  const std::size_t units = plan.shape.hidden_units();
  if (!recording.neurons || units == 0) return;
  if (neuron_networks_.empty()) {
    neuron_networks_.resize(recording.neurons_of_all ? replicates : 1);
    std::iota(neuron_networks_.begin(), neuron_networks_.end(), 0U);
  }
  neurons_.emplace(OutputSizes{.series = neuron_networks_.size() * units,
                               .points = map_plane_.x.size(),
                               .inputs = data.features(),
                               .precision = plan.precision},
                   directory);
}

template <class T>
void CellReadout::take_snapshot(std::size_t snapshot, Network<T>& network, const TrainingData<T>& data,
                                std::size_t first, std::size_t count) {
  take_boundary(map_plane_, snapshot, network, data, first, count, *snapshots_);
}

template <class T>
void CellReadout::take_trained(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels,
                               std::size_t first, std::size_t count) {
  if (boundary_) take_boundary(plane_, 0, network, data, first, count, *boundary_);
  if (fit_) take_boundary(line_, 0, network, data, first, count, *fit_);
  if (neurons_) take_neurons(network, data, first, count);
  if (predictions_) take_predictions(network, data, first, count);
  units_.take(network, data, kernels, first, count);
  answers_.take(network, data, kernels, first, count);
}

template <class T>
void CellReadout::take_boundary(const Plane& plane, std::size_t frame, Network<T>& network, const TrainingData<T>& data,
                                std::size_t first, std::size_t count, OutputSpool& spool) const {
  for (std::size_t block = 0; block < spool.blocks(); ++block) {
    const std::size_t points = spool.points_of(block);
    const std::vector<double> inputs = plane.inputs(block * spool.block_points(), points);
    const std::vector<std::vector<double>> outputs = network_outputs(network, data, inputs, points, count);
    for (std::size_t lane = 0; lane < count; ++lane) spool.write(frame, block, first + lane, outputs[lane]);
  }
}

template <class T>
void CellReadout::take_neurons(Network<T>& network, const TrainingData<T>& data, std::size_t first, std::size_t count) {
  const auto begin = std::ranges::lower_bound(neuron_networks_, first);
  std::vector<std::size_t> lanes;
  for (auto replicate = begin; replicate != neuron_networks_.end() && *replicate < first + count; ++replicate) {
    lanes.push_back(*replicate - first);
  }
  if (lanes.empty()) return;
  const auto place = static_cast<std::size_t>(begin - neuron_networks_.begin());
  const std::size_t first_series = place * network.shape().hidden_units();
  for (std::size_t block = 0; block < neurons_->blocks(); ++block) {
    const std::size_t points = neurons_->points_of(block);
    const std::vector<double> inputs = map_plane_.inputs(block * neurons_->block_points(), points);
    const std::vector<NeuronMap> maps =
        neuron_maps<T>(network, data, inputs, points, lanes, static_cast<std::uint32_t>(first));
    for (std::size_t m = 0; m < maps.size(); ++m) neurons_->write(0, block, first_series + m, maps[m].values);
  }
}

// Numbers of a row: its place in the data set, its targets, and the outputs in the targets' unit.
template <class T>
void CellReadout::take_predictions(Network<T>& network, const TrainingData<T>& data, std::size_t first,
                                   std::size_t count) {
  for (std::size_t v = 0; v < data.views.size(); ++v) {
    const DataView& view = data.views[v];
    const Dataset& dataset = *view.dataset;
    const std::vector<std::uint32_t> order = rows_in_order(view.split);
    const std::size_t columns = dataset.target_columns();
    for (std::size_t block = 0; block < predictions_->blocks(); ++block) {
      const std::size_t points = predictions_->points_of(block);
      const std::span rows = std::span(order).subspan(block * predictions_->block_points(), points);
      const auto outputs = network_outputs(network, data, inputs_of(dataset, rows), points, count);
      const bool shared = data.views.size() == 1;
      for (std::size_t lane = shared ? 0 : v; lane < (shared ? count : v + 1); ++lane) {
        std::vector<double> numbers;
        for (std::size_t i = 0; i < points; ++i) {
          numbers.push_back(rows[i]);
          for (std::size_t c = 0; c < columns; ++c) numbers.push_back(dataset.targets[rows[i] * columns + c]);
          for (std::size_t o = 0; o < data.outputs; ++o) {
            numbers.push_back(unscaled(view.scaling, o, outputs[lane][i * data.outputs + o]));
          }
        }
        predictions_->write(0, block, first + lane, numbers);
      }
    }
  }
}

void CellReadout::describe(CellResult& result) const {
  if (neurons_) {
    result.neuron_x = map_plane_.x;
    result.neuron_y = map_plane_.y;
  }
  result.snapshot_epochs = snapshot_epochs_;
  if (!boundary_ && !snapshots_ && !fit_) return;
  const Plane& drawn = fit_ ? line_ : plane_;
  result.plane_x_name = drawn.x_name;
  result.plane_y_name = drawn.y_name;
  add_points(drawn, result);
}

void CellReadout::add_points(const Plane& plane, CellResult& result) const {
  const Dataset& dataset = *cell_.dataset;
  for (const Part part : all_parts) {
    for (const std::uint32_t row : rows_of(split_, part)) {
      double target = dataset.targets[row * dataset.target_columns()];
      if (dataset.task == Task::multilabel) {
        target = 0;
        for (std::size_t label = dataset.target_columns(); label-- > 0;) {
          target = 2 * target + dataset.targets[row * dataset.target_columns() + label];
        }
      }
      result.points.push_back({part_name(part), plane.row_x[row], plane.row_y[row], target});
    }
  }
}

CellReadings CellReadout::readings(const std::vector<ModelScaling>& scalings) const {
  CellReadings readings;
  if (boundary_) {
    readings.boundary = [&](const Visit<Boundary>& visit) {
      give_boundary(plane_, *boundary_, 0, scalings, true, visit);
    };
  }
  if (fit_) readings.fit = [&] { return fit(scalings); };
  if (snapshots_) {
    readings.snapshots = [&](std::size_t snapshot, const Visit<Boundary>& visit) {
      give_boundary(map_plane_, *snapshots_, snapshot, scalings, snapshots_of_all_, visit);
    };
  }
  if (neurons_) readings.neurons = [&](const Visit<NeuronMap>& visit) { give_neurons(visit); };
  if (predictions_) readings.predictions = [&](const Visit<PredictionRow>& visit) { give_predictions(visit); };
  units_.add_to(readings);
  answers_.add_to(readings);
  return readings;
}

void CellReadout::give_boundary(const Plane& plane, const OutputSpool& spool, std::size_t frame,
                                const std::vector<ModelScaling>& scalings, bool of_all,
                                const Visit<Boundary>& visit) const {
  for (std::size_t block = 0; block < spool.blocks(); ++block) {
    const auto begin = static_cast<std::ptrdiff_t>(block * spool.block_points());
    const auto end = begin + static_cast<std::ptrdiff_t>(spool.points_of(block));
    Boundary boundary = make_boundary({plane.x.begin() + begin, plane.x.begin() + end},
                                      {plane.y.begin() + begin, plane.y.begin() + end}, spool.read_block(frame, block),
                                      cell_.plan->shape.outputs(), cell_.plan->task, cell_.plan->threshold, scalings);
    if (!of_all) boundary.values.clear();
    visit(boundary);
  }
}

Fit CellReadout::fit(const std::vector<ModelScaling>& scalings) const {
  Fit fit{line_.x, {}, {}};
  if (cell_.dataset->function) std::ranges::transform(line_.x, std::back_inserter(fit.target), cell_.dataset->function);
  const std::size_t width = cell_.plan->shape.outputs();
  for (std::size_t r = 0; r < replicates_; ++r) {
    const std::vector<double> outputs = fit_->read_series(0, r);
    std::vector<double>& values = fit.values.emplace_back();
    for (std::size_t point = 0; point < line_.x.size(); ++point) {
      values.push_back(unscaled(scalings[scalings.size() == 1 ? 0 : r], 0, outputs[point * width]));
    }
  }
  return fit;
}

void CellReadout::give_neurons(const Visit<NeuronMap>& visit) const {
  const NetworkShape& shape = cell_.plan->shape;
  std::size_t series = 0;
  for (const std::uint32_t replicate : neuron_networks_) {
    for (std::uint32_t layer = 1; layer <= shape.hidden_layers(); ++layer) {
      for (std::uint32_t unit = 0; unit < shape.layers[layer - 1].units; ++unit) {
        visit({replicate, layer, unit, neurons_->read_series(0, series++)});
      }
    }
  }
}

void CellReadout::give_predictions(const Visit<PredictionRow>& visit) const {
  const std::size_t columns = cell_.dataset->target_columns();
  const std::size_t width = 1 + columns + cell_.plan->shape.outputs();
  const SplitSizes sizes = split_sizes(cell_.dataset->rows, cell_.plan->split);
  for (std::uint32_t replicate = 0; replicate < replicates_; ++replicate) {
    for (std::size_t block = 0; block < predictions_->blocks(); ++block) {
      const std::vector<double> numbers = predictions_->read(0, block, replicate);
      for (std::size_t i = 0; i < predictions_->points_of(block); ++i) {
        const double* row = numbers.data() + i * width;
        const Part part = part_at(sizes, block * predictions_->block_points() + i);
        visit({replicate,
               part_name(part),
               static_cast<std::uint32_t>(row[0]),
               {row + 1, row + 1 + columns},
               {row + 1 + columns, row + width}});
      }
    }
  }
}

#define ACTLAB_INSTANTIATE(T)                                                                                  \
  template void CellReadout::take_snapshot(std::size_t, Network<T>&, const TrainingData<T>&, std::size_t,      \
                                           std::size_t);                                                       \
  template void CellReadout::take_trained(Network<T>&, const TrainingData<T>&, const Kernels<T>&, std::size_t, \
                                          std::size_t);
ACTLAB_INSTANTIATE(float)
ACTLAB_INSTANTIATE(double)
#undef ACTLAB_INSTANTIATE

}  // namespace actlab
