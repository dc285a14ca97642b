#include "experiment/cell_runner.hpp"

#include <algorithm>
#include <cfenv>
#include <chrono>
#include <functional>
#include <iterator>

#include "arithmetic/parallel.hpp"
#include "data/plane.hpp"
#include "training/parameters.hpp"
#include "training/readout.hpp"
#include "training/trainer.hpp"

namespace actlab {
namespace {

// Training runs under the default floating-point environment (round to nearest, subnormals kept), whatever a library
// loaded into the process has set.
class DefaultArithmetic {
 public:
  DefaultArithmetic() {
    std::fegetenv(&saved_);
    std::fesetenv(FE_DFL_ENV);
  }
  DefaultArithmetic(const DefaultArithmetic&) = delete;
  DefaultArithmetic& operator=(const DefaultArithmetic&) = delete;
  ~DefaultArithmetic() { std::fesetenv(&saved_); }

 private:
  std::fenv_t saved_{};
};

// What one lane group leaves: its replicates' part of the cell's result.
struct GroupResult {
  std::vector<RunRow> runs;
  std::vector<ReplicateModel> models;
  std::vector<ModelScaling> scalings;
  std::vector<std::vector<double>> boundary_outputs;
  std::vector<std::vector<std::vector<double>>> snapshot_outputs;  // [snapshot][lane][point]
  std::vector<NeuronMap> neurons;
  std::vector<PredictionRow> predictions;
  LayerHistograms histograms;
  bool finished = false;
};

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void add_counts(std::vector<ActivationHistogram>& to, const std::vector<ActivationHistogram>& from) {
  to.resize(std::max(to.size(), from.size()));
  for (std::size_t l = 0; l < from.size(); ++l) {
    std::ranges::transform(to[l].counts, from[l].counts, to[l].counts.begin(), std::plus<>());
  }
}

// So many epochs, evenly from 0 to the last; fewer where there are fewer.
std::vector<std::uint32_t> spread_epochs(std::int64_t epochs, std::int64_t count) {
  std::vector<std::uint32_t> out;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t epoch = count == 1 ? epochs : (2 * epochs * i + count - 1) / (2 * (count - 1));
    if (out.empty() || epoch > out.back()) out.push_back(static_cast<std::uint32_t>(epoch));
  }
  return out;
}

template <class T>
class CellTraining {
 public:
  CellTraining(const Cell& cell, std::int64_t replicates, const Recording& recording, arithmetic::Target target,
               const CellWatch& watch)
      : cell_(cell),
        plan_(*cell.plan),
        replicates_(static_cast<std::size_t>(replicates)),
        recording_(recording),
        target_(target),
        watch_(watch) {
    if (!plan_.resplit) shared_data_ = prepare(0, 1);
    if (!recording.boundary && !recording.neurons && recording.snapshots == 0) return;
    split_ = split_rows(cell.dataset->rows, plan_.split, 0);
    const auto resolution = static_cast<std::size_t>(recording.boundary_resolution);
    plane_ = make_plane(*cell.dataset, split_.train, recording.boundary_plane, resolution);
    if (recording.neurons && !plane_.empty()) {
      neuron_plane_ = thinned(plane_, resolution, cell.dataset->features());
    }
    if (!plane_.empty()) snapshot_epochs_ = spread_epochs(plan_.epochs, recording.snapshots);
  }

  CellResult run() {
    const std::size_t lanes = kernels<T>(target_).lanes;
    std::vector<GroupResult> groups((replicates_ + lanes - 1) / lanes);
    arithmetic::in_parallel(groups.size(), [&](std::size_t group) {
      const DefaultArithmetic arithmetic;
      const std::size_t first = group * lanes;
      run_group(first, std::min(lanes, replicates_ - first), groups[group]);
    });
    CellResult result;
    result.cell = cell_.id;
    result.finished = std::ranges::all_of(groups, &GroupResult::finished);
    if (result.finished) merge(groups, result);
    return result;
  }

 private:
  TrainingData<T> prepare(std::size_t first, std::size_t count) const {
    const DatasetSource source = [this](std::uint32_t replicate) {
      const bool drawn_anew = plan_.resplit && cell_.dataset->generated && replicate > 0;
      return drawn_anew ? std::make_shared<const Dataset>(load_dataset(cell_.settings, replicate)) : cell_.dataset;
    };
    return prepare_training_data<T>(plan_, source, static_cast<std::uint32_t>(first), count);
  }

  void run_group(std::size_t first, std::size_t count, GroupResult& group) {
    TrainingData<T> own;
    if (plan_.resplit) own = prepare(first, count);
    const TrainingData<T>& data = plan_.resplit ? own : shared_data_;
    Trainer<T> trainer(plan_, data, target_, static_cast<std::uint32_t>(first), count);
    if (recording_.model || recording_.neurons) {
      for (std::size_t lane = 0; lane < count; ++lane) {
        const auto replicate = static_cast<std::uint32_t>(first + lane);
        group.models.push_back({replicate, extract_parameters(trainer.network(), lane), {}});
      }
    }
    TrainingWatch watch;
    watch.stop = watch_.stop;
    watch.samples_done = watch_.samples_done;
    const bool layers = recording_.layers || recording_.layer_curves;
    if (recording_.metrics || layers) watch.every = static_cast<std::uint32_t>(recording_.every);
    if (recording_.metrics) watch.metrics = watch_.metrics;
    if (layers) {
      watch.layers = watch_.layers;
      trainer.add_histograms(group.histograms.initial);
    }
    watch.snapshot_epochs = snapshot_epochs_;
    watch.snapshot = [&] {
      group.snapshot_outputs.push_back(network_outputs(trainer.network(), data, plane_.inputs, plane_.x.size(), count));
    };
    group.finished = trainer.run(watch);
    if (layers && group.finished) trainer.add_histograms(group.histograms.trained);
    if (group.finished) read_out(trainer, data, group);
  }

