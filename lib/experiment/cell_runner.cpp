#include "experiment/cell_runner.hpp"

#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cfenv>
#include <chrono>
#include <functional>
#include <iterator>

#include "arithmetic/parallel.hpp"
#include "training/parameters.hpp"
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

template <class T>
class CellTraining {
 public:
  CellTraining(const Cell& cell, std::int64_t replicates, const Recording& recording, Layout layout,
               SharedTrainingData& shared, const CellWatch& watch, CellReadout& readout)
      : cell_(cell),
        plan_(*cell.plan),
        replicates_(static_cast<std::size_t>(replicates)),
        recording_(recording),
        layout_(layout),
        watch_(watch),
        readout_(readout) {
    if (!plan_.resplit) shared_data_ = shared.of<T>(plan_, cell.dataset);
  }

  CellResult run() {
    const std::size_t lanes = kernels<T>(layout_).lanes;
    std::vector<GroupResult> groups((replicates_ + lanes - 1) / lanes);
    const auto threads = static_cast<std::size_t>(oneapi::tbb::this_task_arena::max_concurrency());
    layout_.threads = std::max<std::size_t>(1, threads / groups.size());
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
  // The replicates' own rows.
  TrainingData<T> prepare(std::size_t first, std::size_t count) const {
    const DatasetSource source = [this](std::uint32_t replicate) {
      const bool drawn_anew = cell_.dataset->generated && replicate > 0;
      return drawn_anew ? std::make_shared<const Dataset>(load_dataset(cell_.settings, replicate)) : cell_.dataset;
    };
    return prepare_training_data<T>(plan_, source, static_cast<std::uint32_t>(first), count);
  }

  void run_group(std::size_t first, std::size_t count, GroupResult& group) {
    TrainingData<T> own;
    if (plan_.resplit) own = prepare(first, count);
    const TrainingData<T>& data = plan_.resplit ? own : *shared_data_;
    Trainer<T> trainer(plan_, data, layout_, static_cast<std::uint32_t>(first), count);
    if (recording_.model || recording_.neurons || recording_.units) {
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
    watch.snapshot_epochs = readout_.snapshot_epochs();
    std::size_t snapshot = 0;
    watch.snapshot = [&] { readout_.take_snapshot(snapshot++, trainer.network(), data, first, count); };
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
    readout_.take_trained(trainer.network(), data, kernels<T>(layout_), trainer.first_replicate(),
                          trainer.replicates());
  }

  void merge(std::vector<GroupResult>& groups, CellResult& result) const {
    name_model(result.model);
    for (GroupResult& group : groups) {
      append(result.runs, std::move(group.runs));
      append(result.model.replicates, std::move(group.models));
      add_counts(result.histograms.initial, group.histograms.initial);
      add_counts(result.histograms.trained, group.histograms.trained);
      if (plan_.resplit || result.model.scalings.empty()) append(result.model.scalings, std::move(group.scalings));
    }
    readout_.describe(result);
  }

  void name_model(Model& model) const {
    model.settings = cell_.settings;
    model.task = plan_.task;
    model.features = cell_.dataset->feature_names;
    model.targets = cell_.dataset->target_names;
    model.classes = cell_.dataset->classes;
    model.plane = cell_.dataset->plane_names;
  }

  const Cell& cell_;
  const TrainingPlan& plan_;
  std::size_t replicates_;
  const Recording& recording_;
  Layout layout_;
  const CellWatch& watch_;
  CellReadout& readout_;
  std::shared_ptr<const TrainingData<T>> shared_data_;
};

}  // namespace

CellResult run_cell(const Cell& cell, std::int64_t replicates, const Recording& recording, Layout layout,
                    SharedTrainingData& shared, const CellWatch& watch, CellReadout& readout) {
  const auto start = std::chrono::steady_clock::now();
  CellResult result = cell.plan->precision == Precision::float32
                          ? CellTraining<float>(cell, replicates, recording, layout, shared, watch, readout).run()
                          : CellTraining<double>(cell, replicates, recording, layout, shared, watch, readout).run();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace actlab
