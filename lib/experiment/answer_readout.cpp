#include "experiment/answer_readout.hpp"

#include <cmath>
#include <limits>

#include "training/answers.hpp"
#include "training/plan.hpp"

namespace actlab {
namespace {

constexpr std::size_t numbers_before_outputs = 3;

// Of each mistake its row, its two classes and the outputs; NaN where there are fewer.
std::vector<double> numbers_of(const std::vector<Mistake>& mistakes, std::size_t outputs) {
  std::vector<double> numbers;
  for (const Mistake& mistake : mistakes) {
    for (const std::uint32_t number : {mistake.row, mistake.true_class, mistake.predicted_class}) {
      numbers.push_back(number);
    }
    numbers.insert(numbers.end(), mistake.outputs.begin(), mistake.outputs.end());
  }
  numbers.resize(Mistake::most * (numbers_before_outputs + outputs), std::numeric_limits<double>::quiet_NaN());
  return numbers;
}

}  // namespace

AnswerReadout::AnswerReadout(const Cell& cell, std::size_t replicates, const Recording& recording,
                             const Directory* directory)
    : replicates_(replicates), outputs_(cell.plan->shape.outputs()) {
  const std::size_t classes = classes_in_tables(*cell.dataset, cell.plan->split);
  if (classes == 0) return;
  if (recording.confusion) {
    confusion_.emplace(OutputSizes{.series = replicates, .points = 1, .width = classes * classes}, directory);
  }
  if (recording.mistakes) {
    mistakes_.emplace(
        OutputSizes{.series = replicates, .points = 1, .width = Mistake::most * (numbers_before_outputs + outputs_)},
        directory);
  }
}

template <class T>
void AnswerReadout::take(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, std::size_t first,
                         std::size_t count) {
  if (!confusion_ && !mistakes_) return;
  std::size_t series = first;
  for (const NetworkAnswers& answers : read_answers(network, data, kernels, count, static_cast<std::uint32_t>(first))) {
    if (confusion_) confusion_->write(0, 0, series, answers.confusion.counts);
    if (mistakes_) mistakes_->write(0, 0, series, numbers_of(answers.mistakes, outputs_));
    ++series;
  }
}

void AnswerReadout::add_to(CellReadings& readings) const {
  if (confusion_) {
    readings.confusion = [this](const Visit<ConfusionMatrix>& visit) {
      for (std::uint32_t r = 0; r < replicates_; ++r) visit({r, confusion_->read_series(0, r)});
    };
  }
  if (mistakes_) readings.mistakes = [this](const Visit<Mistake>& visit) { give_mistakes(visit); };
}

void AnswerReadout::give_mistakes(const Visit<Mistake>& visit) const {
  for (std::uint32_t r = 0; r < replicates_; ++r) {
    const std::vector<double> numbers = mistakes_->read_series(0, r);
    const std::size_t width = numbers_before_outputs + outputs_;
    for (std::uint32_t rank = 1; rank <= Mistake::most; ++rank) {
      const auto number = numbers.begin() + static_cast<std::ptrdiff_t>((rank - 1) * width);
      if (std::isnan(*number)) break;
      visit({.replicate = r,
             .rank = rank,
             .row = static_cast<std::uint32_t>(number[0]),
             .true_class = static_cast<std::uint32_t>(number[1]),
             .predicted_class = static_cast<std::uint32_t>(number[2]),
             .outputs = {number + numbers_before_outputs, number + static_cast<std::ptrdiff_t>(width)}});
    }
  }
}

#define ACTLAB_INSTANTIATE(T) \
  template void AnswerReadout::take(Network<T>&, const TrainingData<T>&, const Kernels<T>&, std::size_t, std::size_t);
ACTLAB_INSTANTIATE(float)
ACTLAB_INSTANTIATE(double)
#undef ACTLAB_INSTANTIATE

}  // namespace actlab
