#include "training/answers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "training/evaluation.hpp"
#include "training/readout.hpp"

namespace actlab {
namespace {

struct Answer {
  std::uint32_t predicted = 0;
  double certainty = 0;
};

Answer answer(const std::vector<double>& outputs, Task task, double threshold) {
  if (task == Task::binary) return {outputs[0] >= threshold ? 1U : 0U, std::abs(outputs[0] - threshold)};
  const auto largest = std::ranges::max_element(outputs);
  return {static_cast<std::uint32_t>(largest - outputs.begin()), *largest};
}

// Keeps the most certain mistakes of a network, the most certain first.
class MostCertain {
 public:
  void add(double certainty, const Mistake& mistake) {
    if (std::isnan(certainty)) certainty = -std::numeric_limits<double>::infinity();
    const auto after = [&](const Entry& entry) {
      return certainty > entry.certainty || (certainty == entry.certainty && mistake.row < entry.mistake.row);
    };
    const auto place = std::ranges::find_if(entries_, after);
    if (place == entries_.end() && entries_.size() == Mistake::most) return;
    entries_.insert(place, {certainty, mistake});
    if (entries_.size() > Mistake::most) entries_.pop_back();
  }

  [[nodiscard]] std::vector<Mistake> ranked() const {
    std::vector<Mistake> mistakes;
    for (const Entry& entry : entries_) {
      mistakes.push_back(entry.mistake);
      mistakes.back().rank = static_cast<std::uint32_t>(mistakes.size());
    }
    return mistakes;
  }

 private:
  struct Entry {
    double certainty = 0;
    Mistake mistake;
  };
  std::vector<Entry> entries_;
};
// Goes through the test rows of one network.
class Examination {
 public:
  Examination(const Dataset& dataset, double threshold, std::uint32_t replicate, bool diverged)
      : dataset_(dataset), threshold_(threshold) {
    const double none = diverged ? std::numeric_limits<double>::quiet_NaN() : 0;
    confusion_ = {replicate, std::vector<double>(dataset.classes.size() * dataset.classes.size(), none)};
  }

  void add(std::uint32_t row, const std::vector<double>& outputs) {
    const auto truth = static_cast<std::uint32_t>(dataset_.targets[row]);
    const auto [predicted, certainty] = answer(outputs, dataset_.task, threshold_);
    ++confusion_.counts[truth * dataset_.classes.size() + predicted];
    if (predicted == truth) return;
    mistakes_.add(certainty, {.replicate = confusion_.replicate,
                              .row = row,
                              .true_class = truth,
                              .predicted_class = predicted,
                              .outputs = outputs});
  }

  [[nodiscard]] NetworkAnswers answers() const { return {confusion_, mistakes_.ranked()}; }

 private:
  const Dataset& dataset_;
  double threshold_;
  ConfusionMatrix confusion_;
  MostCertain mistakes_;
};

}  // namespace

std::size_t classes_in_tables(const Dataset& data, const SplitRule& split) {
  const bool told_apart = data.task == Task::binary || data.task == Task::multiclass;
  if (!told_apart || data.classes.size() > most_classes_in_tables) return 0;
  return split_sizes(data.rows, split).test > 0 ? data.classes.size() : 0;
}

template <class T>
std::vector<NetworkAnswers> read_answers(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels,
                                         std::size_t count, std::uint32_t first_replicate) {
  const std::size_t rows = part_rows(data, Part::test);
  const std::vector<std::uint8_t> finite = finite_lanes(network, count);
  std::vector<Examination> lanes;
  for (std::size_t lane = 0; lane < count; ++lane) {
    lanes.emplace_back(*data.view(lane).dataset, static_cast<double>(data.threshold),
                       first_replicate + static_cast<std::uint32_t>(lane), finite[lane] == 0);
  }
  std::vector<double> outputs(data.outputs);
  for (std::size_t begin = 0; begin < rows; begin += network.block_rows()) {
    const std::size_t steps = std::min(network.block_rows(), rows - begin);
    load_part(network, data, kernels, Part::test, begin, steps);
    network.forward(steps);
    const T* of_block = network.outputs();
    for (std::size_t lane = 0; lane < count; ++lane) {
      for (std::size_t i = 0; i < steps && finite[lane] != 0; ++i) {
        for (std::size_t o = 0; o < outputs.size(); ++o) {
          outputs[o] = static_cast<double>(of_block[(i * outputs.size() + o) * network.lanes() + lane]);
        }
        lanes[lane].add(data.view(lane).split.test[begin + i], outputs);
      }
    }
  }
  std::vector<NetworkAnswers> answers;
  for (const Examination& lane : lanes) answers.push_back(lane.answers());
  return answers;
}

#define ACTLAB_INSTANTIATE(T)                                                                               \
  template std::vector<NetworkAnswers> read_answers(Network<T>&, const TrainingData<T>&, const Kernels<T>&, \
                                                    std::size_t, std::uint32_t);
ACTLAB_INSTANTIATE(float)
ACTLAB_INSTANTIATE(double)
#undef ACTLAB_INSTANTIATE

}  // namespace actlab