  void read_out(Trainer<T>& trainer, const TrainingData<T>& data, GroupResult& group) const {
    group.runs = trainer.runs();
    for (std::size_t lane = 0; lane < group.models.size(); ++lane) {
      group.models[lane].trained = extract_parameters(trainer.network(), lane);
    }
    for (const DataView& view : data.views) group.scalings.push_back(view.scaling);
    const std::size_t count = trainer.replicates();
    if (recording_.boundary && !plane_.empty()) {
      group.boundary_outputs = network_outputs(trainer.network(), data, plane_.inputs, plane_.x.size(), count);
    }
    if (!neuron_plane_.empty()) {
      group.neurons = neuron_maps(trainer.network(), data, neuron_plane_.inputs, neuron_plane_.x.size(), count,
                                  trainer.first_replicate());
    }
    if (recording_.predictions) predict_rows(trainer, data, group);
  }

  // Rows of the data set, by replicate, then part, in the order of the split.
  void predict_rows(Trainer<T>& trainer, const TrainingData<T>& data, GroupResult& group) const {
    std::vector<std::vector<double>> outputs;
    const Dataset* outputs_of = nullptr;
    for (std::size_t lane = 0; lane < trainer.replicates(); ++lane) {
      const DataView& view = data.view(lane);
      const Dataset& dataset = *view.dataset;
      if (outputs_of != &dataset)
        outputs = network_outputs(trainer.network(), data, dataset.inputs, dataset.rows, trainer.replicates());
      outputs_of = &dataset;
      const std::vector<double>& all = outputs[lane];
      for (const Part part : all_parts) {
        for (const std::uint32_t row : rows_of(view.split, part)) {
          PredictionRow prediction{
              trainer.first_replicate() + static_cast<std::uint32_t>(lane), part_name(part), row, {}, {}};
          for (std::size_t c = 0; c < dataset.target_columns(); ++c) {
            prediction.targets.push_back(dataset.targets[row * dataset.target_columns() + c]);
          }
          for (std::size_t o = 0; o < data.outputs; ++o) {
            prediction.outputs.push_back(unscaled(view.scaling, o, all[row * data.outputs + o]));
          }
          group.predictions.push_back(std::move(prediction));
        }
      }
    }
  }

  void merge(std::vector<GroupResult>& groups, CellResult& result) const {
    name_model(result.model);
    std::vector<std::vector<double>> outputs;
    for (GroupResult& group : groups) {
      append(result.runs, std::move(group.runs));
      append(result.model.replicates, std::move(group.models));
      append(result.neurons, std::move(group.neurons));
      append(result.predictions, std::move(group.predictions));
      append(outputs, std::move(group.boundary_outputs));
      add_counts(result.histograms.initial, group.histograms.initial);
      add_counts(result.histograms.trained, group.histograms.trained);
      if (plan_.resplit || result.model.scalings.empty()) append(result.model.scalings, std::move(group.scalings));
    }
    result.neuron_x = neuron_plane_.x;
    result.neuron_y = neuron_plane_.y;
    result.snapshot_epochs = snapshot_epochs_;
    for (std::size_t s = 0; s < snapshot_epochs_.size(); ++s) {
      std::vector<std::vector<double>> of_replicates;
      for (GroupResult& group : groups) append(of_replicates, std::move(group.snapshot_outputs[s]));
      result.snapshots.push_back(boundary_of(of_replicates, result.model));
    }
    if (outputs.empty() && result.snapshots.empty()) return;
    if (!outputs.empty()) result.boundary = boundary_of(outputs, result.model);
    result.plane_x_name = plane_.x_name;
    result.plane_y_name = plane_.y_name;
    add_points(result);
  }

  void name_model(Model& model) const {
    model.settings = cell_.settings;
    model.task = plan_.task;
    model.features = cell_.dataset->feature_names;
    model.targets = cell_.dataset->target_names;
    model.classes = cell_.dataset->classes;
    model.plane = cell_.dataset->plane_names;
  }

  [[nodiscard]] Boundary boundary_of(const std::vector<std::vector<double>>& outputs, const Model& model) const {
    return make_boundary(plane_.x, plane_.y, outputs, cell_.dataset->outputs(), plan_.task, plan_.threshold,
                         model.scalings);
  }

  void add_points(CellResult& result) const {
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
        result.points.push_back({part_name(part), plane_.row_x[row], plane_.row_y[row], target});
      }
    }
  }

  const Cell& cell_;
  const TrainingPlan& plan_;
  std::size_t replicates_;
  const Recording& recording_;
  arithmetic::Target target_;
  const CellWatch& watch_;
  TrainingData<T> shared_data_;
  Split split_;  // replicate 0's, for drawing
  Plane plane_;
  Plane neuron_plane_;
  std::vector<std::uint32_t> snapshot_epochs_;
};

}  // namespace

CellResult run_cell(const Cell& cell, std::int64_t replicates, const Recording& recording, arithmetic::Target target,
                    const CellWatch& watch) {
  const auto start = std::chrono::steady_clock::now();
  CellResult result = cell.plan->precision == Precision::float32
                          ? CellTraining<float>(cell, replicates, recording, target, watch).run()
                          : CellTraining<double>(cell, replicates, recording, target, watch).run();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace actlab
