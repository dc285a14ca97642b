#include "training/reporter.hpp"

#include <array>
#include <limits>

namespace actlab {

template <class T>
Reporter<T>::Reporter(std::size_t loss, const TrainingData<T>& data, Layout layout, std::uint32_t first_replicate,
                      std::size_t count)
    : data_(data),
      kernels_(kernels<T>(layout)),
      first_replicate_(first_replicate),
      count_(count),
      diagnostics_(loss, data, layout) {}

template <class T>
Score Reporter<T>::score(Network<T>& network, Part part) const {
  return evaluate(network, data_, kernels_, part);
}

template <class T>
std::vector<double> Reporter<T>::validation_loss(Network<T>& network) const {
  return score(network, Part::validation).loss;
}

template <class T>
std::vector<Metrics> Reporter<T>::measure(Network<T>& network, const LaneStates& lanes) const {
  std::array<Score, 3> scores;
  for (const Part part : all_parts) scores[static_cast<std::size_t>(part)] = score(network, part);
  std::vector<Metrics> metrics(count_);
  for (std::size_t lane = 0; lane < count_; ++lane) {
    metrics[lane] = {scores[0].loss[lane],     scores[1].loss[lane],     scores[2].loss[lane],
                     scores[0].accuracy[lane], scores[1].accuracy[lane], scores[2].accuracy[lane]};
    if (!lanes.diverged(lane)) continue;
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    metrics[lane] = {nan, nan, nan, nan, nan, nan};
  }
  return metrics;
}

template <class T>
void Reporter<T>::report(Network<T>& network, std::uint32_t epoch, const LaneStates& lanes,
                         const TrainingWatch& watch) {
  if (watch.metrics) {
    const std::vector<Metrics> metrics = measure(network, lanes);
    for (std::size_t lane = 0; lane < count_; ++lane) {
      const auto replicate = first_replicate_ + static_cast<std::uint32_t>(lane);
      if (lanes.reports(lane, epoch)) watch.metrics({replicate, epoch, metrics[lane]});
    }
  }
  if (watch.layers) {
    for (LayerRow row : diagnostics_.measure(network, count_)) {
      if (!lanes.reports(row.replicate, epoch)) continue;
      row.replicate += first_replicate_;
      row.epoch = epoch;
      watch.layers(row);
    }
  }
}

template <class T>
void Reporter<T>::add_histograms(const Network<T>& network, const LaneStates& lanes,
                                 std::vector<ActivationHistogram>& layers) {
  std::vector<std::size_t> whole;
  for (std::size_t lane = 0; lane < count_; ++lane) {
    if (!lanes.diverged(lane)) whole.push_back(lane);
  }
  diagnostics_.add_histograms(network, whole, layers);
}

template class Reporter<float>;
template class Reporter<double>;

}  // namespace actlab
