#include "training/evaluation.hpp"

#include <algorithm>
#include <limits>

namespace actlab {
namespace {

template <class T>
ScoreKernel<T> score_kernel(const Kernels<T>& kernels, Task task) {
  switch (task) {
    case Task::multiclass:
      return kernels.classes_right;
    case Task::regression:
      return kernels.squared_error;
    default:
      return kernels.labels_right;
  }
}

}  // namespace

const char* part_name(Part part) {
  switch (part) {
    case Part::train:
      return "train";
    case Part::validation:
      return "validation";
    default:
      return "test";
  }
}

const std::vector<std::uint32_t>& rows_of(const Split& split, Part part) {
  switch (part) {
    case Part::train:
      return split.train;
    case Part::validation:
      return split.validation;
    default:
      return split.test;
  }
}

template <class T>
std::size_t part_rows(const TrainingData<T>& data, Part part) {
  return rows_of(data.view(0).split, part).size();
}

template <class T>
LaneRows lane_rows(const TrainingData<T>& data, Part part, std::size_t lanes, std::size_t begin, std::size_t steps) {
  LaneRows out{.steps = steps, .rows = std::vector<std::uint32_t>(steps * lanes)};
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const DataView& view = data.view(std::min(lane, data.views.size() - 1));
    const std::uint32_t* rows = rows_of(view.split, part).data() + begin;
    for (std::size_t step = 0; step < steps; ++step) {
      out.rows[step * lanes + lane] = static_cast<std::uint32_t>(view.first_row) + rows[step];
    }
  }
  return out;
}

template <class T>
void load_rows(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, const LaneRows& rows,
               std::size_t begin, std::size_t steps) {
  const std::uint32_t* first = rows.rows.data() + begin * network.lanes();
  kernels.gather(data.inputs.data(), data.features, first, steps, network.inputs());
  kernels.gather(data.targets.data(), data.outputs, first, steps, network.targets());
}

template <class T>
void load_part(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, Part part,
               std::size_t begin, std::size_t steps) {
  load_rows(network, data, kernels, lane_rows(data, part, network.lanes(), begin, steps), 0, steps);
}

template <class T>
Score evaluate(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, Part part) {
  const std::size_t lanes = network.lanes();
  const std::size_t rows = part_rows(data, part);
  const Task task = data.view(0).dataset->task;
  const ScoreKernel<T> add_score = score_kernel(kernels, task);
  arithmetic::AlignedVector<double> loss(lanes, 0.0);
  arithmetic::AlignedVector<double> score(lanes, 0.0);
  for (std::size_t begin = 0; begin < rows; begin += network.block_rows()) {
    const std::size_t steps = std::min(network.block_rows(), rows - begin);
    load_part(network, data, kernels, part, begin, steps);
    network.forward(steps);
    network.add_loss(steps, loss.data());
    add_score(network.outputs(), network.targets(), data.threshold, steps, data.outputs, score.data());
  }
  const auto samples = static_cast<double>(rows);
  const double answers = task == Task::multilabel ? samples * static_cast<double>(data.outputs) : samples;
  Score result{std::vector<double>(lanes, std::numeric_limits<double>::quiet_NaN()), {}};
  result.accuracy = result.loss;
  for (std::size_t lane = 0; lane < lanes && rows > 0; ++lane) {
    result.loss[lane] = loss[lane] / samples;
    const DataView& view = data.view(std::min(lane, data.views.size() - 1));
    result.accuracy[lane] = task == Task::regression
                                ? 1.0 - score[lane] / view.total_variation[static_cast<std::size_t>(part)]
                                : score[lane] / answers;
  }
  return result;
}

#define ACTLAB_INSTANTIATE(T)                                                                                      \
  template std::size_t part_rows(const TrainingData<T>&, Part);                                                    \
  template LaneRows lane_rows(const TrainingData<T>&, Part, std::size_t, std::size_t, std::size_t);                \
  template void load_part(Network<T>&, const TrainingData<T>&, const Kernels<T>&, Part, std::size_t, std::size_t); \
  template void load_rows(Network<T>&, const TrainingData<T>&, const Kernels<T>&, const LaneRows&, std::size_t,    \
                          std::size_t);                                                                            \
  template Score evaluate(Network<T>&, const TrainingData<T>&, const Kernels<T>&, Part);
ACTLAB_INSTANTIATE(float)
ACTLAB_INSTANTIATE(double)
#undef ACTLAB_INSTANTIATE

}  // namespace actlab
